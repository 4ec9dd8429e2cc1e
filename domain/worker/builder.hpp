// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/protocol/message.hpp"
#include "domain/recipe/step.hpp"
#include "domain/worker/effect.hpp"

namespace bm::worker {

/// One build, as a slot is told to do it.
struct BuildOrder {
    std::string board;
    std::string arch;
    std::vector<std::string> make_flags;
    std::vector<std::string> defconfig;
    std::optional<std::string> commit;  ///< nullopt: the source as it lies there
    std::int64_t jobs = 1;              ///< make -j
    Place place;
    std::string folder;  ///< where result files go; empty: nowhere
    std::shared_ptr<const protocol::Settings> settings;
    std::shared_ptr<const std::map<std::string, std::string>> toolchains;  ///< arch -> compiler
};

/// How a build ended, as it is told to the boss.
struct BuildEnd {
    std::int64_t return_code = 1;
    protocol::Cause cause = protocol::Cause::start;
    std::string out;
    std::string err;
    std::optional<std::string> sizes;
    std::string lines = {};
    std::map<std::string, std::string> config;
    std::vector<std::string> files;
    bool reconfigured = false;
    std::optional<std::string> carried_from = {};
    std::optional<std::string> verified_from = {};
    std::vector<std::string> verified_changes = {};
};

using Turn = std::variant<recipe::Step, BuildEnd>;

/// Turns orders into steps, one build at a time in each slot.
class Builder {
  public:
    virtual ~Builder() = default;
    virtual Turn begin(int slot, const BuildOrder& order) = 0;
    /// The answer to the slot's last step.
    virtual Turn resume(int slot, recipe::StepResult result) = 0;
    /// The slot's build is given up; `result` is the answer to its last step.
    virtual void abandon(int slot, recipe::StepResult result) = 0;
};

}  // namespace bm::worker
