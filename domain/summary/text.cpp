// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/text.hpp"

#include <fmt/format.h>

#include <array>

#include "domain/core/shown.hpp"
#include "domain/summary/text_parts.hpp"

namespace bm::summary {
namespace {

using result::Colour;
using result::coloured;
using result::Colours;

std::string group_text(std::string_view marker, const BoardNames& boards, Colour colour,
                       Colours colours) {
    if (boards.empty()) return {};
    auto text =
        fmt::format(" {}  ", marker.empty() ? std::string() : coloured(colours, colour, marker));
    for (const auto& board : boards) text += coloured(colours, colour, " " + board);
    return text;
}

}  // namespace

std::string printable(std::string_view line) {
    std::string text;
    while (true) {
        const auto tab = line.find('\t');
        text += core::shown(line.substr(0, tab), std::string_view::npos);
        if (tab == std::string_view::npos) return text;
        text += '\t';
        line.remove_prefix(tab + 1);
    }
}

std::string joined(const BoardNames& names, std::string_view between) {
    std::string text;
    for (const auto& name : names) {
        if (!text.empty()) text += between;
        text += name;
    }
    return text;
}

std::string arches_text(const CommitView& view, const Show& show, Colours colours) {
    std::string text;
    for (const auto& arch : view.arches) {
        auto groups = group_text("", arch.better, Colour::green, colours) +
                      group_text("w+", arch.warned, Colour::yellow, colours) +
                      group_text("+", arch.broken, Colour::red, colours) +
                      group_text("*", arch.appeared, Colour::blue, colours);
        if (show.unknown) groups += group_text("?", arch.unknown, Colour::magenta, colours);
        if (!groups.empty()) text += fmt::format("{:>10}: {}\n", printable(arch.arch), groups);
    }
    return text;
}

/// Commits that nobody built hide which of them did it.
std::string gaps_text(const std::vector<CommitInfo>& commits, const CommitView& view) {
    std::string text;
    for (const auto& gap : view.gaps)
        text += gap.last_known ? fmt::format("{:>10}  {}: last known at {}\n", "", gap.board,
                                             commits[*gap.last_known].label)
                               : fmt::format("{:>10}  {}: not known before\n", "", gap.board);
    return text;
}

CommitText text_of(const std::vector<CommitInfo>& commits, std::size_t at, const CommitView& view,
                   const Show& show, Colours colours) {
    const auto& commit = commits[at];
    CommitText out;
    if (!commit.label.empty())
        out.text =
            coloured(colours, Colour::blue, commit.label + ": " + printable(commit.subject)) + "\n";
    auto report = arches_text(view, show, colours) + gaps_text(commits, view);
    if (show.errors) report += messages_text(view, show, colours);
    out.reports = !report.empty();
    out.text += report;
    if (show.sizes) out.text += sizes_text(view, show, colours);
    if (show.environment) out.text += environment_text(view, colours);
    if (show.lines) out.text += lines_text(commits, at, view, show, colours);
    if (show.configuration) out.text += configuration_text(view, colours);
    if (show.not_built && !view.not_built.empty())
        out.text += fmt::format("Boards not built ({}): {}\n", view.not_built.size(),
                                joined(view.not_built, ", "));
    return out;
}

}  // namespace bm::summary
