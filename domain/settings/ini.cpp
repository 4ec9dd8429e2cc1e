// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/ini.hpp"

#include <algorithm>
#include <utility>

#include "domain/settings/interpolation.hpp"

namespace bm::settings {
namespace {

using core::ErrorKind;

constexpr std::string_view blanks = " \t\r\f\v";

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

class Reader {
  public:
    explicit Reader(std::string_view origin) : origin_(origin) {}

    core::Expected<void> take(std::string_view line, std::size_t number) {
        const auto content = trim(line);
        if (content.empty()) return {};
        if (content.front() == '#' || content.front() == ';') return {};
        const bool indented = blanks.find(line.front()) != std::string_view::npos;
        if (indented && may_continue_) return continue_value(content);
        if (content.front() == '[') return open_section(content, number);
        return add_entry(content, number);
    }

    std::vector<Section> take_sections() { return std::move(sections_); }

    core::Error at(std::size_t line, const std::string& why) const {
        return {ErrorKind::usage, std::string(origin_) + ":" + std::to_string(line) + ": " + why};
    }

  private:
    core::Expected<void> open_section(std::string_view content, std::size_t number) {
        may_continue_ = false;
        const auto close = content.find(']');
        if (close == std::string_view::npos || close == 1 || close + 1 != content.size())
            return tl::unexpected(at(number, "a section is written [name]"));
        const auto name = content.substr(1, close - 1);
        for (const auto& section : sections_)
            if (section.name == name)
                return tl::unexpected(at(number, "section [" + section.name +
                                                     "] stands already at line " +
                                                     std::to_string(section.line)));
        sections_.push_back({std::string(name), number, {}, std::string(origin_)});
        return {};
    }

    core::Expected<void> add_entry(std::string_view content, std::size_t number) {
        if (sections_.empty())
            return tl::unexpected(at(number, "an entry before the first [section]"));
        const auto separator = content.find_first_of("=:");
        const auto key = trim(content.substr(0, separator));
        if (key.empty())
            return tl::unexpected(at(number, "a name is missing before the separator"));
        auto& entries = sections_.back().entries;
        for (const auto& entry : entries)
            if (lower_case(entry.key) == lower_case(key))
                return tl::unexpected(at(number, "'" + std::string(key) +
                                                     "' stands already at line " +
                                                     std::to_string(entry.line)));
        Entry entry{std::string(key), std::nullopt, number, std::string(origin_)};
        if (separator != std::string_view::npos)
            entry.value = std::string(trim(content.substr(separator + 1)));
        may_continue_ = entry.value.has_value();
        entries.push_back(std::move(entry));
        return {};
    }

    core::Expected<void> continue_value(std::string_view content) {
        auto& value = *sections_.back().entries.back().value;
        if (!value.empty()) value += '\n';
        value += content;
        return {};
    }

    std::string_view origin_;
    std::vector<Section> sections_;
    bool may_continue_ = false;
};

}  // namespace

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

core::Expected<std::vector<Section>> parse_ini(std::string_view text, std::string_view origin) {
    Reader reader(origin);
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        BM_TRY(reader.take(text.substr(0, end), number));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    auto sections = reader.take_sections();
    if (auto problem = resolve_references(sections))
        return tl::unexpected(reader.at(problem->line, problem->why));
    return sections;
}

}  // namespace bm::settings
