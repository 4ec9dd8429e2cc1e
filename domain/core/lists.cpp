// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/lists.hpp"

#include <algorithm>

namespace bm::core {

std::vector<std::string> split_at_commas(const std::vector<std::string>& lists) {
    std::vector<std::string> items;
    for (const auto& list : lists) {
        for (std::size_t begin = 0; begin < list.size();) {
            const auto end = std::min(list.find(',', begin), list.size());
            if (end > begin) items.push_back(list.substr(begin, end - begin));
            begin = end + 1;
        }
    }
    return items;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace bm::core
