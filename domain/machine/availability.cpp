// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/availability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "domain/core/shown.hpp"

namespace bm::machine {
namespace {

using core::ErrorKind;

constexpr std::uint64_t megabyte = 1u << 20;

std::optional<std::uint64_t> short_of(std::optional<std::uint64_t> bytes, std::int64_t least) {
    if (!bytes || *bytes / megabyte >= static_cast<std::uint64_t>(least)) return std::nullopt;
    return *bytes / megabyte;
}

std::string busy_text(const Load& load, double limit) {
    if (!load.minute || load.cpus < 1) return {};
    if (*load.minute / static_cast<double>(load.cpus) <= limit) return {};
    return fmt::format("busy (load {:.1f} with {} cpu{})", *load.minute, load.cpus,
                       load.cpus == 1 ? "" : "s");
}

}  // namespace

Judged<Share> availability(const Terms& terms, const Facts& facts) {
    const auto& limits = terms.limits;
    const auto section = "[machine:" + terms.name + "]";
    if (const auto left = short_of(facts.free_bytes, limits.min_disk))
        return tl::unexpected(Trouble{
            ErrorKind::no_space, fmt::format("low disk ({} MB available)", *left),
            fmt::format("free some space at {}, or set another work_dir or min_disk (now {}) in {}",
                        core::shown(facts.work_dir), limits.min_disk, section)});
    if (const auto left = short_of(facts.load.memory_bytes, limits.min_memory))
        return tl::unexpected(
            Trouble{ErrorKind::no_space, fmt::format("low memory ({} MB available)", *left),
                    fmt::format("end what needs it there, or set min_memory (now {}) in {}",
                                limits.min_memory, section)});
    const auto taken = static_cast<std::int64_t>(facts.load.minute.value_or(0.0));
    return Share{std::max<std::int64_t>(1, facts.load.threads - taken),
                 busy_text(facts.load, limits.max_load)};
}

std::int64_t slots_when_busy(const Share& share, std::int64_t most) {
    return most > 0 ? std::min(share.weight, most) : share.weight;
}

}  // namespace bm::machine
