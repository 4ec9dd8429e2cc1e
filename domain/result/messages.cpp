// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/block.hpp"
#include "domain/result/verdict.hpp"

namespace bm::result {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `x.c:12:5: warning` -> `x.c::: warning`: each run of digits behind a ':' is taken out.
std::string without_line_numbers(std::string_view line) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        text += line[i];
        if (line[i] != ':') continue;
        while (i + 1 < line.size() && is_digit(line[i + 1])) ++i;
    }
    return text;
}

/// Excerpts and carets show the source; they are no message.
bool is_excerpt(const std::string& line) {
    return line.empty() || line.front() == ' ' || line.front() == '\t';
}

}  // namespace

std::set<std::string> messages(std::string_view stderr_text) {
    using Kind = diagnostic::Block::Kind;
    std::set<std::string> found;
    for (const auto& block : diagnostic::parse(stderr_text)) {
        if (block.kind == Kind::make_word || block.kind == Kind::dropped) continue;
        for (const auto& line : block.lines)
            if (!is_excerpt(line)) found.insert(without_line_numbers(line));
    }
    return found;
}

}  // namespace bm::result
