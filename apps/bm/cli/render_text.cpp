// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <sstream>

#include "apps/bm/cli/manual.hpp"

namespace bm::app::cli {
namespace {

constexpr std::size_t least_width = 40;
constexpr std::size_t text_column = 30;
constexpr std::size_t narrow_text_column = 8;

/// `text` in lines below `width`, each indented; the first goes on at `column`.
std::string wrap(const std::string& text, std::size_t column, std::size_t indent,
                 std::size_t width) {
    std::string result;
    std::istringstream words(text);
    bool first = true;
    for (std::string word; words >> word; first = false) {
        if (!first && column + 1 + word.size() > width) {
            result += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (!first) {
            result += ' ';
            ++column;
        }
        result += word;
        column += word.size();
    }
    return result + "\n";
}

/// A head at `indent` and its text beside it, or below it when the head is too long.
std::string item(const std::string& head, const std::string& text, std::size_t indent,
                 std::size_t column, std::size_t width) {
    std::string result = std::string(indent, ' ') + head;
    if (result.size() + 2 > column)
        result += "\n" + std::string(column, ' ');
    else
        result.resize(column, ' ');
    return result + wrap(text, column, column, width);
}

std::string head_of(const OptionEntry& option) {
    if (option.positional) return option.name;
    std::string head = option.letter.empty() ? "    " : "-" + option.letter;
    if (!option.name.empty()) head += (option.letter.empty() ? "--" : ", --") + option.name;
    return option.argument.empty() ? head : head + " " + option.argument;
}

std::string options_text(const Manual& manual, std::size_t width) {
    std::string result;
    const auto column = width >= 2 * text_column ? text_column : narrow_text_column;
    for (const auto& group : manual.options) {
        result += "\n" + group.title + ":\n";
        for (const auto& option : group.options)
            result += item(head_of(option), option.whole_text(), 2, column, width);
    }
    return result;
}

std::string section_text(const Section& section, std::size_t width) {
    std::string result = "\n" + in_capitals(section.title) + "\n";
    bool first = true;
    for (const auto& paragraph : section.paragraphs) {
        if (paragraph.term.empty())
            result += (first ? "       " : "\n       ") + wrap(paragraph.text, 7, 7, width);
        else
            result += item(paragraph.term, paragraph.text, 7, 14, width);
        first = false;
    }
    return result;
}

}  // namespace

std::string help_text(const Manual& manual, std::size_t width) {
    width = std::max(width, least_width);
    auto result = wrap("Usage: " + manual.command + " " + manual.synopsis, 0, 7, width) +
                  wrap("To " + manual.purpose + ".", 0, 0, width) + options_text(manual, width);
    for (const auto& section : manual.after)
        if (section.title == "Exit status") result += section_text(section, width);
    return result;
}

std::string manual_text(const Manual& manual, std::size_t width) {
    width = std::max(width, least_width);
    std::string result = "NAME\n       " + wrap(manual.page() + " - " + manual.purpose, 7, 7, width) +
                         "\nSYNOPSIS\n       " +
                         wrap(manual.command + " " + manual.synopsis, 7, 7, width);
    for (const auto& section : manual.before) result += section_text(section, width);
    if (!manual.options.empty()) result += "\nOPTIONS" + options_text(manual, width);
    for (const auto& section : manual.after) result += section_text(section, width);
    return result;
}

}  // namespace bm::app::cli
