// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "domain/core/names.hpp"
#include "domain/protocol/codec.hpp"
#include "domain/protocol/json_reader.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/protocol/settings_fields.hpp"
#include "domain/core/utf8.hpp"

namespace bm::protocol {
namespace {

using nlohmann::json;
using Decoded = core::Expected<ToWorker, DecodeError>;

constexpr std::size_t longest_shown_name = 100;

template <class Message>
Decoded finish(const FieldReader& fields, Message message) {
    if (fields.problem()) return tl::unexpected(*fields.problem());
    return ToWorker(std::move(message));
}

Decoded setup(FieldReader fields) {
    Setup message;
    fields.text("work_dir", message.work_dir);
    return finish(fields, std::move(message));
}

void read_settings(FieldReader& outer, Settings& settings) {
    const auto* object = outer.object("settings");
    if (!object) return;
    FieldReader fields(*object, "configure", "settings.");
    for (const auto& field : flag_fields) fields.flag(field.name, settings.*field.member);
    for (const auto& field : number_fields) fields.number(field.name, settings.*field.member, 0);
    for (const auto& field : text_fields) fields.text(field.name, settings.*field.member);
    for (const auto& field : list_fields) fields.texts(field.name, settings.*field.member);
    fields.text_map("environment", settings.environment);
    outer.adopt(fields);
}

Decoded configure(FieldReader fields) {
    Configure message;
    read_settings(fields, message.settings);
    fields.text_map("toolchains", message.toolchains);
    fields.texts("features", message.features);
    return finish(fields, std::move(message));
}

bool is_hash(const json& value) {
    return value.is_string() && core::is_commit_hash(value.get_ref<const std::string&>());
}

/// Absent and empty both mean the source as it lies there.
void read_commits(FieldReader& fields, CommitList& commits) {
    const auto* list = fields.list("commits");
    if (list && std::ranges::all_of(*list, is_hash))
        for (const auto& value : *list) commits.emplace_back(value.get<std::string>());
    else if (list && std::ranges::all_of(*list, [](const json& v) { return v.is_null(); }))
        commits.resize(list->size());
    else if (list)
        return fields.refuse("commits", "a list of hashes of 40 or 64 hex digits, or all null");
    if (commits.empty()) commits.emplace_back(std::nullopt);
}

void read_boards(FieldReader& fields, std::vector<BoardToBuild>& boards) {
    const auto* list = fields.list("boards");
    if (!list) return;
    for (const auto& value : *list) {
        if (!value.is_object()) return fields.refuse("boards", "a list of objects");
        FieldReader entry(value, "build_boards", "boards.");
        BoardToBuild board;
        entry.require("board");
        entry.text("board", board.board, limits::name_bytes);
        entry.text("arch", board.arch, limits::name_bytes);
        if (entry.problem()) return fields.adopt(entry);
        boards.push_back(std::move(board));
    }
}

Decoded build_boards(FieldReader fields) {
    BuildBoards message;
    read_boards(fields, message.boards);
    read_commits(fields, message.commits);
    return finish(fields, std::move(message));
}

Decoded build_prepare(FieldReader fields) {
    BuildPrepare message;
    read_commits(fields, message.commits);
    fields.number("max_boards", message.max_boards, 0);
    return finish(fields, std::move(message));
}

/// The name of the board is not judged here: one that is no good is answered by results.
Decoded build_board(FieldReader fields) {
    BuildBoard message;
    fields.require("board");
    fields.text("board", message.board, limits::name_bytes);
    fields.text("arch", message.arch, limits::name_bytes);
    fields.lease("lease", message.lease);
    fields.numbers("commits", message.positions);
    fields.texts("make_flags", message.make_flags);
    fields.texts("defconfig", message.defconfig);
    return finish(fields, std::move(message));
}

Decoded cancel(FieldReader fields) {
    std::optional<std::int64_t> lease;
    fields.require("lease");
    fields.lease("lease", lease);
    return finish(fields, Cancel{lease.value_or(0)});
}

Decoded want(FieldReader fields) {
    Want message;
    std::optional<std::vector<std::int64_t>> files;
    read_build(fields, message);
    fields.numbers("files", files);
    fields.number("chunks", message.chunks, 0);
    if (files) message.files = std::move(*files);
    return finish(fields, std::move(message));
}

Decoded more(FieldReader fields) {
    More message;
    read_build(fields, message);
    fields.number("chunks", message.chunks, 0);
    return finish(fields, message);
}

}  // namespace

Decoded decode_to_worker(std::string_view line) {
    BM_TRY_ASSIGN(const auto object, parse_object(line));
    const auto name = message_name(object, "cmd");
    const FieldReader fields(object, name);
    if (name == "setup") return setup(fields);
    if (name == "configure") return configure(fields);
    if (name == "build_boards") return build_boards(fields);
    if (name == "build_prepare") return build_prepare(fields);
    if (name == "build_board") return build_board(fields);
    if (name == "build_done") return ToWorker(FinishBuilds{});
    if (name == "cancel") return cancel(fields);
    if (name == "want") return want(fields);
    if (name == "more") return more(fields);
    if (name == "quit") return ToWorker(Quit{});
    return tl::unexpected(
        DecodeError{DecodeError::Kind::unknown_message,
                    "unknown command: " + std::string(core::cut_utf8(name, longest_shown_name))});
}

}  // namespace bm::protocol
