// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/closing.hpp"

#include <fmt/format.h>

#include "domain/result/progress.hpp"

namespace bm::result {
namespace {

constexpr core::Duration second{1'000};

std::string origins(const Closing& closing) {
    if (closing.previously == 0 && closing.reconfigured == 0 && closing.carried == 0 &&
        closing.verified == 0)
        return "";
    std::string text;
    const auto add = [&](std::int64_t count, const char* word) {
        if (count == 0) return;
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
    };
    add(closing.previously, "previously");
    add(closing.newly, "newly");
    add(closing.carried, "carried");
    add(closing.verified, "verified");
    add(closing.reconfigured, "reconfig");
    return " (" + text + ")";
}

}  // namespace

std::string closing_line(const Closing& closing) {
    const auto count = closing.previously + closing.newly;
    auto line = fmt::format("Completed: {} total built{}", count, origins(closing));
    if (closing.not_obtained > 0) line += fmt::format(", {} not obtained", closing.not_obtained);
    if (closing.duration > second) {
        const auto seconds = (closing.duration + second / 2) / second;
        line += fmt::format(", duration {}, rate {:.2f}", hours_minutes_seconds(second * seconds),
                            static_cast<double>(count) / static_cast<double>(seconds));
    }
    return line;
}

}  // namespace bm::result
