// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/framer.hpp"

#include <algorithm>
#include <utility>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::protocol {
namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

Frame of_boss(std::string_view line) {
    const auto text = trim(line);
    if (text.empty()) return Blank{};
    return Line{std::string(text)};
}

}  // namespace

/// Whether the running line is known to be no protocol: it does not begin like the prefix.
bool Framer::is_stray() const {
    if (speaker_ == Speaker::boss) return false;
    const auto known = std::min(line_.size(), line_prefix.size());
    return line_.compare(0, known, line_prefix.substr(0, known)) != 0;
}

void Framer::append(std::string_view piece) {
    const auto take = [&](std::size_t most) {
        const auto taken = std::min(piece.size(), most);
        line_ += piece.substr(0, taken);
        piece.remove_prefix(taken);
    };
    // What the line is shows in its first bytes; the limit hangs on it.
    take(line_prefix.size() - std::min(line_prefix.size(), line_.size()));
    take((is_stray() ? limits::stray_bytes : limits::line_bytes) - line_.size());
    passed_over_ += piece.size();
}

Frame Framer::finish_line() {
    const bool short_of_prefix = speaker_ == Speaker::worker && line_.size() < line_prefix.size();
    const bool stray = short_of_prefix || is_stray();
    auto line = std::exchange(line_, {});
    const auto passed_over = std::exchange(passed_over_, 0);
    if (stray) return Stray{std::move(line)};
    if (passed_over != 0) return TooLong{line.size() + passed_over};
    if (speaker_ == Speaker::boss) return of_boss(line);
    return Line{line.substr(line_prefix.size())};
}

std::vector<Frame> Framer::feed(std::string_view bytes) {
    std::vector<Frame> frames;
    while (!bytes.empty()) {
        const auto newline = bytes.find('\n');
        append(bytes.substr(0, newline));
        if (newline == std::string_view::npos) break;
        frames.push_back(finish_line());
        bytes.remove_prefix(newline + 1);
    }
    return frames;
}

}  // namespace bm::protocol
