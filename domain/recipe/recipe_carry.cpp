// SPDX-License-Identifier: GPL-2.0-or-later
// Whether an outcome can be taken over from the build that lies in O=.
#include <algorithm>
#include <iterator>

#include "domain/core/digest.hpp"
#include "domain/evidence/comparison.hpp"
#include "domain/evidence/configuration_text.hpp"
#include "domain/evidence/makefile_text.hpp"
#include "domain/evidence/option_set.hpp"
#include "domain/recipe/recipe.hpp"
#include "domain/recipe/reconfigure.hpp"

namespace bm::recipe {
namespace {

constexpr std::size_t most_named_changes = 20;

/// Of which is known what it reads of Kconfig files.
constexpr std::string_view reader_of_names = "scripts/check-config.sh";

/// Where make and scripts learn which options are set.
constexpr std::string_view option_files[] = {".config",
                                             "include/config/auto.conf",
                                             "include/autoconf.mk",
                                             "spl/include/autoconf.mk",
                                             "tpl/include/autoconf.mk",
                                             "vpl/include/autoconf.mk",
                                             "u-boot.cfg",
                                             "spl/u-boot.cfg",
                                             "tpl/u-boot.cfg",
                                             "vpl/u-boot.cfg"};

/// Make runs again by itself what hangs on texts that it reads and on names that come and go. What
/// compilers read may be in its records; what others read, or looked for and did not find, is not.
bool is_unknown_to_make(const evidence::Reason& reason) {
    using Why = evidence::Reason::Why;
    return reason.why == Why::asked || reason.why == Why::listed || reason.why == Why::pattern;
}

/// Of a Kconfig file's text conf may warn, in ways that are not computed.
bool is_no_kconfig_text(const evidence::Reason& reason) {
    return reason.why != evidence::Reason::Why::kconfig ||
           reason.change.path.starts_with("configs/");
}

bool is_option(std::string_view text) { return text.starts_with("CONFIG_"); }

bool reads_names(const Weighed& weighed) {
    const auto script = weighed.sources.find(std::string(reader_of_names));
    return script != weighed.sources.end() && script->second.before == script->second.after &&
           evidence::is_known_reader_of_names(script->second.before);
}

/// A name that came or went matters where an option of it is set.
bool same_names(std::string_view before, std::string_view after, const evidence::OptionNames& set) {
    const auto one = evidence::options_defined(before), other = evidence::options_defined(after);
    std::vector<std::string> moved;
    std::ranges::set_symmetric_difference(one, other, std::back_inserter(moved));
    return std::ranges::none_of(moved, [&](const auto& name) { return set.contains(name); });
}

}  // namespace

/// What the tree knows of LLVM is read by us, whether or not make reads it.
bool Recipe::may_know_llvm_otherwise(const Compared& trees) const {
    return !found_toolchain_.llvm.empty() &&
           std::ranges::any_of(trees.changes, [](const auto& change) {
               return change.path == "Makefile" || change.path == "scripts/Makefile.clang";
           });
}

/// Of a step that only tells whether to build, and how; what cannot be told is built.
std::optional<Turn> Recipe::before_check_out(const StepResult& result) {
    if (at_ == At::compare) {
        const auto* trees = std::get_if<Compared>(&result);
        return trees != nullptr ? after_compare(*trees) : check_out();
    }
    if (at_ == At::weigh) {
        const auto* weighed = std::get_if<Weighed>(&result);
        return weighed != nullptr ? after_weighed(*weighed) : build_after();
    }
    if (at_ != At::find_prerequisites) return std::nullopt;
    const auto* known = std::get_if<Prerequisites>(&result);
    stale_ = known == nullptr || !std::ranges::includes(known->paths, to_be_known_);
    return check_out();
}

bool Recipe::may_compare() const {
    const auto& last = memory_.accepted;
    return !settings_.work_in_output && !in_source() && request_.commit && last &&
           last->commit != *request_.commit && memory_.configure_inputs.unseen.empty() &&
           memory_.build_inputs.unseen.empty();
}

bool Recipe::may_carry() const { return settings_.carry && !settings_.keep_outputs; }

Turn Recipe::after_compare(const Compared& trees) {
    const auto& last = *memory_.accepted;
    const auto prepared = prepare_orders(last.llvm, trees.committer_time);
    if (!prepared || made_for_other_orders() || may_know_llvm_otherwise(trees)) return check_out();
    changes_ = trees.changes;
    auto reasons = evidence::what_counts(memory_.configure_inputs, trees.changes);
    configures_ = !reasons.empty();
    const auto of_build = evidence::what_counts(memory_.build_inputs, trees.changes);
    for (const auto& reason : reasons)
        stale_ =
            stale_ || (is_unknown_to_make(reason) && !changes_configuration(reason.change.path));
    for (const auto& reason : of_build) {
        stale_ = stale_ || is_unknown_to_make(reason);
        if (reason.why == evidence::Reason::Why::compiled) to_be_known_.insert(reason.change.path);
        reasons.push_back(reason);
    }
    if (may_carry() && trees.versions_alike) {
        if (reasons.empty()) return carry();
        if (std::ranges::all_of(reasons, evidence::is_text)) return weigh(reasons);
    }
    return build_after();
}

Turn Recipe::build_after() {
    if (stale_ || to_be_known_.empty()) return check_out();
    return do_step(At::find_prerequisites,
                   FindPrerequisites{{to_be_known_.begin(), to_be_known_.end()}});
}

/// Texts of which more is known than that they were read.
Turn Recipe::weigh(const std::vector<evidence::Reason>& reasons) {
    const bool configures = std::ranges::any_of(
        reasons, [](const auto& reason) { return reason.why == evidence::Reason::Why::kconfig; });
    const bool plain = request_.defconfig.empty() && adjustments_.empty() &&
                       settings_.fragments.empty() && memory_.configure_err.empty();
    const bool only_defconfigs = std::ranges::all_of(reasons, is_no_kconfig_text);
    const auto& outcome = memory_.accepted->outcome;
    if ((configures && (!plain || !only_defconfigs)) || outcome.return_code != 0 ||
        outcome.err.find("akefile") != std::string::npos || sets_options())
        return build_after();
    weighed_ = reasons;
    Weigh step;
    step.from = memory_.accepted->commit;
    step.to = *request_.commit;
    for (const auto& reason : reasons) step.sources.push_back(reason.change.path);
    step.sources.emplace_back(reader_of_names);
    step.outputs.assign(std::begin(option_files), std::end(option_files));
    if (configures) step.defconfig = "configs/" + request_.board + "_defconfig";
    step.environment = allowed_;
    for (const auto& [name, value] : set_) step.environment[name] = value;
    const auto prefix = set_.find("CROSS_COMPILE");
    step.variables = {{"srctree", "."},
                      {"KCONFIG_OBJDIR", ""},
                      {"UBOOTVERSION", ""},
                      {"CC_VERSION_TEXT", ""},
                      {"CC", !toolchain_.cc.empty() ? toolchain_.cc
                             : prefix == set_.end() ? "gcc"
                                                    : prefix->second + "gcc"}};
    return do_step(At::weigh, std::move(step));
}

/// Past the configuration, by the user's own arguments or environment.
bool Recipe::sets_options() const {
    return std::ranges::any_of(request_.make_flags, is_option) ||
           std::ranges::any_of(request_.environment,
                               [](const auto& entry) { return is_option(entry.first); });
}

Turn Recipe::after_weighed(const Weighed& weighed) {
    evidence::OptionNames set;
    for (const auto& entry : weighed.outputs) evidence::add_options_set(set, entry.second);
    const auto same = [&](const evidence::Reason& reason) {
        const auto texts = weighed.sources.find(reason.change.path);
        if (texts == weighed.sources.end()) return false;
        const auto& [before, after] = texts->second;
        switch (reason.why) {
            case evidence::Reason::Why::makefile:
                return evidence::what_matters(before, set) == evidence::what_matters(after, set);
            case evidence::Reason::Why::names:
                return reads_names(weighed) && same_names(before, after, set);
            case evidence::Reason::Why::kconfig:
                return amend_configuration(weighed);
            default:
                return false;
        }
    };
    return std::ranges::all_of(weighed_, same) ? carry() : build_after();
}

/// What was computed for the tree that was built must be what its conf has made. An option that is
/// not set may come or go: its line in .config does.
bool Recipe::amend_configuration(const Weighed& weighed) {
    const auto lies = weighed.outputs.find(".config");
    if (lies == weighed.outputs.end() || !weighed.configuration_before ||
        !weighed.configuration_after)
        return false;
    auto text = evidence::amended(lies->second, *weighed.configuration_before,
                                  *weighed.configuration_after);
    const auto& inputs = memory_.build_inputs;
    if (!text || (inputs.reads_configuration && *text != lies->second) ||
        evidence::any_moved_line_has(inputs.filters, *weighed.configuration_before,
                                     *weighed.configuration_after))
        return false;
    configuration_ = std::move(*text);
    return true;
}

/// The same builds in every call.
bool Recipe::is_to_be_verified() const {
    const auto drawn = core::digest(request_.board + *request_.commit) >> 32;
    return static_cast<std::int64_t>(drawn % 100) < settings_.verify_carried;
}

Turn Recipe::carry() {
    const auto& last = *memory_.accepted;
    if (is_to_be_verified()) {
        result_.verified_from = last.commit;
        for (const auto& change : changes_)
            if (result_.verified_changes.size() < most_named_changes)
                result_.verified_changes.push_back(change.path);
        return check_out();
    }
    result_ = last.outcome;
    result_.reconfigured = false;
    result_.verified_from.reset();
    result_.verified_changes.clear();
    result_.carried_from = last.commit;
    config_lies_there_ = last.has_configuration;
    return collect();
}

void Recipe::remember_inputs(const MakeEnded& end) {
    auto& inputs = at_ == At::build ? memory_.build_inputs : memory_.configure_inputs;
    if (end.inputs)
        inputs.add(*end.inputs);
    else
        inputs.unseen.insert("make");
}

}  // namespace bm::recipe
