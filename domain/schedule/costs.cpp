// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/costs.hpp"

#include <algorithm>

namespace bm::schedule {
namespace {

/// Bounds what one odd measurement can do, and every sum.
constexpr std::int64_t longest = 100'000'000;  // milliseconds, about a day
constexpr std::int64_t least = 20;             // per mille, of sizes and speeds
constexpr std::int64_t most = 50'000;
/// Below it a place's speed is taken for the mean one.
constexpr std::int64_t least_evidence = 1'000;  // milliseconds
/// Of a slot's time; what is known of a place is worth half when there is more.
constexpr std::int64_t memory = 1'800'000;

constexpr std::int64_t first_guess = 60'000;
constexpr std::int64_t next_of_first = 10;  // a tenth

std::int64_t per_mille(std::int64_t part, std::int64_t whole) {
    return std::clamp(part * 1000 / whole, least, most);
}

std::int64_t scaled(std::int64_t time, std::int64_t by, std::int64_t over) {
    return std::clamp<std::int64_t>(time * by / over, 1, longest);
}

template <class T>
T& at(std::vector<T>& values, std::size_t index) {
    if (values.size() <= index) values.resize(index + 1);
    return values[index];
}

}  // namespace

std::int64_t Costs::speed(std::size_t place) const {
    if (place >= places_.size() || places_.size() == 1) return 1000;
    const auto& known = places_[place];
    if (known.took < least_evidence || known.expected <= 0) return 1000;
    return per_mille(known.expected, known.took);
}

std::int64_t Costs::mean(Kind kind) const {
    const auto& seen = all_[static_cast<std::size_t>(kind)];
    if (seen.count > 0) return seen.value();
    if (kind == Kind::first) return first_guess;
    return std::max<std::int64_t>(mean(Kind::first) / next_of_first, 1);
}

bool Costs::was_built(core::CommitId commit) const {
    const auto index = static_cast<std::size_t>(commit.value);
    return index < steps_.size() && steps_[index].count > 0;
}

std::int64_t Costs::step(core::CommitId commit) const {
    return was_built(commit) ? steps_[static_cast<std::size_t>(commit.value)].value()
                             : mean(Kind::next);
}

std::size_t Costs::group_of(core::BoardId board) const {
    const auto index = static_cast<std::size_t>(board.value);
    return index < groups_.size() ? groups_[index] : 0;
}

/// Of the other kind, where nothing else is known; 0: nothing is.
std::int64_t Costs::known_size(const Sizes& sizes, Kind kind) {
    const auto own = static_cast<std::size_t>(kind);
    for (const auto index : {own, 1 - own})
        if (sizes[index].expected > 0) return per_mille(sizes[index].took, sizes[index].expected);
    return 0;
}

std::int64_t Costs::size(core::BoardId board, Kind kind) const {
    const auto index = static_cast<std::size_t>(board.value);
    if (index < boards_.size())
        if (const auto own = known_size(boards_[index], kind); own > 0) return own;
    return size_of_group(group_of(board), kind);
}

std::int64_t Costs::size_of_group(std::size_t group, Kind kind) const {
    const auto size = group < of_group_.size() ? known_size(of_group_[group], kind) : 0;
    return size > 0 ? size : 1000;
}

void Costs::learn(std::size_t place, core::BuildId build, bool first, core::Duration took) {
    const auto kind = first ? Kind::first : Kind::next;
    const auto index = static_cast<std::size_t>(kind);
    const auto time = std::clamp<std::int64_t>(took.count(), 1, longest);
    const auto sized = size(build.board, kind);
    if (first ? all_[index].count > 0 : was_built(build.commit)) {
        auto& known = places_[place];
        if (known.took > memory) known = {known.expected / 2, known.took / 2};
        // Not of the board's own size: that was found at this very place, more often than not.
        known.expected += scaled(first ? mean(kind) : step(build.commit),
                                 size_of_group(group_of(build.board), kind), 1000);
        known.took += time;
    }
    const auto at_mean = scaled(time, speed(place), 1000);
    all_[index].add(scaled(at_mean, 1000, sized));
    if (!first)
        at(steps_, static_cast<std::size_t>(build.commit.value)).add(scaled(at_mean, 1000, sized));
    const auto of_mean_board = first ? mean(kind) : step(build.commit);
    for (auto* sizes : {&at(boards_, static_cast<std::size_t>(build.board.value)),
                        &at(of_group_, group_of(build.board))}) {
        (*sizes)[index].expected += of_mean_board;
        (*sizes)[index].took += at_mean;
    }
}

core::Duration Costs::first(core::BoardId board, std::size_t place) const {
    const auto at_mean = scaled(mean(Kind::first), size(board, Kind::first), 1000);
    return core::Duration{scaled(at_mean, 1000, speed(place))};
}

core::Duration Costs::next(core::BuildId build, std::size_t place) const {
    const auto at_mean = scaled(step(build.commit), size(build.board, Kind::next), 1000);
    return core::Duration{scaled(at_mean, 1000, speed(place))};
}

core::Duration Costs::all(core::BoardId board, const std::vector<core::CommitId>& commits,
                          bool first, std::size_t place) const {
    std::int64_t steps = 0;
    for (std::size_t i = first ? 1 : 0; i < commits.size(); ++i) steps += step(commits[i]);
    const auto whole = steps * size(board, Kind::next) / speed(place);
    const auto full = first ? this->first(board, place).count() : 0;
    return core::Duration{std::clamp<std::int64_t>(full + whole, 1, 100 * longest)};
}

core::Duration Costs::mean_extra(std::size_t place) const {
    const auto more = std::max<std::int64_t>(mean(Kind::first) - mean(Kind::next), 0);
    return core::Duration{more * 1000 / speed(place)};
}

}  // namespace bm::schedule
