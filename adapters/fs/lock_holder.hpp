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
/// the lock: SIGTERM, then SIGKILL; nobody else gets a signal. Returns when the lock is free, and
/// says what was done. busy: it is still held.
core::Expected<std::string> end_lock_holder(const std::string& path, Patience patience = {});

}  // namespace bm::adapters::fs
