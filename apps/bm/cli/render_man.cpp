// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/manual.hpp"

namespace bm::app::cli {
namespace {

/// Text as troff takes it for nothing but text: no request at the start of a line, no escape, and a
/// '-' that can be copied into a shell.
std::string plain(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\')
            result += "\\e";
        else if (c == '-')
            result += "\\-";
        else if (c == '~')
            result += "\\(ti";
        else if (c == '^')
            result += "\\(ha";
        else if (c == '\'')
            result += "\\(aq";
        else if (c == '"')
            result += "\\(dq";
        else
            result += c;
    }
    return result.starts_with('.') ? "\\&" + result : result;
}

std::string bold(const std::string& text) { return "\\fB" + plain(text) + "\\fR"; }
std::string slanted(const std::string& text) { return "\\fI" + plain(text) + "\\fR"; }

std::string heading(const std::string& title) {
    return ".SH \"" + plain(in_capitals(title)) + "\"\n";
}

std::string option_head(const OptionEntry& option) {
    if (option.positional) return slanted(option.name);
    std::string head = option.letter.empty() ? "" : bold("-" + option.letter);
    if (!option.name.empty()) head += (head.empty() ? "" : ", ") + bold("--" + option.name);
    return option.argument.empty() ? head : head + " " + slanted(option.argument);
}

std::string section_page(const Section& section) {
    auto result = heading(section.title);
    bool first = true;
    for (const auto& paragraph : section.paragraphs) {
        if (!paragraph.term.empty())
            result += ".TP\n" + bold(paragraph.term) + "\n";
        else if (!first)
            result += ".PP\n";
        result += plain(paragraph.text) + "\n";
        first = false;
    }
    return result;
}

}  // namespace

std::string man_page(const Manual& manual, const std::string& version) {
    auto result = ".TH \"" + plain(manual.page()) + "\" 1 \"\" \"bm " + plain(version) +
                  "\" \"User Commands\"\n" + heading("Name") + plain(manual.page()) + " \\- " +
                  plain(manual.purpose) + "\n" + heading("Synopsis") + bold(manual.command) + " " +
                  plain(manual.synopsis) + "\n";
    for (const auto& section : manual.before) result += section_page(section);
    if (!manual.options.empty()) result += heading("Options");
    for (const auto& group : manual.options) {
        result += ".SS \"" + plain(group.title) + "\"\n";
        for (const auto& option : group.options)
            result += ".TP\n" + option_head(option) + "\n" + plain(option.whole_text()) + "\n";
    }
    for (const auto& section : manual.after) result += section_page(section);
    return result;
}

}  // namespace bm::app::cli
