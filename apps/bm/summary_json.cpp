// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_json.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "domain/summary/board_story.hpp"
#include "domain/summary/commit_view.hpp"

namespace bm::app {
namespace {

using Json = nlohmann::ordered_json;
using namespace summary;
using result::BuildState;

Json at(const std::optional<std::size_t>& commit) { return commit ? Json(*commit) : Json(nullptr); }

const char* name_of(Message::Kind kind) {
    switch (kind) {
        case Message::Kind::error:
            return "error";
        case Message::Kind::warning:
            return "warning";
        case Message::Kind::blob:
            return "blob";
    }
    return "error";
}

const char* name_of(MessageChange::Kind kind) {
    switch (kind) {
        case MessageChange::Kind::came:
            return "came";
        case MessageChange::Kind::went:
            return "went";
        case MessageChange::Kind::moved:
            return "moved";
    }
    return "came";
}

char letter_of(const Model& model, std::size_t board, std::size_t commit) {
    if (model.presence(board, commit) == Presence::absent) return '-';
    switch (model.at(board, commit).state) {
        case BuildState::ok:
            return 'o';
        case BuildState::warned:
            return 'w';
        case BuildState::failed:
            return 'f';
        case BuildState::unknown:
            break;
    }
    return '?';
}

/// Of each image and part the bytes at each commit; null where they are not known.
Json sizes_over_commits(const Model& model, std::size_t board) {
    Json images = Json::object();
    const auto count = model.commits().size();
    const auto set = [&](const std::string& image, const char* part, std::size_t c,
                         std::uint64_t v) {
        auto& row = images[image][part];
        if (row.is_null()) row = Json(std::vector<Json>(count));
        row[c] = v;
    };
    for (std::size_t c = 0; c < count; ++c)
        for (const auto& size : model.at(board, c).sizes) {
            set(size.image, "text", c, size.text - std::min(size.rodata, size.text));
            set(size.image, "rodata", c, size.rodata);
            set(size.image, "data", c, size.data);
            set(size.image, "bss", c, size.bss);
        }
    return images;
}

Json board_json(const Model& model, std::size_t board, const Parts& parts) {
    Json json = {{"name", model.boards()[board].name}, {"arch", model.boards()[board].arch}};
    json["failures"] = Json::array();
    for (const auto& failure : failures_of(model, board))
        json["failures"].push_back(
            {{"first", failure.first}, {"good", at(failure.good)}, {"mended", at(failure.mended)}});
    if (parts.sizes) json["sizes"] = sizes_over_commits(model, board);
    return json;
}

Json changes_json(const ValuesChange& change) {
    return {{"added", change.added}, {"removed", change.removed}, {"changed", change.changed}};
}

Json files_json(const std::vector<FileChange>& files) {
    Json json = Json::object();
    for (const auto& file : files) json[file.file] = changes_json(file.change);
    return json;
}

Json message_json(const MessageChange& change) {
    Json json = {{"change", name_of(change.kind)},
                 {"kind", name_of(change.message.kind)},
                 {"text", change.message.text},
                 {"meaning", change.message.meaning},
                 {"boards", change.boards},
                 {"elsewhere", change.elsewhere}};
    if (change.kind == MessageChange::Kind::moved) json["was"] = change.text_before;
    return json;
}

Json function_json(const FunctionChange& change) {
    Json rows = Json::array();
    for (const auto& row : change.rows)
        rows.push_back({{"name", row.name},
                        {"before", row.before ? Json(*row.before) : Json(nullptr)},
                        {"now", row.now ? Json(*row.now) : Json(nullptr)},
                        {"delta", row.delta}});
    return {{"image", change.image}, {"up", change.up}, {"down", change.down}, {"rows", rows}};
}

Json arch_sizes_json(const ArchSizes& arch) {
    Json changed = Json::array();
    for (const auto& board : arch.changed) {
        Json json = {{"board", board.board}, {"change", board.change}};
        if (!board.functions.empty()) {
            json["functions"] = Json::array();
            for (const auto& change : board.functions)
                json["functions"].push_back(function_json(change));
        }
        changed.push_back(std::move(json));
    }
    return {{"arch", arch.arch},
            {"measured", arch.measured},
            {"boards", arch.boards},
            {"sums", arch.sums},
            {"changed", std::move(changed)}};
}

const char* name_of(FileFootprint::Kind kind) {
    switch (kind) {
        case FileFootprint::Kind::came:
            return "came";
        case FileFootprint::Kind::went:
            return "went";
        case FileFootprint::Kind::changed:
            return "changed";
    }
    return "changed";
}

Json footprint_json(const FootprintChange& change) {
    Json files = Json::array();
    for (const auto& file : change.files) {
        Json json = {{"path", file.path},
                     {"change", name_of(file.kind)},
                     {"added", result::ranges_text(file.added)},
                     {"removed", result::ranges_text(file.removed)}};
        for (const auto& code : file.code)
            json["code"].push_back(
                {{"sign", std::string(1, code.sign)}, {"line", code.line}, {"text", code.text}});
        files.push_back(std::move(json));
    }
    return {{"boards", change.boards},
            {"since", change.before},
            {"known", change.known},
            {"lines", {{"added", change.added}, {"removed", change.removed}}},
            {"files_added", change.files_added},
            {"files_removed", change.files_removed},
            {"files", std::move(files)}};
}

Json commit_json(const Model& model, std::size_t c, const Parts& parts, const Sources& sources) {
    const auto& commit = model.commits()[c];
    const auto view = view_of(model, c, parts, sources);
    std::string states;
    for (std::size_t b = 0; b < model.boards().size(); ++b) states += letter_of(model, b, c);
    Json json = {{"label", commit.label},
                 {"hash", commit.hash},
                 {"subject", commit.subject},
                 {"folder", commit.folder},
                 {"counts",
                  {{"ok", model.count(c, BuildState::ok)},
                   {"warned", model.count(c, BuildState::warned)},
                   {"failed", model.count(c, BuildState::failed)},
                   {"unknown", model.count(c, BuildState::unknown)}}},
                 {"states", std::move(states)},
                 {"broken", view.broken},
                 {"mended", view.mended},
                 {"newly_warning", view.newly_warning},
                 {"cleaned", view.cleaned}};
    json["messages"] = Json::array();
    for (const auto& change : view.messages) json["messages"].push_back(message_json(change));
    if (parts.sizes) {
        json["sizes"] = Json::array();
        for (const auto& arch : view.sizes) json["sizes"].push_back(arch_sizes_json(arch));
    }
    if (parts.configuration) {
        json["configuration"] = Json::array();
        for (const auto& change : view.configuration)
            json["configuration"].push_back(
                {{"boards", change.boards}, {"files", files_json(change.files)}});
    }
    if (parts.lines) {
        json["lines"] = Json::array();
        for (const auto& change : view.lines) json["lines"].push_back(footprint_json(change));
    }
    if (parts.environment) {
        json["environment"] = Json::array();
        for (const auto& change : view.environment)
            json["environment"].push_back(
                {{"board", change.board}, {"change", changes_json(change.change)}});
    }
    return json;
}

Json flakes_json(const Model& model, const Flakes& flakes) {
    Json json = Json::array();
    for (const auto& flake : flakes.two_outcomes) {
        const auto& first = model.at(flake.board, flake.commit);
        json.push_back({{"kind", "two-outcomes"},
                        {"board", model.boards()[flake.board].name},
                        {"commits", {flake.commit, flake.commit}},
                        {"codes", {first.return_code, flake.second.return_code}},
                        {"hosts", {first.host, flake.second.host}}});
    }
    for (const auto& flake : flakes.recoveries) {
        const auto& failed = model.at(flake.board, flake.failed);
        const auto& good = model.at(flake.board, flake.good);
        json.push_back({{"kind", "no-reason"},
                        {"board", model.boards()[flake.board].name},
                        {"commits", {flake.failed, flake.good}},
                        {"codes", {failed.return_code, good.return_code}},
                        {"hosts", {failed.host, good.host}}});
    }
    return json;
}

}  // namespace

std::string summary_json(const Model& model, const Parts& parts,
                         const Besides& besides) {
    Json json = {{"form", "bm-summary"}, {"version", summary_json_version}};
    json["boards"] = Json::array();
    for (std::size_t b = 0; b < model.boards().size(); ++b)
        json["boards"].push_back(board_json(model, b, parts));
    json["commits"] = Json::array();
    for (std::size_t c = 0; c < model.commits().size(); ++c)
        json["commits"].push_back(commit_json(model, c, parts, besides.sources));
    json["flakes"] = flakes_json(model, besides.flakes);
    json["problems"] = besides.problems;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bm::app
