// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/plan/range.hpp"

#include <algorithm>

namespace bm::plan {

core::Expected<BranchOrRange> parse_branch(std::string_view text) {
    const auto bad = [&](const char* why) {
        return core::fail(core::ErrorKind::usage,
                          "Cannot use -b '" + std::string(text) + "': " + why);
    };
    if (text.empty()) return bad("name a branch or a range a..b");
    if (text.find("...") != std::string_view::npos) return bad("a...b is not a series; write a..b");
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) return BranchOrRange{std::nullopt, std::string(text)};
    if (dots == 0) return bad("the start of the range is missing; write a..b");
    const auto tip = text.substr(dots + 2);
    return BranchOrRange{std::string(text.substr(0, dots)),
                         tip.empty() ? std::string("HEAD") : std::string(tip)};
}

std::optional<std::string> guess_upstream(
    const std::vector<std::string>& history,
    const std::map<std::string, std::vector<std::string>>& tips) {
    for (std::size_t i = 1; i < history.size(); ++i) {
        const auto found = tips.find(history[i]);
        if (found == tips.end() || found->second.empty()) continue;
        return *std::ranges::min_element(found->second, [](const auto& a, const auto& b) {
            return a.size() != b.size() ? a.size() < b.size() : a < b;
        });
    }
    return std::nullopt;
}

std::vector<std::size_t> every(std::size_t step, std::size_t count) {
    if (count == 0) return {};
    if (step == 0) return count == 1 ? std::vector<std::size_t>{0} : std::vector<std::size_t>{0, count - 1};
    std::vector<std::size_t> positions;
    for (std::size_t at = 0; at < count; at += std::min(step, count)) positions.push_back(at);
    return positions;
}

}  // namespace bm::plan
