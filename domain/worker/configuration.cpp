// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/configuration.hpp"

#include <algorithm>

#include "domain/recipe/adjustment.hpp"
#include "domain/toolchain/llvm.hpp"
#include "domain/worker/answers.hpp"

namespace bm::worker {
namespace {

bool is_absolute(const std::string& path) {
    return path.starts_with('/') && path.find('\0') == std::string::npos;
}

bool has_nul(const std::string& text) { return text.find('\0') != std::string::npos; }

bool is_variable(const std::string& name) {
    const auto letter = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    };
    return !name.empty() && letter(name.front()) &&
           std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

bool is_goal(const std::string& text) {
    return !text.empty() && text.front() != '-' &&
           std::ranges::none_of(text, [](char c) { return c == '=' || (c >= 0 && c <= ' '); });
}

const std::vector<std::string>& offered_features() {
    static const std::vector<std::string> features = {
        "lease",   "spool", "options", "defconfig",
        "silence", "lines", std::string(artefacts_feature)};
    return features;
}

core::Expected<void> check_words(const protocol::Settings& settings) {
    const auto refuse = [](const std::string& why) {
        return core::fail(core::ErrorKind::refused, why);
    };
    const std::string what_goals_are =
        ": name one that is a single word, without '=', not an option";
    if (!settings.target.empty() && settings.config_only)
        return refuse("target and config_only exclude each other");
    if (!settings.target.empty() && !is_goal(settings.target))
        return refuse("target is no goal of make, " + shown(settings.target) + what_goals_are);
    for (const auto& fragment : settings.fragments)
        if (!is_goal(fragment))
            return refuse("a fragment is no goal of make, " + shown(fragment) + what_goals_are);
    if (has_nul(settings.compiler) || has_nul(settings.wrapper))
        return refuse("compiler and wrapper must be texts without a zero byte");
    if (toolchain::asks_for_llvm(settings.compiler)) BM_TRY(toolchain::llvm_value(settings.compiler));
    for (const auto& [name, value] : settings.environment)
        if (!is_variable(name) || has_nul(value))
            return refuse("environment cannot have " + shown(name));
    const auto adjustments = recipe::parse_adjustments(settings.adjust_config);
    return adjustments ? core::Expected<void>{} : tl::unexpected(adjustments.error());
}

core::Expected<void> check(const protocol::Configure& request) {
    const auto refuse = [](const std::string& why) {
        return core::fail(core::ErrorKind::refused, "configure: " + why);
    };
    for (const auto& feature : request.features)
        if (std::ranges::find(offered_features(), feature) == offered_features().end())
            return refuse("feature " + shown(feature) + " was not offered");
    const auto& settings = request.settings;
    if (settings.jobs < 0 || settings.threads < 0 || settings.time_limit_s < 0 ||
        settings.silence_s < 0 || settings.abbrev < 0)
        return refuse("jobs, threads, time_limit, silence and abbrev must not be negative");
    if (!settings.spool_dir.empty()) {
        if (std::ranges::find(request.features, "spool") == request.features.end())
            return refuse("spool_dir needs the feature spool");
        if (std::ranges::find(request.features, artefacts_feature) != request.features.end())
            return refuse("spool_dir and the feature artefacts exclude each other");
        if (!is_absolute(settings.spool_dir)) return refuse("spool_dir must be an absolute path");
    }
    if (settings.work_in_output && !is_absolute(settings.output_dir))
        return refuse("work_in_output needs output_dir, an absolute path");
    if (settings.in_tree && (settings.work_in_output || settings.per_board_out_dir))
        return refuse("in_tree excludes work_in_output and per_board_out_dir");
    if (const auto words = check_words(settings); !words) return refuse(words.error().message);
    return {};
}

}  // namespace bm::worker
