// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "domain/core/expected.hpp"

namespace bm::adapters::fs {

struct Patience {
    std::chrono::milliseconds after_term{5'000};   ///< then it is killed
    std::chrono::milliseconds until_free{10'000};  ///< what it started may hold the lock on
};

/// Ends the process that a Lock's text names, if it is this user's, on this host, and really holds
/// the lock: SIGTERM, also to one that is stopped, then SIGKILL; nobody else gets a signal. With a
/// `purpose` only one that took the lock for it; another's is left alone. Returns when the lock is
/// free or left, and says what was done. busy: it is still held.
core::Expected<std::string> end_lock_holder(const std::string& path,
                                            const std::string& purpose = {},
                                            Patience patience = {});

}  // namespace bm::adapters::fs
