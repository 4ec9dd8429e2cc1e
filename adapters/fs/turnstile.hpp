// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "adapters/fs/lock.hpp"

namespace bm::adapters::fs {

/// Lets in a limited number of this user's processes on this machine; one counts until it and every
/// process that inherited its lock's descriptor are gone.
class Turnstile {
  public:
    /// In a folder that only this user can enter, made if it is not there. One of somebody else's,
    /// or that others may enter, is refused.
    static core::Expected<Turnstile> open(const std::string& folder);

    /// busy: `limit` processes are in, and the message names one of them.
    core::Expected<Lock> enter(int limit) const;

  private:
    explicit Turnstile(std::string folder) : folder_(std::move(folder)) {}
    std::string folder_;
};

}  // namespace bm::adapters::fs
