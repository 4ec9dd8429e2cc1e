// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>

#include "domain/core/expected.hpp"
#include "domain/machine/terms.hpp"
#include "ports/process_runner.hpp"

namespace bm::adapters::ssh {

/// The worker in `path` as something that can be sent: where it can run is where we run.
core::Expected<machine::Executable> describe_worker_file(
    ports::CommandRunner& commands, const std::map<std::string, std::string>& environment,
    const std::string& path);

}  // namespace bm::adapters::ssh
