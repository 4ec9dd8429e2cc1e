// SPDX-License-Identifier: GPL-2.0-or-later
// The steps of a build, each a function from what is asked to what came of it.
#pragma once

#include <string>
#include <vector>

#include "apps/bm/engine/worker_world.hpp"
#include "domain/recipe/step.hpp"
#include "domain/worker/effect.hpp"
#include "domain/worker/event.hpp"

namespace bm::app::engine {

/// Where a blocking step runs: on a background thread.
struct StepTools {
    const WorkerWorld& world;
    Workspace* workspace = nullptr;
};

/// One line for the debug log.
std::string describe(const worker::StartStep& request);

worker::Event check_repository(Workspace* workspace, int abbrev);
worker::Event prepare_worktree(Workspace& workspace, int slot);

/// Every step but RunMake.
recipe::StepResult do_blocking_step(const worker::StartStep& request, const StepTools& tools);

recipe::StepResult compare(const recipe::Compare& step, Workspace& workspace);
recipe::StepResult weigh(const recipe::Weigh& step, ports::BuildDirectory& output,
                         const std::string& source, const StepTools& tools);
recipe::StepResult find_prerequisites(const recipe::FindPrerequisites& step,
                                      ports::BuildDirectory& output, const std::string& source);
recipe::StepResult check_out(const recipe::CheckOut& step, int slot, Workspace& workspace);
/// What the source, a slot's worktree, says of LLVM. What is not there says nothing; what cannot be
/// read is an error.
core::Expected<toolchain::LlvmTree> llvm_of(ports::BuildDirectory& source);
recipe::StepResult empty_output(ports::BuildDirectory& output);
recipe::StepResult remove_outputs(const recipe::RemoveOutputs& step, ports::BuildDirectory& output);
recipe::StepResult attribute(const recipe::Attribute& step, ports::BuildDirectory& output,
                             const worker::Place& place);
recipe::StepResult collect(const recipe::Collect& step, ports::BuildDirectory& output,
                           const StepTools& tools);

/// The process that a make step is.
ports::ProcessSpec make_spec(const recipe::RunMake& step, const std::string& make,
                             const std::string& directory);
recipe::MakeEnded make_ended(ports::ProcessEnd end);
evidence::Inputs inputs_of(const std::vector<evidence::Sighting>& sightings);
/// Where a make step writes: the build's folders and that of temporary files.
std::vector<std::string> folders_of(const recipe::RunMake& step, const worker::Place& place);

}  // namespace bm::app::engine
