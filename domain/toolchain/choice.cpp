// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/choice.hpp"

#include <algorithm>
#include <tuple>

#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/llvm.hpp"

namespace bm::toolchain {
namespace {

bool is_prefix(Rule rule) {
    return rule == Rule::prefix_file || rule == Rule::prefix_gcc || rule == Rule::prefix_path;
}

std::string version_of(const Judged& one) { return one.said ? one.said->version : ""; }

bool comes_before(const Judged* one, const Judged* other) {
    const auto& a = one->candidate;
    const auto& b = other->candidate;
    if (std::tie(a.priority, a.order) != std::tie(b.priority, b.order))
        return std::tie(a.priority, a.order) < std::tie(b.priority, b.order);
    if (const int age = compare_versions(version_of(*one), version_of(*other)); age != 0)
        return age > 0;
    return a.path.size() != b.path.size() ? a.path.size() < b.path.size() : a.path < b.path;
}

/// Why `other`, which works, is better than `one`, which works too.
std::string why_behind(const Judged& one, const Judged& other) {
    const auto& a = one.candidate;
    const auto& b = other.candidate;
    if (a.arch != b.arch) return "a compiler of " + b.arch + " comes first";
    if (a.priority != b.priority)
        return "priority " + std::to_string(a.priority) + ", after " + std::to_string(b.priority);
    if (a.order != b.order) return "its entry or directory comes later";
    if (compare_versions(version_of(one), version_of(other)) != 0)
        return "older than " + version_of(other);
    return a.path.size() != b.path.size() ? "a longer path" : "a later path";
}

/// Those for just this arch that pass `wanted`, best first.
std::vector<const Judged*> tier(std::string_view arch, const std::vector<Judged>& judged,
                                bool of_settings) {
    std::vector<const Judged*> found;
    for (const auto& one : judged)
        if (one.candidate.arch == arch && is_of_settings(one.candidate) == of_settings)
            found.push_back(&one);
    std::ranges::sort(found, comes_before);
    return found;
}

std::vector<const Judged*> all_for(const std::string& arch, const std::vector<Judged>& judged) {
    auto all = tier(arch, judged, true);
    const auto append = [&](std::vector<const Judged*> more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    for (const auto other : stand_ins(arch)) append(tier(other, judged, true));
    append(tier(arch, judged, false));
    return all;
}

const Wish* prefix_wish(const Wishes& wishes, const std::string& arch) {
    const auto found = std::ranges::find(wishes.prefixes, arch, &Wish::key);
    return found == wishes.prefixes.end() ? nullptr : &*found;
}

/// The first that works. Where the user named one by its prefix, no other will do.
const Judged* first_working(const std::vector<const Judged*>& candidates, bool prefix_only) {
    for (const auto* one : candidates) {
        if (prefix_only && !is_prefix(one->candidate.rule)) continue;
        if (one->said) return one;
    }
    return nullptr;
}

std::string why_none(const std::string& arch, const Wish* prefix,
                     const std::vector<const Judged*>& candidates) {
    auto text = prefix ? prefix->place + ": No tool chain found for prefix '" + prefix->value +
                             (asks_for_llvm(prefix->value) ? "'" : "gcc'")
                       : "No tool chain found for arch '" + arch + "'";
    for (const auto* one : candidates)
        if (!one->said) {
            text += ": " + one->candidate.path + " " + one->said.error().message;
            break;
        }
    return text;
}

}  // namespace

bool is_of_settings(const Candidate& candidate) {
    return candidate.rule != Rule::table && candidate.rule != Rule::native;
}

std::string describe_rule(const Candidate& candidate) {
    const auto place = candidate.place.empty() ? "" : " (" + candidate.place + ")";
    switch (candidate.rule) {
        case Rule::prefix_file:
            return "[toolchain-prefix] names it" + place;
        case Rule::prefix_gcc:
            return "[toolchain-prefix] is its path without gcc" + place;
        case Rule::prefix_path:
            return "[toolchain-prefix] is its name in PATH without gcc" + place;
        case Rule::download:
            return candidate.place.empty() ? "fetched by bm or buildman"
                                           : "[toolchain] download" + place;
        case Rule::directory:
            return "[toolchain] has its directory" + place;
        case Rule::table:
            return "a usual prefix, in PATH";
        case Rule::native:
            return "this machine's own, in PATH";
    }
    return {};
}

Choice choose(const std::string& arch, const Wishes& wishes, const std::vector<Judged>& judged) {
    Choice choice{arch, nullptr, {}, {}};
    std::vector<std::string> asked;
    if (const auto alias = wishes.aliases.find(arch); alias != wishes.aliases.end())
        asked = alias->second;
    asked.push_back(arch);
    std::vector<const Judged*> all;
    for (const auto& name : asked) {
        const auto candidates = all_for(name, judged);
        const auto* prefix = prefix_wish(wishes, name);
        if (!choice.chosen) {
            choice.chosen = first_working(candidates, prefix != nullptr);
            if (choice.chosen) {
                choice.why = describe_rule(choice.chosen->candidate);
                if (name != arch)
                    choice.why = "[toolchain-alias] " + arch + " is " + name + "; " + choice.why;
            } else if (name == arch) {
                choice.why = why_none(arch, prefix, candidates);
            }
        }
        for (const auto* one : candidates)
            if (std::ranges::find(all, one) == all.end()) all.push_back(one);
    }
    for (const auto* one : all) {
        std::string reason;
        if (!one->said)
            reason = "rejected: " + one->said.error().message;
        else if (!choice.chosen)
            reason = "[toolchain-prefix] names another";
        else if (one != choice.chosen)
            reason = why_behind(*one, *choice.chosen);
        choice.standings.push_back({one, reason});
    }
    return choice;
}

}  // namespace bm::toolchain
