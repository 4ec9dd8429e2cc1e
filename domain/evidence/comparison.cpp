// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "domain/evidence/shell_pattern.hpp"

namespace bm::evidence {
namespace {

constexpr std::string_view separators = "_-";

/// A stem that was met and begins with this one and a separator.
std::optional<std::string> continued(const Inputs::Names& stems, const std::string& stem) {
    for (const char separator : separators) {
        const auto found = stems.lower_bound(stem + separator);
        if (found != stems.end() && found->starts_with(stem + separator)) return *found;
    }
    return std::nullopt;
}

/// A stem that was met and that this one continues.
std::optional<std::string> begun(const Inputs::Names& stems, const std::string& stem,
                                 std::size_t folder) {
    for (auto at = stem.find_first_of(separators, folder + 1); at != std::string::npos;
         at = stem.find_first_of(separators, at + 1)) {
        const auto found = stems.find(std::string_view(stem).substr(0, at));
        if (found != stems.end()) return *found;
    }
    return std::nullopt;
}

std::optional<std::string> related_stem(const Inputs::Names& stems, std::string_view path) {
    const auto folder = folder_of(path);
    const auto stem = std::string(folder) + std::string(stem_of(path));
    if (stems.contains(stem)) return stem;
    if (auto found = continued(stems, stem)) return found;
    return begun(stems, stem, folder.size());
}

std::string_view without_slash(std::string_view folder) {
    if (!folder.empty()) folder.remove_suffix(1);
    return folder;
}

/// A link that comes or goes turns all names below it.
bool turns_names(const Inputs& inputs, const Change& change) {
    if (!change.is_link) return false;
    const auto below = change.path + "/";
    const auto has_below = [&](const Inputs::Names& names) {
        const auto found = names.lower_bound(below);
        return found != names.end() && found->starts_with(below);
    };
    return has_below(inputs.asked) || has_below(inputs.exists) || !inputs.patterns.empty();
}

/// Of a name that came or went.
std::optional<Reason> reason_of_name(const Inputs& inputs, const Change& change) {
    using Why = Reason::Why;
    for (const auto* names : {&inputs.exists, &inputs.makefiles, &inputs.kconfigs})
        if (names->contains(change.path)) return Reason{change, Why::exists};
    if (inputs.listed.contains(without_slash(folder_of(change.path))))
        return Reason{change, Why::listed};
    for (const auto& pattern : inputs.patterns)
        if (may_match(pattern, change.path)) return Reason{change, Why::pattern, pattern};
    if (auto stem = related_stem(inputs.stems, change.path))
        return Reason{change, Why::stem, std::move(*stem)};
    return std::nullopt;
}

bool of_any(const Inputs::Names& names, std::string_view path) {
    return std::ranges::any_of(names, [&](const auto& name) { return may_match(name, path); });
}

std::optional<Reason> reason_of(const Inputs& inputs, const Change& change) {
    using Why = Reason::Why;
    if (inputs.asked.contains(change.path) || turns_names(inputs, change))
        return Reason{change, Why::asked};
    const bool there_in_both = change.what == Change::What::modified;
    if (!there_in_both)
        if (auto reason = reason_of_name(inputs, change)) return reason;
    if (inputs.compiled.contains(change.path)) return Reason{change, Why::compiled};
    if (inputs.makefiles.contains(change.path)) return Reason{change, Why::makefile};
    if (inputs.kconfigs.contains(change.path)) return Reason{change, Why::kconfig};
    if (of_any(inputs.option_names, change.path)) return Reason{change, Why::names};
    return std::nullopt;
}
std::string_view verb(Change::What what) {
    switch (what) {
        case Change::What::added:
            return "added";
        case Change::What::removed:
            return "removed";
        case Change::What::modified:
            break;
    }
    return "modified";
}

}  // namespace

std::vector<Reason> what_counts(const Inputs& inputs, const std::vector<Change>& changes) {
    std::vector<Reason> reasons;
    for (const auto& change : changes)
        if (auto reason = reason_of(inputs, change)) reasons.push_back(std::move(*reason));
    return reasons;
}

bool is_text(const Reason& reason) {
    using Why = Reason::Why;
    return reason.why == Why::makefile || reason.why == Why::kconfig || reason.why == Why::names;
}

std::string describe(const Reason& reason) {
    const auto head = fmt::format("{} ({})", reason.change.path, verb(reason.change.what));
    switch (reason.why) {
        case Reason::Why::asked:
            return head + ": the build asks for it";
        case Reason::Why::compiled:
            return head + ": the build compiles it";
        case Reason::Why::makefile:
            return head + ": make reads it";
        case Reason::Why::kconfig:
            return head + ": the configuration is made of it";
        case Reason::Why::exists:
            return head + ": the build looks whether it is there";
        case Reason::Why::names:
            return head + ": the build reads the names of its options";
        case Reason::Why::listed:
            return head + ": the build reads all names of its directory";
        case Reason::Why::pattern:
            return fmt::format("{}: the build looks for {}", head, reason.what);
        case Reason::Why::stem:
            break;
    }
    return fmt::format("{}: make may look for it to make {}.*", head, reason.what);
}

}  // namespace bm::evidence
