// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/line.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace bm::diagnostic {
namespace {

using Role = LineShape::Role;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_make(std::string_view text) {
    if (text.starts_with("make:")) return true;
    if (!text.starts_with("make[")) return false;
    const auto close = text.find("]:");
    return close != std::string_view::npos && close < 12;
}

LineShape make_line(std::string_view text) {
    const auto has = [&](std::string_view what) {
        return text.find(what) != std::string_view::npos;
    };
    if (has("Waiting for unfinished jobs") || has("not remade because of errors"))
        return {Role::schedule_word, {}, 0};
    if (has("***")) return {Role::make_word, {}, 0};
    return {Role::every_make, {}, 0};
}

/// Reads `path:line` at the start: the path has no white space, and a digit follows its colon.
bool read_place(std::string_view text, LineShape& shape, std::size_t& end) {
    const auto path_end = std::min(text.find_first_of(" \t'\"`"), text.size());
    for (std::size_t colon = text.find(':'); colon < path_end; colon = text.find(':', colon + 1)) {
        if (colon == 0) return false;
        if (colon + 1 >= text.size() || !is_digit(text[colon + 1])) continue;
        shape.place = text.substr(0, colon);
        std::from_chars(text.data() + colon + 1, text.data() + text.size(), shape.line);
        end = colon + 1;
        // Behind it: a line, a column, dtc's ranges `12.3-14.5`.
        while (end < text.size() &&
               (is_digit(text[end]) || text[end] == ':' || text[end] == '.' || text[end] == '-'))
            ++end;
        return true;
    }
    return false;
}

LineShape include_line(std::string_view text, std::string_view before) {
    LineShape shape{Role::include_chain, {}, 0};
    std::size_t end = 0;
    const auto at = text.find(before) + before.size();
    (void)read_place(text.substr(at), shape, end);
    return shape;
}

template <std::size_t N>
bool starts_with_any(std::string_view text, const std::array<const char*, N>& words) {
    return std::ranges::any_of(words, [&](const char* word) { return text.starts_with(word); });
}

/// Behind a place. Kconfig's symbols of a recursion stand behind a tab.
bool is_note(std::string_view rest) {
    if (rest.starts_with("\tsymbol ") || rest.starts_with("\tchoice ")) return true;
    constexpr std::array words = {"note:", "Info:", "warning: ignoring old recipe for target"};
    const auto begin = rest.find_first_not_of(' ');
    return begin != std::string_view::npos && starts_with_any(rest.substr(begin), words);
}

/// `note: ...`, `cc1: note: ...`
bool is_note_without_place(std::string_view text) {
    if (text.starts_with("note: ")) return true;
    const auto colon = text.find(':');
    return colon != std::string_view::npos && text.substr(colon).starts_with(": note: ") &&
           text.substr(0, colon).find(' ') == std::string_view::npos;
}

/// `/usr/bin/ld`, `arm-linux-gnueabi-ld.bfd`
bool is_linker(std::string_view speaker) {
    for (const std::string_view tail : {".bfd", ".gold", ".lld"})
        if (speaker.ends_with(tail)) {
            speaker.remove_suffix(tail.size());
            break;
        }
    return speaker == "ld" || speaker.ends_with("/ld") || speaker.ends_with("-ld");
}

/// What a linker says of a function it says in the lines behind this one.
bool is_linker_heading(std::string_view text) {
    const auto colon = text.find(": ");
    return colon != std::string_view::npos && is_linker(text.substr(0, colon)) &&
           text.find(": in function `", colon + 2) != std::string_view::npos &&
           text.ends_with("':");
}

/// clang's `1 warning and 2 errors generated.`
bool is_count(std::string_view text) {
    return !text.empty() && is_digit(text.front()) && text.ends_with(" generated.") &&
           (text.find(" warning") != text.npos || text.find(" error") != text.npos);
}

/// gcc's `0x7feafcca9249 main`, of its own stack
bool is_stack_address(std::string_view text) {
    if (!text.starts_with("0x")) return false;
    const auto end = text.find_first_not_of("0123456789abcdef", 2);
    return end != text.npos && end > 7 && text[end] == ' ';
}

bool is_closing(std::string_view text) {
    constexpr std::array starts = {"compilation terminated",
                                   "collect2: error: ld returned ",
                                   "fatal error: too many errors emitted",
                                   "Please submit a full bug report",
                                   "Please include the complete backtrace",
                                   "with preprocessed source if appropriate",
                                   "See <file:",
                                   "See <http",
                                   "FATAL ERROR: Unable to parse input tree",
                                   "FATAL ERROR: Syntax error parsing input tree",
                                   "ERROR: Input tree has errors, aborting",
                                   "For a resolution refer to ",
                                   "subsection \"Kconfig recursive dependency"};
    if (starts_with_any(text, starts) || is_count(text) || is_stack_address(text)) return true;
    if (text.starts_with("cc1") && text.find(": all warnings being treated") != text.npos)
        return true;
    if (text.starts_with("lto-wrapper: fatal error: ") && text.ends_with(" exit status"))
        return true;
    return text.ends_with(": error: lto-wrapper failed") ||
           text.find(": error: linker command failed with exit code") != text.npos;
}

/// Of Python; the second also where a source cannot be read, without the first.
bool is_traceback(std::string_view text) {
    return text == "Traceback (most recent call last):" ||
           (text.starts_with("  File \"") && text.find("\", line ") != text.npos);
}
bool is_chained(std::string_view text) {
    return text == "During handling of the above exception, another exception occurred:" ||
           text == "The above exception was the direct cause of the following exception:";
}

/// `path: words` where what follows shows that the path is the place.
LineShape pathless_line(std::string_view text) {
    const auto colon = text.find(": ");
    if (colon == std::string_view::npos) return {};
    const auto path = text.substr(0, colon);
    if (path.empty() || path.find_first_of(" \t'\"`") != std::string_view::npos) return {};
    const auto rest = text.substr(colon + 2);
    constexpr std::array headings = {"In function", "In member function", "In constructor",
                                     "At top level:", "Assembler messages:"};
    if (starts_with_any(rest, headings)) return {Role::heading, std::string(path), 0};
    if (rest.starts_with("in function `")) return {Role::linker_heading, std::string(path), 0};
    if (rest.starts_with("Warning (") || rest.starts_with("ERROR (") || rest.starts_with("Error:"))
        return {Role::diagnostic, std::string(path), 0};
    return {};
}

bool is_said_by_every_make(std::string_view text) {
    constexpr std::array words = {"=====", "Please move to using",
                                  "This board does not use CONFIG_",
                                  "See doc/develop/driver-model/migration.rst"};
    return starts_with_any(text, words);
}

/// What is said without a place that could be read; `other` where it is none of them.
Role role_without_place(std::string_view text) {
    if (text.find("ld") != text.npos && text.find(": NOTE: ") != text.npos) return Role::afterword;
    if (text.starts_with(">>> ")) return Role::afterword;
    if (is_closing(text)) return Role::closing;
    if (is_said_by_every_make(text)) return Role::every_make;
    if (text == "At top level:") return Role::heading;
    if (is_note_without_place(text)) return Role::note;
    if (is_linker_heading(text)) return Role::linker_heading;
    if (is_chained(text)) return Role::chained;
    if (text == "***" || text.starts_with("*** ")) return Role::banner;
    return Role::other;
}

}  // namespace

bool is_caret_line(std::string_view text) {
    return text.find('^') != text.npos && text.find_first_not_of(" \t~^") == text.npos;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == text.npos; }

LineShape shape_of(std::string_view text) {
    if (is_make(text)) return make_line(text);
    if (text.starts_with("In file included from ")) return include_line(text, "from ");
    if (is_traceback(text)) return {Role::traceback, {}, 0};
    const auto first_word = text.find_first_not_of(' ');
    if (first_word != 0 && first_word != text.npos && text.substr(first_word).starts_with("from "))
        if (auto shape = include_line(text, "from "); !shape.place.empty()) return shape;
    // The second is all that clang tells to put at the left of a source.
    if (text.starts_with(" ") || text.starts_with("\t") || text == "static ")
        return {Role::excerpt, {}, 0};
    if (const auto role = role_without_place(text); role != Role::other) return {role, {}, 0};
    if (is_linker(text.substr(0, text.find(':')))) return {};
    LineShape shape;
    std::size_t end = 0;
    if (read_place(text, shape, end)) {
        shape.role = is_note(text.substr(end)) ? Role::note : Role::diagnostic;
        return shape;
    }
    return pathless_line(text);
}

}  // namespace bm::diagnostic
