// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "domain/core/expected.hpp"

namespace bm::adapters::fs {

/// `Cannot <what> <path>: <the system's words>`; a full disk is no_space and says what to do.
tl::unexpected<core::Error> system_failure(const std::string& what, const std::string& path,
                                           int number);

}  // namespace bm::adapters::fs
