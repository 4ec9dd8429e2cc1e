// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/kconfig/place.hpp"
#include "domain/kconfig/surroundings.hpp"
#include "domain/kconfig/tree.hpp"

namespace bm::kconfig {

struct Parsed {
    Tree tree;
    std::vector<Problem> problems;  ///< in the order in which they were met
};

/// Reads a tree of Kconfig files that begins with this one, as scripts/kconfig/conf does; where
/// that gives up, the problem is noted and the rest is read. Of files, each as often as it is
/// named, 100,000 or 64 MiB are read.
Parsed parse(const std::string& file, Surroundings& surroundings);

}  // namespace bm::kconfig
