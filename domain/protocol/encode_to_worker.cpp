// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/codec.hpp"
#include "domain/protocol/json_writer.hpp"
#include "domain/protocol/settings_fields.hpp"

namespace bm::protocol {
namespace {

JsonObject command(std::string_view name) {
    JsonObject object;
    object.text("cmd", name);
    return object;
}

std::string commit_list(const CommitList& commits) {
    std::string text = "[";
    for (const auto& commit : commits) {
        if (text.size() > 1) text += ", ";
        text += commit ? json_text(*commit) : "null";
    }
    return text + "]";
}

std::string settings_object(const Settings& settings, Dialect dialect) {
    JsonObject object;
    for (const auto& field : flag_fields)
        if (!field.extension || dialect == Dialect::bm)
            object.flag(field.name, settings.*field.member);
    if (dialect == Dialect::buildman) return object.close();
    for (const auto& field : number_fields)
        if (settings.*field.member != 0) object.number(field.name, settings.*field.member);
    for (const auto& field : text_fields)
        if (!(settings.*field.member).empty()) object.text(field.name, settings.*field.member);
    for (const auto& field : list_fields)
        if (!(settings.*field.member).empty())
            object.raw(field.name, json_list(settings.*field.member));
    if (!settings.environment.empty()) object.raw("environment", json_map(settings.environment));
    return object.close();
}

std::string board_list(const std::vector<BoardToBuild>& boards) {
    std::string text = "[";
    for (const auto& board : boards) {
        if (text.size() > 1) text += ", ";
        text += JsonObject().text("board", board.board).text("arch", board.arch).close();
    }
    return text + "]";
}

struct Encoder {
    Dialect dialect;

    std::string operator()(const Setup& m) const {
        return command("setup").text("work_dir", m.work_dir).close();
    }
    std::string operator()(const Configure& m) const {
        auto object = command("configure");
        object.raw("settings", settings_object(m.settings, dialect));
        object.raw("toolchains", json_map(m.toolchains));
        if (dialect == Dialect::bm) object.raw("features", json_list(m.features));
        return object.close();
    }
    std::string operator()(const BuildBoards& m) const {
        return command("build_boards")
            .raw("boards", board_list(m.boards))
            .raw("commits", commit_list(m.commits))
            .close();
    }
    std::string operator()(const BuildPrepare& m) const {
        return command("build_prepare")
            .raw("commits", commit_list(m.commits))
            .number("max_boards", m.max_boards)
            .close();
    }
    std::string operator()(const BuildBoard& m) const {
        auto object = command("build_board");
        object.text("board", m.board).text("arch", m.arch);
        if (dialect == Dialect::buildman) return object.close();
        if (m.lease) object.number("lease", *m.lease);
        if (m.positions) object.raw("commits", json_list(*m.positions));
        if (!m.make_flags.empty()) object.raw("make_flags", json_list(m.make_flags));
        if (!m.defconfig.empty()) object.raw("defconfig", json_list(m.defconfig));
        return object.close();
    }
    std::string operator()(const FinishBuilds&) const { return command("build_done").close(); }
    std::string operator()(const Cancel& m) const {
        return command("cancel").number("lease", m.lease).close();
    }
    std::string operator()(const Want& m) const {
        return command("want")
            .number("lease", m.lease)
            .number("commit_upto", m.commit_upto)
            .raw("files", json_list(m.files))
            .number("chunks", m.chunks)
            .close();
    }
    std::string operator()(const More& m) const {
        return command("more")
            .number("lease", m.lease)
            .number("commit_upto", m.commit_upto)
            .number("chunks", m.chunks)
            .close();
    }
    std::string operator()(const Quit&) const { return command("quit").close(); }
};

}  // namespace

std::string encode(const ToWorker& message, Dialect dialect) {
    return std::visit(Encoder{dialect}, message);
}

}  // namespace bm::protocol
