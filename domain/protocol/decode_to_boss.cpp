// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>
#include <utility>

#include "domain/core/utf8.hpp"
#include "domain/protocol/codec.hpp"
#include "domain/protocol/json_reader.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::protocol {
namespace {

using Decoded = core::Expected<ToBoss, DecodeError>;

constexpr std::size_t longest_shown_name = 100;

template <class Message>
Decoded finish(const FieldReader& fields, Message message) {
    if (fields.problem()) return tl::unexpected(*fields.problem());
    return ToBoss(std::move(message));
}

Decoded ready(FieldReader fields) {
    Ready message;
    fields.number("nthreads", message.nthreads, 1, limits::slots);
    fields.number("slots", message.slots, 1, limits::slots);
    fields.number("protocol", message.protocol, 0);
    fields.texts("features", message.features);
    return finish(fields, std::move(message));
}

Decoded setup_done(FieldReader fields) {
    SetupDone message;
    fields.text("work_dir", message.work_dir);
    fields.text("git_dir", message.git_dir);
    return finish(fields, std::move(message));
}

Decoded build_started(FieldReader fields) {
    BuildStarted message;
    fields.number("num_threads", message.num_threads, 0, limits::slots);
    return finish(fields, message);
}

Decoded worktree_created(FieldReader fields) {
    WorktreeCreated message;
    fields.number("thread", message.thread, 0, limits::slots);
    return finish(fields, message);
}

Decoded heartbeat(FieldReader fields) {
    Heartbeat message;
    fields.text("board", message.board, limits::name_bytes);
    fields.number("thread", message.thread, -1, limits::slots);
    fields.lease("lease", message.lease);
    return finish(fields, std::move(message));
}

void read_artefacts(FieldReader& fields, std::vector<Artefact>& files) {
    const auto* list = fields.list("files");
    if (!list) return;
    for (const auto& value : *list) {
        if (!value.is_object()) return fields.refuse("files", "a list of objects");
        FieldReader entry(value, "artefact_list", "files.");
        Artefact file;
        entry.require("name");
        entry.text("name", file.name, limits::name_bytes);
        entry.number("size", file.size, 0);
        entry.text("sha256", file.sha256, limits::name_bytes);
        if (entry.problem()) return fields.adopt(entry);
        files.push_back(std::move(file));
    }
}

Decoded artefact_list(FieldReader fields) {
    ArtefactList message;
    read_build(fields, message);
    read_artefacts(fields, message.files);
    return finish(fields, std::move(message));
}

Decoded artefact(FieldReader fields) {
    ArtefactChunk message;
    read_build(fields, message);
    fields.number("file", message.file, 0);
    fields.number("offset", message.offset, 0);
    fields.long_text("data", message.data);
    return finish(fields, std::move(message));
}

void read_cause(FieldReader& fields, std::optional<Cause>& cause) {
    std::string name;
    fields.text("cause", name);
    if (name.empty()) return;
    for (const auto candidate :
         {Cause::make, Cause::guard, Cause::toolchain, Cause::limit, Cause::signal, Cause::checkout,
          Cause::start, Cause::machine, Cause::doubtful})
        if (to_text(candidate) == name) cause = candidate;
    if (!cause) fields.refuse("cause", "one of those that are known");
}

void read_sizes(FieldReader& fields, std::optional<std::string>& sizes) {
    const auto* object = fields.object("sizes");
    if (!object || !object->contains("raw")) return;
    FieldReader inner(*object, "build_result", "sizes.");
    inner.long_text("raw", sizes.emplace());
    fields.adopt(inner);
}

Decoded build_result(FieldReader fields) {
    BuildResult message;
    fields.text("board", message.board, limits::name_bytes);
    fields.number("commit_upto", message.commit_upto, 0);
    fields.number("return_code", message.return_code, -limits::number);
    fields.long_text("stderr", message.stderr_text);
    fields.long_text("stdout", message.stdout_text);
    fields.real("load_avg", message.load_avg);
    read_sizes(fields, message.sizes);
    fields.long_text("lines", message.lines);
    fields.text_map("config", message.config, limits::line_bytes);
    fields.lease("lease", message.lease);
    read_cause(fields, message.cause);
    fields.texts("files", message.files);
    fields.flag("reconfigured", message.reconfigured);
    fields.text("verified_from", message.verified_from, limits::name_bytes);
    fields.texts("verified_changes", message.verified_changes);
    fields.text("carried_from", message.carried_from, limits::name_bytes);
    return finish(fields, std::move(message));
}

Decoded build_done(FieldReader fields) {
    BuildsFinished message;
    fields.number("exceptions", message.exceptions, 0);
    return finish(fields, message);
}

Decoded error(FieldReader fields) {
    ErrorReply message;
    fields.text("msg", message.msg);
    return finish(fields, std::move(message));
}

}  // namespace

Decoded decode_to_boss(std::string_view line) {
    BM_TRY_ASSIGN(const auto object, parse_object(line));
    const auto name = message_name(object, "resp");
    const FieldReader fields(object, name);
    if (name == "ready") return ready(fields);
    if (name == "setup_done") return setup_done(fields);
    if (name == "configure_done") return ToBoss(ConfigureDone{});
    if (name == "build_started") return build_started(fields);
    if (name == "worktree_created") return worktree_created(fields);
    if (name == "build_prepare_done") return ToBoss(BuildPrepareDone{});
    if (name == "heartbeat") return heartbeat(fields);
    if (name == "artefact_list") return artefact_list(fields);
    if (name == "artefact") return artefact(fields);
    if (name == "build_result") return build_result(fields);
    if (name == "build_done") return build_done(fields);
    if (name == "error") return error(fields);
    if (name == "quit_ack") return ToBoss(QuitAck{});
    return tl::unexpected(
        DecodeError{DecodeError::Kind::unknown_message,
                    "unknown response: " + std::string(core::cut_utf8(name, longest_shown_name))});
}

}  // namespace bm::protocol
