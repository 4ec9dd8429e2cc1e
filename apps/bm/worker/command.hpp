// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "apps/bm/cli/options.hpp"
#include "domain/worker/builder.hpp"

namespace bm::app {

/// Makes what turns build orders into steps, from the environment that the worker was started in.
using MakeBuilder = std::function<std::unique_ptr<worker::Builder>(
    const std::map<std::string, std::string>& environment)>;

/// `bm worker`: one session over stdin and stdout. Returns the exit status: 0 after quit, 1 after
/// the end of input, a signal, or when it could not begin. Ends the process itself when work is
/// still going on in other threads.
int run_worker(const cli::WorkerOptions& options, const MakeBuilder& make_builder);

}  // namespace bm::app
