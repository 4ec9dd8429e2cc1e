// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <optional>
#include <utility>

#include "apps/bm/engine/worker_steps.hpp"
#include "domain/kconfig/configuration.hpp"
#include "domain/kconfig/parser.hpp"

namespace bm::app::engine {
namespace {

constexpr std::size_t largest_output = 16u << 20;
constexpr std::string_view top_file = "Kconfig";

/// What make and the shell would say to Kconfig.
class Answers final : public kconfig::Surroundings {
  public:
    Answers(ports::SourceFiles& files, const recipe::Weigh& step, const std::string& source,
            const WorkerWorld& world)
        : files_(files), step_(step), source_(source), world_(world) {}

    /// All that was asked for is known.
    bool complete() const { return complete_; }

    core::Expected<std::string> read(const std::string& path) override {
        auto text = files_.read(path.starts_with("./") ? path.substr(2) : path);
        if (!text && text.error().kind != core::ErrorKind::not_found) complete_ = false;
        return text;
    }
    std::optional<std::string> variable(const std::string& name) override {
        const auto known = step_.variables.find(name);
        if (known != step_.variables.end()) return known->second;
        complete_ = false;
        return std::nullopt;
    }
    std::string shell(const std::string& command) override {
        if (world_.shell) return world_.shell(command, source_, step_.environment);
        complete_ = false;
        return {};
    }

  private:
    ports::SourceFiles& files_;
    const recipe::Weigh& step_;
    const std::string& source_;
    const WorkerWorld& world_;
    bool complete_ = true;
};

bool is_kconfig(std::string_view path) {
    return path.substr(path.rfind('/') + 1).starts_with(top_file);
}

core::Expected<void> prepare(ports::SourceFiles& files, const recipe::Weigh& step) {
    auto paths = step.sources;
    if (!step.defconfig.empty()) {
        BM_TRY_ASSIGN(const auto all, files.list());
        std::ranges::copy_if(all, std::back_inserter(paths), is_kconfig);
        paths.push_back(step.defconfig);
    }
    return files.prepare(paths);
}

/// nullopt where anything is odd: then a build tells.
std::optional<std::string> configuration(ports::SourceFiles& files, const recipe::Weigh& step,
                                         const std::string& source, const WorkerWorld& world) {
    const auto defconfig = files.read(step.defconfig);
    if (!defconfig || defconfig->find("#include") != std::string::npos) return std::nullopt;
    Answers answers(files, step, source, world);
    const auto parsed = kconfig::parse(std::string(top_file), answers);
    if (!parsed.problems.empty() || !answers.complete()) return std::nullopt;
    kconfig::Configuration computed(parsed.tree);
    if (!computed.load(step.defconfig, *defconfig).empty()) return std::nullopt;
    auto lines = computed.lines();
    if (computed.was_too_deep() || !computed.unmet_dependencies().empty()) return std::nullopt;
    return lines;
}

core::Expected<std::string> text_of(ports::SourceFiles& files, const std::string& path) {
    auto text = files.read(path);
    if (!text && text.error().kind == core::ErrorKind::not_found) return std::string();
    return text;
}

core::Expected<recipe::Weighed> weighed(const recipe::Weigh& step, ports::BuildDirectory& output,
                                        const std::string& source, const StepTools& tools) {
    recipe::Weighed result;
    for (const bool later : {false, true}) {
        const auto files = tools.workspace->commit_files(later ? step.to : step.from);
        BM_TRY(prepare(*files, step));
        for (const auto& path : step.sources) {
            BM_TRY_ASSIGN(auto text, text_of(*files, path));
            auto& texts = result.sources[path];
            (later ? texts.after : texts.before) = std::move(text);
        }
        if (!step.defconfig.empty())
            (later ? result.configuration_after : result.configuration_before) =
                configuration(*files, step, source, tools.world);
    }
    for (const auto& path : step.outputs)
        if (auto text = output.read(path, largest_output)) result.outputs[path] = std::move(*text);
    return result;
}

}  // namespace

recipe::StepResult weigh(const recipe::Weigh& step, ports::BuildDirectory& output,
                         const std::string& source, const StepTools& tools) {
    if (!tools.workspace) return recipe::StepFailed{"there is no work directory"};
    auto result = weighed(step, output, source, tools);
    if (!result) return recipe::StepFailed{result.error().message};
    return std::move(*result);
}

}  // namespace bm::app::engine
