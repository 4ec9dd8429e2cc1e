// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace bm::settings {
namespace {

using core::MachineLimits;

struct Whole {
    std::string_view key;
    std::int64_t MachineLimits::*place;
    std::int64_t least;
    std::int64_t most;
};

constexpr std::array wholes = {Whole{"min_disk", &MachineLimits::min_disk, 0, 1'000'000'000},
                               Whole{"min_memory", &MachineLimits::min_memory, 0, 1'000'000'000},
                               Whole{"answer_limit", &MachineLimits::answer_limit, 1, 600}};
constexpr double most_load = 1000.0;

template <class Number>
bool read_number(const std::string& text, Number least, Number most, Number& result) {
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, result);
    return problem == std::errc() && stop == end && result >= least && result <= most;
}

tl::unexpected<core::Error> no_number(const Section& section, const Entry& entry,
                                      const std::string& range) {
    return core::fail(core::ErrorKind::usage,
                      fmt::format("{}[{}] {}: '{}' is no number from {}", at(entry), section.name,
                                  entry.key, entry.value.value_or(""), range));
}

}  // namespace

core::Expected<bool> take_limit(MachineLimits& limits, const Section& section, const Entry& entry) {
    const auto key = lower_case(entry.key);
    const auto text = entry.value.value_or("");
    if (key == "max_load") {
        double load = 0;
        if (!read_number(text, 0.0, most_load, load))
            return no_number(section, entry, fmt::format("0 to {}", most_load));
        limits.max_load = load;
        return true;
    }
    const auto* whole = std::ranges::find(wholes, std::string_view(key), &Whole::key);
    if (whole == wholes.end()) return false;
    std::int64_t number = 0;
    if (!read_number(text, whole->least, whole->most, number))
        return no_number(section, entry, fmt::format("{} to {}", whole->least, whole->most));
    limits.*(whole->place) = number;
    return true;
}

core::Expected<MachineLimits> limits_of_all(const Settings& settings) {
    MachineLimits limits;
    for (const auto& section : settings.sections)
        if (section.name == "global")
            for (const auto& entry : section.entries) BM_TRY(take_limit(limits, section, entry));
    return limits;
}

std::string limit_text(const MachineLimits& limits, std::string_view key) {
    const auto* whole = std::ranges::find(wholes, key, &Whole::key);
    return whole == wholes.end() ? fmt::format("{}", limits.max_load)
                                 : fmt::format("{}", limits.*(whole->place));
}

}  // namespace bm::settings
