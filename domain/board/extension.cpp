// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/extension.hpp"

#include <algorithm>

#include "domain/board/wildcard.hpp"
#include "domain/core/names.hpp"
#include "domain/core/shown.hpp"

namespace bm::board {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_part_of_name(std::string_view text) {
    return core::is_board_name(text) && text.find(',') == std::string_view::npos;
}

bool is_wildcard(std::string_view text) {
    std::string plain(text);
    for (auto& c : plain)
        if (std::string_view("*?[]!").find(c) != std::string_view::npos) c = 'x';
    return core::is_board_name(plain);
}

std::string_view without_quotes(std::string_view text) {
    const bool quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
    return quoted ? text.substr(1, text.size() - 2) : text;
}

class ExtensionReader {
  public:
    /// What is wrong with the line; empty: nothing.
    std::string take(std::string_view line) {
        if (const auto text = trimmed(line); text.empty() || text.front() == '#') return {};
        if (blanks.find(line.front()) != std::string_view::npos) return take_target(trimmed(line));
        return take_tag(line);
    }
    std::vector<Extension> extensions;

  private:
    std::string take_target(std::string_view text) {
        constexpr std::string_view prefix = "CONFIG_";
        if (!in_targets_) return "Unexpected indent";
        auto& extension = extensions.back();
        if (!text.starts_with(prefix)) {
            if (!is_wildcard(text)) return "Invalid target regex";
            extension.targets.emplace_back(text);
            return {};
        }
        text.remove_prefix(prefix.size());
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string_view::npos || equals + 1 == text.size())
            return "Invalid CONFIG syntax";
        extension.values.emplace_back(text.substr(0, equals),
                                      without_quotes(text.substr(equals + 1)));
        return {};
    }

    std::string take_tag(std::string_view line) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return "Invalid tag";
        const auto tag = line.substr(0, colon);
        const auto value = trimmed(line.substr(colon + 1));
        in_targets_ = tag == "targets";
        if (tag == "name") {
            if (!is_part_of_name(value)) return "Invalid name";
            extensions.push_back({std::string(value), {}, {}, {}, {}});
            return {};
        }
        if (tag != "desc" && tag != "fragment" && tag != "targets")
            return "Unknown tag '" + core::shown(tag, 80) + "'";
        if (extensions.empty()) return "Invalid tag: name: comes first";
        if (tag == "desc") extensions.back().description = value;
        if (tag != "fragment") return {};
        if (!is_part_of_name(value)) return "Invalid name";
        extensions.back().fragments.emplace_back(value);
        return {};
    }

    bool in_targets_ = false;
};

}  // namespace

bool Extension::may_extend(std::string_view target) const {
    if (targets.empty()) return !values.empty();
    return std::ranges::any_of(
        targets, [&](const auto& pattern) { return wildcard_matches(pattern, target); });
}

core::Expected<std::vector<Extension>> parse_extensions(const std::string& file,
                                                        std::string_view text) {
    ExtensionReader reader;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto problem = reader.take(text.substr(0, end));
        if (!problem.empty())
            return core::fail(core::ErrorKind::usage,
                              file + ":" + std::to_string(number) + ": " + problem);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::move(reader.extensions);
}

std::vector<std::string> configure_goals(const Board& board) {
    if (board.base.empty()) return {};
    std::vector<std::string> goals = {board.base + "_defconfig"};
    for (const auto& fragment : board.fragments) goals.push_back(fragment + ".config");
    return goals;
}

Board extended(const Extension& extension, const Board& base) {
    auto board = base;
    board.target = extension.name + "," + base.target;
    board.base = base.target;
    board.fragments = extension.fragments;
    return board;
}

}  // namespace bm::board
