// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>

#include "domain/core/expected.hpp"

namespace bm::ports {

/// Brings the campaign's commits into a repository that a worker builds from.
class CommitSender {
  public:
    virtual ~CommitSender() = default;

    /// `repository` is a directory here or what git takes for a URL. Its tags become the
    /// campaign's; of one that lies here HEAD becomes the newest commit, for a worker may want it
    /// to be one. Ends once through `on_end`, from the loop and never from within the call, unless
    /// abort() came first.
    virtual void send(const std::string& repository,
                      std::function<void(core::Expected<void>)> on_end) = 0;
    /// What runs is ended by force; its on_end is not called.
    virtual void abort() = 0;
};

}  // namespace bm::ports
