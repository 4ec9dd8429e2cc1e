// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/evidence/sighting.hpp"

namespace bm::ports {

/// What the programs of one make after the other ask of the file system.
class AccessLog {
  public:
    virtual ~AccessLog() = default;
    /// What make needs in its environment so that it and all that it runs is watched.
    virtual std::map<std::string, std::string> variables() const = 0;
    /// Forgets what was seen.
    virtual void clear() = 0;
    /// What was seen, each once; the make has ended and its files lie there still. Blocking.
    virtual std::vector<evidence::Sighting> sightings(const std::string& source,
                                                      const std::string& output) = 0;
};

/// Makes logs, where this machine can watch builds.
class AccessWatcher {
  public:
    virtual ~AccessWatcher() = default;
    virtual core::Expected<std::unique_ptr<AccessLog>> open() = 0;
};

}  // namespace bm::ports
