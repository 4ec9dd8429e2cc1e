// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "domain/recipe/recipe.hpp"
#include "domain/toolchain/toolchain.hpp"
#include "domain/worker/builder.hpp"

namespace bm::worker {

/// Builds by the recipe: remembers what lies in each O=, and which compiler serves each arch.
class RecipeBuilder final : public Builder {
  public:
    /// `caller` is the worker's own environment, of which make gets the allowed part.
    RecipeBuilder(toolchain::Machine machine, const recipe::Variables& caller);

    Turn begin(int slot, const BuildOrder& order) override;
    Turn resume(int slot, recipe::StepResult result) override;
    void abandon(int slot, recipe::StepResult result) override;

  private:
    const core::Expected<toolchain::Toolchain>& compiler_for(const BuildOrder& order);
    core::Expected<recipe::Variables> environment_for(const BuildOrder& order) const;
    Turn take(int slot, recipe::Turn turn);

    toolchain::Machine machine_;
    recipe::Variables allowed_;
    std::map<std::string, core::Expected<toolchain::Toolchain>> compilers_;  ///< by arch and path
    std::map<std::string, recipe::OutputMemory> outputs_;                    ///< by O=
    std::map<int, std::unique_ptr<recipe::Recipe>> running_;                 ///< by slot
};

}  // namespace bm::worker
