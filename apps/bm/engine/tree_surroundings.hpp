// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/kconfig/surroundings.hpp"
#include "ports/source_files.hpp"

namespace bm::app::engine {

/// Not the tree's fault, and another way to read it may do better.
inline bool is_failure(const core::Error& error) {
    return error.kind == core::ErrorKind::environment;
}

/// The tree's answers to its own Kconfig files; what make would set is as the tree's own tool sets
/// it.
class TreeSurroundings final : public kconfig::Surroundings {
  public:
    /// Adds what it was asked for to `inputs`.
    TreeSurroundings(ports::SourceFiles& files, std::vector<std::string>& inputs)
        : files_(files), inputs_(inputs) {}

    /// Why a file that is there could not be read.
    const std::optional<core::Error>& failure() const { return failure_; }

    core::Expected<std::string> read(const std::string& path) override;
    std::optional<std::string> variable(const std::string& name) override;
    /// Not run: what a compiler here can do says nothing of boards.
    std::string shell(const std::string&) override { return "n"; }

  private:
    ports::SourceFiles& files_;
    std::vector<std::string>& inputs_;
    std::optional<core::Error> failure_;
};

}  // namespace bm::app::engine
