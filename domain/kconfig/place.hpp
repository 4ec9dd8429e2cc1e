// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace bm::kconfig {

/// A line of a file of the tree.
struct Place {
    std::string file;  ///< as the tree names it, relative to its top
    int line = 0;      ///< from 1
    friend bool operator==(const Place&, const Place&) = default;
};

/// What is wrong with a tree, or with a configuration.
struct Problem {
    enum class Weight {
        warning,  ///< the rest means what it says
        error,    ///< something was passed over, and the tree may mean something else
    };
    Place place;
    std::string text;
    Weight weight = Weight::error;
    friend bool operator==(const Problem&, const Problem&) = default;
};

}  // namespace bm::kconfig
