// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace bm::plan {

/// Of files that git ignores, by their paths from the top of the source: those that somebody put
/// there for a build to take in, such as bl31.bin. What U-Boot's own build makes is none of them.
std::vector<std::string> blobs_among(const std::vector<std::string>& ignored);

}  // namespace bm::plan
