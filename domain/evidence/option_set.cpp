// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/option_set.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "domain/core/digest.hpp"
#include "domain/core/lists.hpp"

namespace bm::evidence {
namespace {

constexpr std::string_view prefix = "CONFIG_";

bool in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view name_at(std::string_view text) {
    return text.substr(0, static_cast<std::size_t>(std::distance(
                              text.begin(), std::ranges::find_if_not(text, in_name))));
}

std::string_view without_blanks(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// Of U-Boot v2023.01.
constexpr std::uint64_t known_scripts[] = {0x32aa70bb0c328ddbull};

}  // namespace

void add_options_set(OptionNames& names, std::string_view text) {
    for (const auto line : core::lines_of(text)) {
        if (line.starts_with("# ") && line.ends_with(" is not set")) continue;
        for (auto at = line.find(prefix); at != std::string_view::npos;
             at = line.find(prefix, at + 1))
            names.emplace(name_at(line.substr(at + prefix.size())));
    }
}

OptionNames options_defined(std::string_view kconfig) {
    OptionNames names;
    for (const auto line : core::lines_of(kconfig)) {
        auto rest = without_blanks(line);
        const bool menu = rest.starts_with("menuconfig ");
        if (!menu && !rest.starts_with("config")) continue;
        rest.remove_prefix(menu ? 11 : 6);
        if (!menu) rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        names.emplace(name_at(rest));
    }
    return names;
}

bool is_known_reader_of_names(std::string_view script) {
    return std::ranges::find(known_scripts, core::digest(script)) != std::end(known_scripts);
}

}  // namespace bm::evidence
