// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/footprint.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace bm::result {
namespace {

bool lies_in(const AddressRange& range, const std::vector<AddressRange>& sections) {
    return range.begin < range.end && std::ranges::any_of(sections, [&](const auto& section) {
               return range.begin >= section.begin && range.end <= section.end;
           });
}

/// Which of the ranges that begin at 0 is there, if one is.
std::optional<AddressRange> code_at_zero(const RawLines& raw) {
    auto next = std::numeric_limits<std::uint64_t>::max();
    std::vector<AddressRange> candidates;
    for (const auto& unit : raw.units)
        for (const auto& range : unit.code) {
            if (!lies_in(range, raw.executable)) continue;
            if (range.begin == 0)
                candidates.push_back(range);
            else
                next = std::min(next, range.begin);
        }
    std::erase_if(candidates, [&](const auto& range) { return range.end > next; });
    if (candidates.empty()) return std::nullopt;
    return *std::ranges::max_element(candidates, {}, &AddressRange::end);
}

std::vector<AddressRange> kept_code(const RawLines::Unit& unit, const RawLines& raw,
                                    const std::optional<AddressRange>& at_zero) {
    std::vector<AddressRange> kept;
    for (const auto& range : unit.code)
        if (range.begin == 0 ? range == at_zero : lies_in(range, raw.executable))
            kept.push_back(range);
    std::ranges::sort(kept, {}, &AddressRange::begin);
    return kept;
}

bool holds(const std::vector<AddressRange>& code, std::uint64_t address) {
    const auto behind = std::ranges::upper_bound(code, address, {}, &AddressRange::begin);
    return behind != code.begin() && address < std::prev(behind)->end;
}

bool is_below(std::string_view path, std::string_view folder) {
    return path.size() > folder.size() + 1 && path.starts_with(folder) &&
           path[folder.size()] == '/';
}

}  // namespace

Footprint footprint_of(const RawLines& raw) {
    std::vector<std::vector<LineRange>> lines(raw.files.size());
    const auto at_zero = code_at_zero(raw);
    for (const auto& unit : raw.units) {
        const auto code = kept_code(unit, raw, at_zero);
        for (const auto& row : unit.rows)
            if (row.line != 0 && row.file < lines.size() && holds(code, row.address))
                lines[row.file].push_back({row.line, row.line});
    }
    Footprint footprint;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!raw.files[i].empty() && !lines[i].empty()) {
            auto& ranges = footprint[raw.files[i]];
            lines[i].insert(lines[i].end(), ranges.begin(), ranges.end());
            ranges = united(std::move(lines[i]));
        }
    return footprint;
}

Footprint united(const Footprint& a, const Footprint& b) {
    auto both = a;
    for (const auto& [path, ranges] : b) {
        std::vector<LineRange> all = both[path];
        all.insert(all.end(), ranges.begin(), ranges.end());
        both[path] = united(std::move(all));
    }
    return both;
}

std::string footprint_text(const Footprint& footprint) {
    std::string text;
    for (const auto& [path, ranges] : footprint)
        if (path.find('\n') == std::string::npos) text += path + ": " + ranges_text(ranges) + "\n";
    return text;
}

std::string path_in_source(std::string_view file, std::string_view source,
                           std::string_view output) {
    const bool apart = output != source && !is_below(source, output);
    if (!is_below(file, source) || (apart && is_below(file, output))) return {};
    return std::string(file.substr(source.size() + 1));
}

}  // namespace bm::result
