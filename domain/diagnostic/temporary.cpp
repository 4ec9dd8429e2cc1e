// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/temporary.hpp"

#include <algorithm>

namespace bm::diagnostic {
namespace {

bool is_name(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

std::string without_temporary_names(std::string_view line) {
    constexpr std::string_view folder = "/tmp/";
    std::string text;
    for (auto at = line.find(folder); at != line.npos; at = line.find(folder)) {
        text += line.substr(0, at + folder.size());
        line.remove_prefix(at + folder.size());
        const auto end = std::ranges::find_if_not(line, is_name);
        line.remove_prefix(static_cast<std::size_t>(end - line.begin()));
    }
    return text + std::string(line);
}

}  // namespace bm::diagnostic
