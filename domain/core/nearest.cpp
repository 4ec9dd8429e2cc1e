// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace bm::core {
namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
        }
    }
    return row.back();
}

}  // namespace

std::vector<std::string> nearest_names(const std::vector<std::string>& names,
                                       const std::string& name, std::size_t count) {
    const auto wanted = name.substr(0, 200);
    const auto too_far = std::max<std::size_t>(2, wanted.size() / 3);
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const auto& one : names)
        if (const auto distance = edit_distance(wanted, one); distance <= too_far)
            near.emplace_back(distance, one);
    std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> nearest;
    for (auto& [distance, one] : near) {
        if (nearest.size() == count) break;
        nearest.push_back(std::move(one));
    }
    return nearest;
}

std::string hint_at_nearest(const std::vector<std::string>& names, const std::string& name) {
    const auto near = nearest_names(names, name, 3);
    std::string hint;
    for (std::size_t i = 0; i < near.size(); ++i) hint += (i ? ", " : "; near it: ") + near[i];
    return hint;
}

}  // namespace bm::core
