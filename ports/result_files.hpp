// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "domain/summary/facts.hpp"
#include "ports/result_store.hpp"

namespace bm::ports {

/// A second outcome of a build.
struct SecondFiles {
    BuildFolder folder;
    summary::Files files;
};

/// An output tree that somebody else writes, perhaps at this moment. Blocking.
class ResultFiles {
  public:
    virtual ~ResultFiles() = default;
    /// The files that `parts` wants. Never fails: what cannot be read whole is named in `damaged`.
    virtual summary::Files read(const BuildFolder& folder, const summary::Parts& parts) = 0;
    /// The second outcomes that were kept (result::flakes_folder); `done` is their return code.
    virtual std::vector<SecondFiles> seconds() = 0;
};

}  // namespace bm::ports
