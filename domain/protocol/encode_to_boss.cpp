// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/json_writer.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/core/utf8.hpp"

namespace bm::protocol {
namespace {

JsonObject response(std::string_view name) {
    JsonObject object(line_prefix);
    object.text("resp", name);
    return object;
}

std::string artefacts(const std::vector<Artefact>& files) {
    std::string text = "[";
    for (const auto& file : files) {
        if (text.size() > 1) text += ", ";
        text += JsonObject()
                    .text("name", file.name)
                    .number("size", file.size)
                    .text("sha256", file.sha256)
                    .close();
    }
    return text + "]";
}

struct Encoder {
    Dialect dialect;

    std::string operator()(const BuildResult& m) const { return encode_result(m, dialect); }
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
    std::string operator()(const ArtefactList& m) const {
        return response("artefact_list")
            .number("lease", m.lease)
            .number("commit_upto", m.commit_upto)
            .raw("files", artefacts(m.files))
            .close();
    }
    std::string operator()(const ArtefactChunk& m) const {
        return response("artefact")
            .number("lease", m.lease)
            .number("commit_upto", m.commit_upto)
            .number("file", m.file)
            .number("offset", m.offset)
            .text("data", m.data)
            .close();
    }
    std::string operator()(const BuildsFinished& m) const {
        return response("build_done").number("exceptions", m.exceptions).close();
    }
    std::string operator()(const ErrorReply& m) const {
        return response("error").text("msg", core::cut_utf8(m.msg, limits::text_bytes)).close();
    }
    std::string operator()(const QuitAck&) const { return response("quit_ack").close(); }
};

}  // namespace

std::string encode(const ToBoss& message, Dialect dialect) {
    auto line = std::visit(Encoder{dialect}, message);
    if (line.size() <= limits::line_bytes) return line;
    return encode(ErrorReply{fmt::format("an answer of {} bytes was too long", line.size())},
                  dialect);
}

}  // namespace bm::protocol
