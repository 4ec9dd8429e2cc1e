// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "domain/kconfig/place.hpp"

namespace bm::kconfig {

/// A problem in one line, as a user sees it.
inline std::string line_of(const Problem& problem) {
    return problem.place.file + ":" + std::to_string(problem.place.line) +
           (problem.weight == Problem::Weight::warning ? ":warning: " : ": ") + problem.text;
}

}  // namespace bm::kconfig
