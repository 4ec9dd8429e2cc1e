// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/json_reader.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::protocol {
namespace {

using Decoded = core::Expected<ToBoss, DecodeError>;

constexpr std::int64_t most_threads = 1'000'000;
constexpr std::int64_t largest_number = 1'000'000'000;

template <class Message>
Decoded finish(FieldReader& fields, Message message) {
    if (fields.problem()) return tl::unexpected(*fields.problem());
    return ToBoss(std::move(message));
}

Decoded ready(FieldReader fields) {
    Ready message;
    fields.number("nthreads", message.nthreads, 0, most_threads);
    message.slots = message.nthreads;
    fields.number("slots", message.slots, 0, most_threads);
    fields.number("protocol", message.protocol, 0, largest_number);
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
    fields.number("num_threads", message.num_threads, 0, most_threads);
    return finish(fields, std::move(message));
}

Decoded worktree_created(FieldReader fields) {
    WorktreeCreated message;
    fields.number("thread", message.thread, 0, most_threads);
    return finish(fields, std::move(message));
}

Decoded heartbeat(FieldReader fields) {
    Heartbeat message;
    fields.text("board", message.board);
    fields.number("thread", message.thread, -1, most_threads);
    fields.optional_number("lease", message.lease);
    return finish(fields, std::move(message));
}

void read_cause(FieldReader& fields, std::optional<Cause>& cause) {
    std::string name;
    fields.text("cause", name);
    if (name.empty()) return;
    for (const auto candidate : {Cause::make, Cause::guard, Cause::toolchain, Cause::limit,
                                 Cause::signal, Cause::checkout, Cause::start})
        if (to_text(candidate) == name) cause = candidate;
    if (!cause) fields.problem("cause", "a cause that is known");
}

Decoded build_result(FieldReader fields) {
    BuildResult message;
    fields.required_text("board", message.board);
    fields.number("commit_upto", message.commit_upto, 0, largest_number);
    fields.number("return_code", message.return_code, -largest_number, largest_number);
    fields.text("stderr", message.stderr_text);
    fields.text("stdout", message.stdout_text);
    fields.real("load_avg", message.load_avg);
    if (const auto* sizes = fields.object("sizes")) {
        FieldReader inner(*sizes, "build_result: sizes");
        std::string raw;
        inner.text("raw", raw);
        if (inner.problem()) return tl::unexpected(*inner.problem());
        if (sizes->contains("raw")) message.sizes = std::move(raw);
    }
    fields.text("lines", message.lines);
    fields.text_map("config", message.config);
    fields.optional_number("lease", message.lease);
    read_cause(fields, message.cause);
    fields.texts("files", message.files);
    fields.flag("reconfigured", message.reconfigured);
    return finish(fields, std::move(message));
}

Decoded build_done(FieldReader fields) {
    BuildsFinished message;
    fields.number("exceptions", message.exceptions, 0, largest_number);
    return finish(fields, std::move(message));
}

Decoded error(FieldReader fields) {
    ErrorReply message;
    fields.text("msg", message.msg);
    return finish(fields, std::move(message));
}

}  // namespace

Decoded decode_to_boss(std::string_view line) {
    BM_TRY_ASSIGN(const auto object, parse_object(line));
    const auto found = object.find("resp");
    const auto name =
        found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
    if (name == "ready") return ready({object, name});
    if (name == "setup_done") return setup_done({object, name});
    if (name == "configure_done") return ToBoss(ConfigureDone{});
    if (name == "build_started") return build_started({object, name});
    if (name == "worktree_created") return worktree_created({object, name});
    if (name == "build_prepare_done") return ToBoss(BuildPrepareDone{});
    if (name == "heartbeat") return heartbeat({object, name});
    if (name == "build_result") return build_result({object, name});
    if (name == "build_done") return build_done({object, name});
    if (name == "error") return error({object, name});
    if (name == "quit_ack") return ToBoss(QuitAck{});
    return tl::unexpected(DecodeError{DecodeError::Kind::unknown_message,
                                      "unknown response: " + name.substr(0, 100)});
}

}  // namespace bm::protocol
