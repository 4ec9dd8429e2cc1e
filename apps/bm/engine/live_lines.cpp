// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/live_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bm::app::engine {
namespace {

/// Without the sequences that set colours.
std::size_t columns_of(const std::string& line) {
    std::size_t columns = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\033')
            i = std::min(line.find('m', i), line.size());
        else if ((static_cast<unsigned char>(line[i]) & 0xc0) != 0x80)
            ++columns;
    }
    return columns;
}

}  // namespace

std::string LiveLines::take_away() const {
    if (drawn_.empty()) return {};
    const auto width = std::max<std::size_t>(screen_.width(), 1);
    std::size_t rows = 0;
    for (const auto columns : drawn_)
        rows += screen_.width() == 0 ? 1 : std::max<std::size_t>((columns + width - 1) / width, 1);
    const auto up = rows - 1;
    return (up > 0 ? fmt::format("\r\033[{}A", up) : std::string("\r")) + "\033[J";
}

void LiveLines::draw(const std::vector<std::string>& lines) {
    auto text = take_away();  // in one write, so that nothing is seen in between
    drawn_.clear();
    for (const auto& line : lines) {
        if (!drawn_.empty()) text += "\n";
        text += line;
        drawn_.push_back(columns_of(line));
    }
    screen_.write(text);
}

void LiveLines::clear() {
    if (drawn_.empty()) return;
    screen_.write(take_away());
    drawn_.clear();
}

}  // namespace bm::app::engine
