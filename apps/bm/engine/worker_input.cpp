// SPDX-License-Identifier: GPL-2.0-or-later
#include <string>
#include <utility>
#include <variant>

#include "apps/bm/engine/worker_engine.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::app::engine {
namespace {

struct AsEvent {
    worker::Event operator()(protocol::Line& line) const {
        return worker::LineArrived{std::move(line.text)};
    }
    worker::Event operator()(protocol::Blank&) const { return worker::LineArrived{}; }
    worker::Event operator()(protocol::TooLong& line) const {
        return worker::LineRefused{"a line of " + std::to_string(line.bytes) +
                                   " bytes is longer than " +
                                   std::to_string(protocol::limits::line_bytes)};
    }
    /// A boss's lines have no prefix, so none of them is stray.
    worker::Event operator()(protocol::Stray& line) const {
        return worker::LineArrived{std::move(line.text)};
    }
};

}  // namespace

void WorkerEngine::take_bytes(std::string_view bytes) {
    for (auto& frame : framer_.feed(bytes)) happen(std::visit(AsEvent{}, frame));
}

}  // namespace bm::app::engine
