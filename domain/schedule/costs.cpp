// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/costs.hpp"

#include <algorithm>

namespace bm::schedule {
namespace {

/// Bounds what one odd measurement can do, and every sum.
constexpr std::int64_t longest = 100'000'000;  // milliseconds, about a day
constexpr std::int64_t slowest = 20;           // per mille
constexpr std::int64_t fastest = 50'000;
/// Below it a place's speed is taken for the mean one.
constexpr std::int64_t least_evidence = 1'000;  // milliseconds

}  // namespace

std::int64_t Costs::speed(std::size_t place) const {
    const auto& known = places_[place];
    if (known.took < least_evidence || known.expected <= 0) return 1000;
    return std::clamp(known.expected * 1000 / known.took, slowest, fastest);
}

void Costs::learn(std::size_t place, core::BoardId board, bool first, core::Duration took) {
    const auto kind = first ? Kind::first : Kind::next;
    const auto time = std::clamp<std::int64_t>(took.count(), 1, longest);
    auto& mean = means_[static_cast<std::size_t>(kind)];
    mean.sum += time;
    ++mean.count;
    auto& known = places_[place];
    known.expected += mean.value();
    known.took += time;
    auto& own = boards_[{board, kind}];
    own.sum += time * speed(place) / 1000;
    ++own.count;
}

core::Duration Costs::expected(Kind kind, core::BoardId board, std::size_t place) const {
    const auto own = boards_.find({board, kind});
    const auto at_mean = own != boards_.end() ? own->second.value() : mean_of(kind).value();
    return core::Duration{std::max<std::int64_t>(at_mean * 1000 / speed(place), 1)};
}

core::Duration Costs::first(core::BoardId board, std::size_t place) const {
    return expected(Kind::first, board, place);
}

core::Duration Costs::next(core::BoardId board, std::size_t place) const {
    return expected(Kind::next, board, place);
}

core::Duration Costs::mean_next() const {
    return core::Duration{std::max<std::int64_t>(mean_of(Kind::next).value(), 1)};
}

}  // namespace bm::schedule
