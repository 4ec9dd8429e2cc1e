// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "domain/summary/text_parts.hpp"

namespace bm::summary {
namespace {

using result::Colour;
using result::coloured;
using result::Colours;
using Kind = FileFootprint::Kind;

std::string signed_number(char sign, std::uint64_t number, Colour colour, Colours colours) {
    auto text = fmt::format("{}{}", sign, number);
    return number == 0 ? text : coloured(colours, colour, text);
}

std::string counts(std::uint64_t added, std::uint64_t removed, Colours colours) {
    return signed_number('+', added, Colour::green, colours) + " " +
           signed_number('-', removed, Colour::red, colours);
}

std::string code_text(const FileFootprint& file, Colours colours) {
    std::string text;
    for (const auto& code : file.code)
        text += coloured(
                    colours, code.sign == '+' ? Colour::green : Colour::red,
                    fmt::format("        {}{:>5} {}", code.sign, code.line, printable(code.text))) +
                "\n";
    const auto all = result::count(file.added) + result::count(file.removed);
    if (all > file.code.size())
        text += fmt::format("        ... and {} more lines\n", all - file.code.size());
    return text;
}

std::string file_text(const FileFootprint& file, Colours colours) {
    const auto path = printable(file.path);
    if (file.kind == Kind::came)
        return coloured(colours, Colour::green, "    + " + path) +
               fmt::format("  +{}\n", result::count(file.added));
    if (file.kind == Kind::went)
        return coloured(colours, Colour::red, "    - " + path) +
               fmt::format("  -{}\n", result::count(file.removed));
    return coloured(colours, Colour::yellow, "    ~ " + path) +
           fmt::format("  +{} -{}\n", result::count(file.added), result::count(file.removed));
}

}  // namespace

std::string lines_text(const std::vector<CommitInfo>& commits, std::size_t commit,
                       const CommitView& view, const Show& show, Colours colours) {
    std::string text;
    for (const auto& change : view.lines) {
        const auto& base = commits[change.before].label;
        if (!change.known) {
            text +=
                fmt::format("{}: lines not known: git cannot compare its source with that of {}\n",
                            joined(change.boards), base);
            continue;
        }
        text += fmt::format("{}: {} lines, {} files{}\n", joined(change.boards),
                            counts(change.added, change.removed, colours),
                            counts(change.files_added, change.files_removed, colours),
                            change.before + 1 == commit ? "" : " (since " + base + ")");
        if (!show.detail && !show.lines_code) continue;
        for (const auto& file : change.files) {
            text += file_text(file, colours);
            if (show.lines_code) text += code_text(file, colours);
        }
    }
    return text;
}

}  // namespace bm::summary
