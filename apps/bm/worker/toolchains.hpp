// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>

#include "domain/toolchain/toolchain.hpp"

namespace bm::app {

/// What this machine answers about compilers: programs in PATH, whether one starts, its arch.
toolchain::Machine machine_toolchains(const std::map<std::string, std::string>& environment);

}  // namespace bm::app
