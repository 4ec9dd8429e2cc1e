// SPDX-License-Identifier: GPL-2.0-or-later
// What the source says at the commits of a series, which are named by their positions in it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "domain/summary/source_diff.hpp"

namespace bm::summary {

class Sources {
  public:
    virtual ~Sources() = default;
    /// nullptr: nobody knows. It stays as it is while this object is there.
    virtual const SourceDiff* diff(std::size_t from, std::size_t to) const = 0;
    /// nullopt: nobody knows.
    virtual std::optional<std::string> text(std::size_t commit, const std::string& path) const = 0;
};

/// Nobody knows anything.
class NoSources final : public Sources {
  public:
    const SourceDiff* diff(std::size_t, std::size_t) const override { return nullptr; }
    std::optional<std::string> text(std::size_t, const std::string&) const override {
        return std::nullopt;
    }
};

}  // namespace bm::summary
