// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/toolchain/probe.hpp"
#include "domain/toolchain/toolchain.hpp"

namespace bm::app {

/// What this machine answers about compilers: programs in PATH and in ~/.buildman-toolchains,
/// whether one starts, its arch.
toolchain::Machine machine_toolchains(const std::map<std::string, std::string>& environment);

/// Every file of that name that may be executed in the directories of a PATH, in its order.
std::vector<std::string> programs_in_path(const std::string& path, std::string_view program);

/// A regular file, or a link to one, that may be executed; `path` is absolute.
bool is_program(const std::string& path);

/// Calls a compiler with one option, under a guard that is the program `guard`, for at most a few
/// seconds. May be used from several threads at once.
toolchain::Call call_compiler(const std::string& compiler, const std::string& option,
                              const std::string& path, const std::string& guard);

}  // namespace bm::app
