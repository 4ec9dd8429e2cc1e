// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/toolchain_wishes.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace bm::settings {
namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    constexpr std::string_view blanks = " \t\n,";
    for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
        const auto end = std::min(text.find_first_of(blanks, begin), text.size());
        words.push_back(lower_case(text.substr(begin, end - begin)));
        begin = text.find_first_not_of(blanks, end);
    }
    return words;
}

}  // namespace

core::Expected<toolchain::Wishes> toolchain_wishes(const Settings& settings) {
    toolchain::Wishes wishes;
    for (const auto& section : settings.sections) {
        const bool prefix = section.name == "toolchain-prefix";
        const bool alias = section.name == "toolchain-alias";
        if (!prefix && !alias && section.name != "toolchain") continue;
        for (const auto& entry : section.entries) {
            toolchain::Wish wish{lower_case(entry.key), entry.value.value_or(""),
                                 entry.origin + ":" + std::to_string(entry.line)};
            auto words = words_of(wish.value);
            if (words.empty())
                return core::fail(core::ErrorKind::usage, wish.place + ": [" + section.name + "] " +
                                                              entry.key + " has no value");
            if (alias)
                wishes.aliases[wish.key] = std::move(words);
            else
                (prefix ? wishes.prefixes : wishes.paths).push_back(std::move(wish));
        }
    }
    return wishes;
}

std::string toolchain_url(const Settings& settings) {
    for (const auto& section : settings.sections)
        if (section.name == "global")
            for (const auto& entry : section.entries)
                if (lower_case(entry.key) == toolchain_url_key) return entry.value.value_or("");
    return {};
}

}  // namespace bm::settings
