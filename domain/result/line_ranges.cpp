// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/line_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace bm::result {
namespace {

/// Takes a number off the front.
std::optional<std::uint32_t> take_number(std::string_view& text) {
    std::uint32_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || number == 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

}  // namespace

LineRanges united(std::vector<LineRange> ranges) {
    std::erase_if(ranges, [](const LineRange& range) { return range.last < range.first; });
    std::ranges::sort(ranges, {}, &LineRange::first);
    LineRanges out;
    for (const auto& range : ranges)
        if (!out.empty() && range.first <= std::uint64_t{out.back().last} + 1)
            out.back().last = std::max(out.back().last, range.last);
        else
            out.push_back(range);
    return out;
}

LineRanges without(const LineRanges& a, const LineRanges& b) {
    LineRanges out;
    auto taken = b.begin();
    for (auto range : a) {
        while (taken != b.end() && taken->last < range.first) ++taken;
        bool left = true;
        for (auto next = taken; left && next != b.end() && next->first <= range.last; ++next) {
            if (next->first > range.first) out.push_back({range.first, next->first - 1});
            left = next->last < range.last;
            if (left) range.first = next->last + 1;
        }
        if (left) out.push_back(range);
    }
    return out;
}

std::uint64_t count(const LineRanges& ranges) {
    std::uint64_t lines = 0;
    for (const auto& range : ranges) lines += std::uint64_t{range.last} - range.first + 1;
    return lines;
}

std::string ranges_text(const LineRanges& ranges) {
    std::string text;
    for (const auto& range : ranges) {
        if (!text.empty()) text += ',';
        text += fmt::format("{}", range.first);
        if (range.last != range.first) text += fmt::format("-{}", range.last);
    }
    return text;
}

std::optional<LineRanges> read_ranges(std::string_view text) {
    std::vector<LineRange> ranges;
    while (true) {
        const auto first = take_number(text);
        if (!first) return std::nullopt;
        auto last = first;
        if (text.starts_with('-')) {
            text.remove_prefix(1);
            last = take_number(text);
            if (!last || *last < *first) return std::nullopt;
        }
        ranges.push_back({*first, *last});
        if (text.empty()) return united(std::move(ranges));
        if (!text.starts_with(',')) return std::nullopt;
        text.remove_prefix(1);
    }
}

}  // namespace bm::result
