// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "apps/bm/cli/options.hpp"

namespace bm::app {

/// `bm toolchains --fetch`: takes compilers from kernel.org's crosstool, or another site of that
/// layout, to ~/.buildman-toolchains. Each is unpacked beside its place, tried, and put there by
/// one rename; what lies there and works is left. The exit status: 0; 1 when one could not be
/// fetched; 2 when there is none for an arch.
int fetch_toolchains(const cli::ToolchainsOptions& options);

}  // namespace bm::app
