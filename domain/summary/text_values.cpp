// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "domain/summary/text_parts.hpp"

namespace bm::summary {
namespace {

using result::Colour;
using result::coloured;
using result::Colours;

std::string row(char marker, const std::string& name, const Values& values, Colour colour,
                Colours colours) {
    if (values.empty()) return {};
    auto line = fmt::format("   {} {}: ", marker, name);
    for (const auto& [key, value] : values) line += printable(key + "=" + value) + " ";
    return coloured(colours, colour, line) + "\n";
}

std::string rows(const std::string& name, const ValuesChange& change, Colours colours) {
    return row('+', name, change.added, Colour::green, colours) +
           row('-', name, change.removed, Colour::red, colours) +
           row('c', name, change.changed, Colour::yellow, colours);
}

std::string rows(const std::vector<FileChange>& files, Colours colours) {
    std::string text;
    for (const auto& file : files) text += rows(file.file, file.change, colours);
    return text;
}

}  // namespace

std::string environment_text(const CommitView& view, Colours colours) {
    std::string text;
    for (const auto& entry : view.environment) text += rows(entry.board, entry.change, colours);
    return text;
}

std::string configuration_text(const CommitView& view, Colours colours) {
    std::string text;
    for (const auto& arch : view.arch_configuration)
        text += printable(arch.arch) + ":\n" + rows(arch.files, colours);
    for (const auto& entry : view.configuration) {
        auto names = entry.boards;
        std::ranges::sort(names);
        text += joined(names) + " :\n" + rows(entry.files, colours);
    }
    return text;
}

}  // namespace bm::summary
