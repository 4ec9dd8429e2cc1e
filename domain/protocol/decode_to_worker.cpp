// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>
#include <utility>

#include "domain/core/names.hpp"
#include "domain/protocol/codec.hpp"
#include "domain/protocol/json_reader.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/protocol/settings_fields.hpp"

namespace bm::protocol {
namespace {

using nlohmann::json;
using Decoded = core::Expected<ToWorker, DecodeError>;

constexpr std::int64_t largest_number = 1'000'000'000;

template <class Message>
Decoded finish(FieldReader& fields, Message message) {
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
    FieldReader fields(*object, "configure: settings");
    for (const auto& field : flag_fields)
        fields.flag(std::string(field.name).c_str(), settings.*field.member);
    for (const auto& field : number_fields)
        fields.number(std::string(field.name).c_str(), settings.*field.member, 0, largest_number);
    for (const auto& field : text_fields)
        fields.text(std::string(field.name).c_str(), settings.*field.member);
    if (fields.problem()) outer.problem("settings", "right (" + fields.problem()->message + ")");
}

Decoded configure(FieldReader fields) {
    Configure message;
    read_settings(fields, message.settings);
    fields.text_map("toolchains", message.toolchains);
    fields.texts("features", message.features);
    return finish(fields, std::move(message));
}

/// All hashes, or null alone (decisions: null in mid-list is an error, as is anything else).
void read_commits(FieldReader& fields, CommitList& commits) {
    constexpr auto wanted = "null alone, or a list of commit hashes of 40 or 64 hex digits";
    const auto* list = fields.array("commits");
    if (list)
        for (const auto& value : *list) {
            if (value.is_null() && list->size() == 1)
                commits.emplace_back(std::nullopt);
            else if (value.is_string() && core::is_commit_hash(value.get_ref<const std::string&>()))
                commits.emplace_back(value.get<std::string>());
            else
                return fields.problem("commits", wanted);
        }
    if (commits.empty()) commits.emplace_back(std::nullopt);
}

Decoded build_boards(FieldReader fields) {
    BuildBoards message;
    if (const auto* list = fields.array("boards"))
        for (const auto& value : *list) {
            if (!value.is_object()) {
                fields.problem("boards", "a list of objects");
                break;
            }
            BoardToBuild board;
            FieldReader entry(value, "build_boards: boards");
            entry.required_text("board", board.board);
            entry.text("arch", board.arch);
            if (entry.problem()) return tl::unexpected(*entry.problem());
            message.boards.push_back(std::move(board));
        }
    read_commits(fields, message.commits);
    return finish(fields, std::move(message));
}

Decoded build_prepare(FieldReader fields) {
    BuildPrepare message;
    read_commits(fields, message.commits);
    fields.number("max_boards", message.max_boards, 0, largest_number);
    return finish(fields, std::move(message));
}

Decoded build_board(FieldReader fields) {
    BuildBoard message;
    fields.required_text("board", message.board);
    fields.text("arch", message.arch);
    fields.optional_number("lease", message.lease);
    fields.numbers("commits", message.positions);
    fields.texts("make_flags", message.make_flags);
    return finish(fields, std::move(message));
}

Decoded cancel(FieldReader fields) {
    Cancel message;
    std::optional<std::int64_t> lease;
    fields.optional_number("lease", lease);
    if (!lease) fields.problem("lease", "given");
    message.lease = lease.value_or(0);
    return finish(fields, std::move(message));
}

}  // namespace

Decoded decode_to_worker(std::string_view line) {
    BM_TRY_ASSIGN(const auto object, parse_object(line));
    const auto found = object.find("cmd");
    const auto name =
        found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
    if (name == "setup") return setup({object, name});
    if (name == "configure") return configure({object, name});
    if (name == "build_boards") return build_boards({object, name});
    if (name == "build_prepare") return build_prepare({object, name});
    if (name == "build_board") return build_board({object, name});
    if (name == "build_done") return ToWorker(FinishBuilds{});
    if (name == "cancel") return cancel({object, name});
    if (name == "quit") return ToWorker(Quit{});
    return tl::unexpected(
        DecodeError{DecodeError::Kind::unknown_message, "unknown command: " + name.substr(0, 100)});
}

}  // namespace bm::protocol
