// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "domain/core/expected.hpp"

namespace bm::machine {

/// Why a machine cannot be used, and what helps.
struct Trouble {
    core::ErrorKind kind = core::ErrorKind::internal;
    std::string what;
    std::string remedy;  ///< may be empty
    friend bool operator==(const Trouble&, const Trouble&) = default;

    std::string text() const { return remedy.empty() ? what : what + ": " + remedy; }
};

template <class T>
using Judged = core::Expected<T, Trouble>;

}  // namespace bm::machine
