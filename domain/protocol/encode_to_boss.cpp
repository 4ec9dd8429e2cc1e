// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/json_writer.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::protocol {
namespace {

constexpr std::string_view prefix = "BM> ";

JsonObject response(std::string_view name) {
    JsonObject object;
    object.text("resp", name);
    return object;
}

std::string load_text(double load) {
    if (!std::isfinite(load)) return "0.0";
    auto text = fmt::format("{}", load);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string result_line(const BuildResult& m, Dialect dialect) {
    auto object = response("build_result");
    object.text("board", m.board).number("commit_upto", m.commit_upto);
    object.number("return_code", m.return_code);
    object.text("stderr", m.stderr_text).text("stdout", m.stdout_text);
    object.raw("load_avg", load_text(m.load_avg));
    if (m.sizes) object.raw("sizes", JsonObject().text("raw", *m.sizes).close());
    if (!m.lines.empty()) object.text("lines", m.lines);
    if (!m.config.empty()) object.raw("config", json_map(m.config));
    if (dialect == Dialect::buildman) return object.close();
    if (m.lease) object.number("lease", *m.lease);
    if (m.cause) object.text("cause", to_text(*m.cause));
    if (!m.files.empty()) object.raw("files", json_list(m.files));
    if (m.reconfigured) object.flag("reconfigured", true);
    return object.close();
}

/// Keeps the head and twice as much of the tail, a marker between them.
void cut_to_half(std::string& text) {
    const auto keep = text.size() / 2;
    const auto head = keep / 3;
    const auto tail = keep - head;
    text = text.substr(0, head) +
           fmt::format("\n[... {} bytes left out ...]\n", text.size() - head - tail) +
           text.substr(text.size() - tail);
}

/// Only what says which build this is and how it ended.
BuildResult bare(const BuildResult& message) {
    BuildResult result;
    result.board = message.board.substr(0, 4096);
    result.commit_upto = message.commit_upto;
    result.return_code = message.return_code;
    result.lease = message.lease;
    result.cause = message.cause;
    return result;
}

/// The result's line, its longest texts cut until it fits a line.
std::string fitting_line(const BuildResult& message, Dialect dialect) {
    auto line = result_line(message, dialect);
    if (line.size() + prefix.size() <= limits::line_bytes) return line;
    auto cut = message;
    while (line.size() + prefix.size() > limits::line_bytes) {
        std::string none;
        std::array<std::string*, 4> texts = {&cut.stdout_text, &cut.stderr_text, &cut.lines,
                                             cut.sizes ? &*cut.sizes : &none};
        auto* longest = *std::ranges::max_element(texts, {}, [](auto* t) { return t->size(); });
        const auto entry = std::ranges::max_element(
            cut.config, {}, [](const auto& file) { return file.second.size(); });
        if (entry != cut.config.end() && entry->second.size() > longest->size())
            cut.config.erase(entry);
        else if (longest->size() > 1000)
            cut_to_half(*longest);
        else
            cut = bare(message);
        line = result_line(cut, dialect);
    }
    return line;
}

struct Encoder {
    Dialect dialect;

    std::string operator()(const Ready& m) const {
        auto object = response("ready");
        object.number("nthreads", m.nthreads).number("slots", m.slots);
        if (dialect == Dialect::bm)
            object.number("protocol", m.protocol).raw("features", json_list(m.features));
        return object.close();
    }
    std::string operator()(const SetupDone& m) const {
        return response("setup_done")
            .text("work_dir", m.work_dir)
            .text("git_dir", m.git_dir)
            .close();
    }
    std::string operator()(const ConfigureDone&) const {
        return response("configure_done").close();
    }
    std::string operator()(const BuildStarted& m) const {
        return response("build_started").number("num_threads", m.num_threads).close();
    }
    std::string operator()(const WorktreeCreated& m) const {
        return response("worktree_created").number("thread", m.thread).close();
    }
    std::string operator()(const BuildPrepareDone&) const {
        return response("build_prepare_done").close();
    }
    std::string operator()(const Heartbeat& m) const {
        auto object = response("heartbeat");
        object.text("board", m.board).number("thread", m.thread);
        if (dialect == Dialect::bm && m.lease) object.number("lease", *m.lease);
        return object.close();
    }
    std::string operator()(const BuildResult& m) const { return fitting_line(m, dialect); }
    std::string operator()(const BuildsFinished& m) const {
        return response("build_done").number("exceptions", m.exceptions).close();
    }
    std::string operator()(const ErrorReply& m) const {
        return response("error").text("msg", m.msg.substr(0, 4096)).close();
    }
    std::string operator()(const QuitAck&) const { return response("quit_ack").close(); }
};

}  // namespace

std::string_view to_text(Cause cause) {
    switch (cause) {
        case Cause::make:
            return "make";
        case Cause::guard:
            return "guard";
        case Cause::toolchain:
            return "toolchain";
        case Cause::limit:
            return "limit";
        case Cause::signal:
            return "signal";
        case Cause::checkout:
            return "checkout";
        case Cause::start:
            return "start";
    }
    return "make";
}

std::string encode(const ToBoss& message, Dialect dialect) {
    return std::string(prefix) + std::visit(Encoder{dialect}, message);
}

}  // namespace bm::protocol
