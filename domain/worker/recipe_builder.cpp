// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/recipe_builder.hpp"

#include <utility>

namespace bm::worker {
namespace {

constexpr std::int64_t no_toolchain = 10;
constexpr std::int64_t not_started = 1;

BuildEnd failed(protocol::Cause cause, std::int64_t code, const core::Error& error) {
    BuildEnd end;
    end.return_code = code;
    end.cause = cause;
    end.err = error.message + "\n";
    return end;
}

/// O= as make is told it: relative where it lies in or beside the source, so that no path of this
/// machine gets into the build; empty where it is the source.
std::string output_for_make(const Place& place) {
    if (place.output == place.source) return {};
    const auto inside = place.source + "/";
    if (place.output.starts_with(inside)) return place.output.substr(inside.size());
    const auto parent = place.source.substr(0, place.source.rfind('/') + 1);
    const auto rest = place.output.starts_with(parent) ? place.output.substr(parent.size()) : "";
    if (!rest.empty() && rest.find('/') == std::string::npos) return "../" + rest;
    return place.output;
}

recipe::BuildRequest request_for(const BuildOrder& order, recipe::Variables environment) {
    recipe::BuildRequest request;
    request.board = order.board;
    request.make_flags = order.make_flags;
    request.defconfig = order.defconfig;
    request.commit = order.commit;
    request.jobs = order.jobs;
    request.source = order.place.source;
    request.output = order.place.output;
    request.output_for_make = output_for_make(order.place);
    request.folder = order.folder;
    request.environment = std::move(environment);
    return request;
}

}  // namespace

RecipeBuilder::RecipeBuilder(toolchain::Machine machine, const recipe::Variables& caller)
    : machine_(std::move(machine)), allowed_(recipe::allowed(caller)) {}

const core::Expected<toolchain::Toolchain>& RecipeBuilder::compiler_for(const BuildOrder& order) {
    const auto brought = order.toolchains->find(order.arch);
    const auto& compiler = order.settings->compiler;
    const auto key = order.arch + "\n" +
                     (brought == order.toolchains->end() ? "" : brought->second) + "\n" + compiler;
    const auto known = compilers_.find(key);
    if (known != compilers_.end()) return known->second;
    return compilers_
        .emplace(key, compiler.empty()
                          ? toolchain::resolve(order.arch, *order.toolchains, machine_)
                          : toolchain::named(compiler, order.arch, *order.toolchains, machine_))
        .first->second;
}

core::Expected<recipe::Variables> RecipeBuilder::environment_for(const BuildOrder& order) const {
    auto environment = order.settings->environment;
    if (!order.settings->dtc_skip) return environment;
    const auto dtc = machine_.in_path("dtc");
    if (!dtc)
        return core::fail(core::ErrorKind::not_found,
                          "--dtc-skip: there is no dtc in PATH: install device-tree-compiler");
    environment.emplace("DTC", *dtc);
    return environment;
}

Turn RecipeBuilder::begin(int slot, const BuildOrder& order) {
    const auto& compiler = compiler_for(order);
    if (!compiler) return failed(protocol::Cause::toolchain, no_toolchain, compiler.error());
    auto environment = environment_for(order);
    if (!environment) return failed(protocol::Cause::start, not_started, environment.error());
    auto& recipe = running_[slot];
    recipe = std::make_unique<recipe::Recipe>(request_for(order, std::move(*environment)),
                                              *order.settings, *compiler, allowed_,
                                              outputs_[order.place.output]);
    return take(slot, recipe->start());
}

Turn RecipeBuilder::resume(int slot, recipe::StepResult result) {
    const auto found = running_.find(slot);
    if (found == running_.end()) return BuildEnd{};
    return take(slot, found->second->resume(result));
}

void RecipeBuilder::abandon(int slot, recipe::StepResult result) {
    const auto found = running_.find(slot);
    if (found == running_.end()) return;
    (void)found->second->resume(result);
    running_.erase(found);
}

Turn RecipeBuilder::take(int slot, recipe::Turn turn) {
    if (auto* step = std::get_if<recipe::Step>(&turn)) return std::move(*step);
    auto& done = std::get<recipe::Finished>(turn);
    running_.erase(slot);
    BuildEnd end;
    end.return_code = done.return_code;
    end.cause = done.cause;
    end.out = std::move(done.out);
    end.err = std::move(done.err);
    end.sizes = std::move(done.collected.sizes);
    end.lines = std::move(done.collected.lines);
    end.config = std::move(done.collected.texts);
    end.files = std::move(done.collected.files);
    end.reconfigured = done.reconfigured;
    end.carried_from = std::move(done.carried_from);
    end.verified_from = std::move(done.verified_from);
    end.verified_changes = std::move(done.verified_changes);
    return end;
}

}  // namespace bm::worker
