// SPDX-License-Identifier: GPL-2.0-or-later
#include <utility>

#include "apps/bm/engine/worker_engine.hpp"

namespace bm::app::engine {

void WorkerEngine::take_bytes(std::string_view bytes) {
    for (auto& frame : framer_.feed(bytes)) happen(std::move(frame));
}

}  // namespace bm::app::engine
