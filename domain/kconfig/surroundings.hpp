// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

#include "domain/core/expected.hpp"

namespace bm::kconfig {

/// What a tree of Kconfig files asks of the world. The same answers give the same tree.
class Surroundings {
  public:
    virtual ~Surroundings() = default;
    /// A file's text; the path is relative to the tree's top, or absolute.
    virtual core::Expected<std::string> read(const std::string& path) = 0;
    /// A variable of the environment, if it is set.
    virtual std::optional<std::string> variable(const std::string& name) = 0;
    /// What a command of $(shell,...) prints; empty when it cannot be run.
    virtual std::string shell(const std::string& command) = 0;
};

}  // namespace bm::kconfig
