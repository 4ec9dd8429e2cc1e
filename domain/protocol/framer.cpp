// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/framer.hpp"

#include <utility>

#include "domain/protocol/limits.hpp"

namespace bm::protocol {
namespace {

constexpr std::string_view prefix = "BM> ";
constexpr std::string_view white_space = " \t\r\n\v\f";

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

Frame of_worker(std::string line) {
    if (!line.starts_with(prefix)) return Stray{line.substr(0, limits::stray_bytes)};
    line.erase(0, prefix.size());
    return Line{std::move(line)};
}

Frame of_boss(std::string_view line) {
    const auto text = trim(line);
    if (text.empty()) return Blank{};
    return Line{std::string(text)};
}

}  // namespace

Frame Framer::finish_line() {
    auto line = std::exchange(line_, {});
    if (const auto dropped = std::exchange(dropped_, 0)) return TooLong{dropped};
    return speaker_ == Speaker::worker ? of_worker(std::move(line)) : of_boss(line);
}

std::vector<Frame> Framer::feed(std::string_view bytes) {
    std::vector<Frame> frames;
    while (!bytes.empty()) {
        const auto newline = bytes.find('\n');
        const auto piece = bytes.substr(0, newline);
        if (dropped_ != 0 || line_.size() + piece.size() > limits::line_bytes) {
            dropped_ += line_.size() + piece.size();
            line_.clear();
            line_.shrink_to_fit();
        } else {
            line_ += piece;
        }
        if (newline == std::string_view::npos) break;
        frames.push_back(finish_line());
        bytes.remove_prefix(newline + 1);
    }
    return frames;
}

}  // namespace bm::protocol
