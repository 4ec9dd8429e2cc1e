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
    for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
         colon = text.find(':', colon + 1)) {
        const auto path = text.substr(0, colon);
        if (path.empty() || path.find_first_of(" \t'\"`") != std::string_view::npos) return false;
        if (colon + 1 >= text.size() || !is_digit(text[colon + 1])) continue;
        shape.place = path;
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

bool is_note(std::string_view rest) {
    const auto begin = rest.find_first_not_of(' ');
    return begin != std::string_view::npos && rest.substr(begin).starts_with("note:");
}

/// `path: words` where what follows shows that the path is the place.
LineShape pathless_line(std::string_view text) {
    const auto colon = text.find(": ");
    if (colon == std::string_view::npos) return {};
    const auto path = text.substr(0, colon);
    if (path.empty() || path.find_first_of(" \t'\"`") != std::string_view::npos) return {};
    const auto rest = text.substr(colon + 2);
    constexpr std::array headings = {"In function",   "In member function",  "In constructor",
                                     "At top level:", "Assembler messages:", "in function `"};
    const auto starts = [&](const char* words) { return rest.starts_with(words); };
    if (std::ranges::any_of(headings, starts)) return {Role::heading, std::string(path), 0};
    if (rest.starts_with("Warning (") || rest.starts_with("ERROR (") || rest.starts_with("Error:"))
        return {Role::diagnostic, std::string(path), 0};
    return {};
}

bool is_said_by_every_make(std::string_view text) {
    constexpr std::array words = {"=====", "Please move to using",
                                  "This board does not use CONFIG_",
                                  "See doc/develop/driver-model/migration.rst"};
    return std::ranges::any_of(words, [&](const char* word) { return text.starts_with(word); });
}

}  // namespace

LineShape shape_of(std::string_view text) {
    if (is_make(text)) return make_line(text);
    if (text.starts_with("In file included from ")) return include_line(text, "from ");
    const auto first_word = text.find_first_not_of(' ');
    if (first_word != 0 && first_word != text.npos && text.substr(first_word).starts_with("from "))
        return include_line(text, "from ");
    if (text.starts_with(" ") || text.starts_with("\t")) return {Role::excerpt, {}, 0};
    if (text.find("ld") != text.npos && text.find(": NOTE: ") != text.npos)
        return {Role::afterword, {}, 0};
    if (text.starts_with("cc1") && text.find(": all warnings being treated") != text.npos)
        return {Role::closing, {}, 0};
    if (is_said_by_every_make(text)) return {Role::every_make, {}, 0};
    LineShape shape;
    std::size_t end = 0;
    if (read_place(text, shape, end)) {
        shape.role = is_note(text.substr(end)) ? Role::note : Role::diagnostic;
        return shape;
    }
    return pathless_line(text);
}

}  // namespace bm::diagnostic
