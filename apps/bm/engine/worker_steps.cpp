// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/worker_steps.hpp"

#include <type_traits>
#include <utility>

namespace bm::app::engine {
namespace {

constexpr std::size_t largest_text = 16u << 20;  ///< of a configuration
constexpr std::size_t largest_makefile = 4u << 20;

}  // namespace

worker::Event check_repository(Workspace* workspace, int abbrev) {
    if (!workspace || !workspace->has_repository())
        return worker::RepositoryFailed{
            "no git repository in the work directory: push the commits there, or name another "
            "directory with -g"};
    if (abbrev > 0)
        if (const auto set = workspace->repository().set_abbrev(abbrev); !set)
            return worker::RepositoryFailed{set.error().message};
    return worker::RepositoryReady{};
}

worker::Event prepare_worktree(Workspace& workspace, int slot) {
    const auto made = workspace.worktrees().prepare(slot);
    if (made) return worker::WorktreeReady{slot};
    return worker::WorktreeFailed{slot, made.error().message};
}

recipe::StepResult compare(const recipe::Compare& step, Workspace& workspace) {
    auto trees = workspace.worktrees().compare(step.from, step.to);
    if (!trees) return recipe::StepFailed{trees.error().message};
    const auto time = workspace.worktrees().committer_time(step.to);
    if (!time) return recipe::StepFailed{time.error().message};
    return recipe::Compared{std::move(trees->changes), trees->versions_alike, *time};
}

recipe::StepResult check_out(const recipe::CheckOut& step, int slot, Workspace& workspace) {
    auto& worktrees = workspace.worktrees();
    auto done = worktrees.check_out(slot, step.commit);
    if (!done) return recipe::StepFailed{done.error().message};
    const auto time = worktrees.committer_time(step.commit);
    if (!time) return recipe::StepFailed{time.error().message};
    return recipe::CheckedOut{std::move(done->changed), done->clock_behind, done->fresh, *time};
}

core::Expected<toolchain::LlvmTree> llvm_of(ports::BuildDirectory& source) {
    const auto text_of = [&](std::string_view path) -> core::Expected<std::string> {
        auto text = source.read(path, largest_makefile);
        if (!text && text.error().kind != core::ErrorKind::environment) return std::string();
        return text;
    };
    BM_TRY_ASSIGN(const auto makefile, text_of("Makefile"));
    BM_TRY_ASSIGN(const auto for_clang, text_of("scripts/Makefile.clang"));
    return toolchain::llvm_tree(makefile, for_clang);
}

recipe::StepResult empty_output(ports::BuildDirectory& output) {
    const auto done = output.empty();
    if (!done) return recipe::StepFailed{done.error().message};
    return recipe::StepDone{};
}

recipe::StepResult remove_outputs(const recipe::RemoveOutputs& step,
                                  ports::BuildDirectory& output) {
    const auto done = output.remove(step.paths);
    if (!done) return recipe::StepFailed{done.error().message};
    return recipe::StepDone{};
}

recipe::StepResult read_text(const recipe::ReadText& step, ports::BuildDirectory& output) {
    auto text = output.read(step.path, largest_text);
    if (!text)
        return recipe::StepFailed{"cannot read " + step.path + " in " + output.path() + ": " +
                                  text.error().message};
    return recipe::TextRead{std::move(*text)};
}

recipe::StepResult write_text(const recipe::WriteText& step, ports::BuildDirectory& output) {
    const auto done = output.write(step.path, step.text);
    if (!done) return recipe::StepFailed{done.error().message};
    return recipe::StepDone{};
}

recipe::StepResult do_blocking_step(const worker::StartStep& request, const StepTools& tools) {
    const auto output = tools.world.build_directory(request.place.output);
    return std::visit(
        [&](const auto& step) -> recipe::StepResult {
            using Step = std::decay_t<decltype(step)>;
            if constexpr (std::is_same_v<Step, recipe::Compare>) {
                if (!tools.workspace) return recipe::StepFailed{"there is no work directory"};
                return compare(step, *tools.workspace);
            } else if constexpr (std::is_same_v<Step, recipe::Weigh>) {
                return weigh(step, *output, request.place.source, tools);
            } else if constexpr (std::is_same_v<Step, recipe::FindPrerequisites>) {
                return find_prerequisites(step, *output, request.place.source);
            } else if constexpr (std::is_same_v<Step, recipe::CheckOut>) {
                if (!tools.workspace) return recipe::StepFailed{"there is no work directory"};
                auto answer = check_out(step, request.slot, *tools.workspace);
                auto* out = std::get_if<recipe::CheckedOut>(&answer);
                if (!out || !step.look_for_llvm) return answer;
                const auto llvm = llvm_of(*tools.world.build_directory(request.place.source));
                if (!llvm) return recipe::StepFailed{llvm.error().message};
                out->llvm = *llvm;
                return answer;
            } else if constexpr (std::is_same_v<Step, recipe::EmptyOutput>) {
                return empty_output(*output);
            } else if constexpr (std::is_same_v<Step, recipe::RemoveOutputs>) {
                return remove_outputs(step, *output);
            } else if constexpr (std::is_same_v<Step, recipe::ReadText>) {
                return read_text(step, *output);
            } else if constexpr (std::is_same_v<Step, recipe::WriteText>) {
                return write_text(step, *output);
            } else if constexpr (std::is_same_v<Step, recipe::Attribute>) {
                return attribute(step, *output, request.place);
            } else if constexpr (std::is_same_v<Step, recipe::Collect>) {
                return collect(step, *output, tools);
            } else {
                return recipe::StepFailed{"make does not run here"};
            }
        },
        request.step);
}

std::string describe(const worker::StartStep& request) {
    struct Words {
        std::string operator()(const recipe::Compare& s) const {
            return "compare " + s.from + " with " + s.to;
        }
        std::string operator()(const recipe::Weigh& s) const {
            return "weigh " + std::to_string(s.sources.size()) + " texts of " + s.to;
        }
        std::string operator()(const recipe::FindPrerequisites& s) const {
            return "find " + std::to_string(s.paths.size()) + " prerequisites";
        }
        std::string operator()(const recipe::CheckOut& s) const { return "check out " + s.commit; }
        std::string operator()(const recipe::EmptyOutput&) const { return "empty the output"; }
        std::string operator()(const recipe::RemoveOutputs& s) const {
            return "remove " + std::to_string(s.paths.size()) + " outputs";
        }
        std::string operator()(const recipe::RunMake& s) const {
            std::string text = "make";
            for (const auto& argument : s.arguments) text += " " + argument;
            return text;
        }
        std::string operator()(const recipe::ReadText& s) const { return "read " + s.path; }
        std::string operator()(const recipe::WriteText& s) const { return "write " + s.path; }
        std::string operator()(const recipe::Attribute&) const { return "attribute diagnostics"; }
        std::string operator()(const recipe::Collect& s) const { return "collect " + s.folder; }
    };
    return "slot " + std::to_string(request.slot) + ": " + std::visit(Words{}, request.step);
}

}  // namespace bm::app::engine
