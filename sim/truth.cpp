// SPDX-License-Identifier: GPL-2.0-or-later
#include "sim/truth.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/dice.hpp"

namespace bm::sim {
namespace {

// Which of the draws for one build, board or commit.
constexpr std::uint64_t of_code = 1;
constexpr std::uint64_t of_warning = 2;
constexpr std::uint64_t of_size = 3;
constexpr std::uint64_t of_board = 4;
constexpr std::uint64_t of_commit = 5;
constexpr std::uint64_t of_step = 6;
constexpr std::uint64_t of_worktree = 7;

// Milliseconds of one processor; see doc/simulation.md.
constexpr std::int64_t least_cold = 37'000;
constexpr std::int64_t most_cold = 71'000;
constexpr std::int64_t least_step_percent = 8;  ///< of the cold build
constexpr std::int64_t most_of_a_step = 3'000;

}  // namespace

std::uint64_t Truth::drawn(std::uint64_t what, std::int64_t a, std::int64_t b) const {
    Dice dice(seed_ ^ (what << 56) ^ (static_cast<std::uint64_t>(a) << 24) ^
              static_cast<std::uint64_t>(b));
    return dice.draw() >> 1;
}

int Truth::return_code(core::BuildId build) const {
    return drawn(of_code, build.board.value, build.commit.value) % 5 == 0 ? 2 : 0;
}

std::string Truth::err(core::BuildId build) const {
    const auto name = fmt::format("board{} at {}", build.board.value, build.commit.value);
    if (return_code(build) != 0) return name + ": error\n";
    return drawn(of_warning, build.board.value, build.commit.value) % 7 == 0 ? name + ": warning\n"
                                                                             : "";
}

std::string Truth::out(core::BuildId build) const {
    return fmt::format("built board{} at {}\n", build.board.value, build.commit.value);
}

std::vector<File> Truth::files(core::BuildId build) const {
    const auto what = out(build);
    const auto size_drawn = drawn(of_size, build.board.value, build.commit.value);
    const auto size =
        size_drawn % large_every_ == 0 ? 131'000 + size_drawn % 30'000 : 100 + size_drawn % 1'000;
    std::string image;
    image.reserve(size + what.size());
    while (image.size() < size) image += what;
    return {{"empty", ""}, {"log", what}, {"u-boot.bin", std::move(image)}};
}

core::Duration Truth::cold_time(core::BoardId board) const {
    const auto span = static_cast<std::uint64_t>(most_cold - least_cold);
    return core::Duration{least_cold +
                          static_cast<std::int64_t>(drawn(of_board, board.value, 0) % span)};
}

core::Duration Truth::time(core::BuildId build, bool cold) const {
    const auto whole = cold_time(build.board);
    if (cold) return whole;
    // One commit in twelve touches what most files include.
    if (drawn(of_commit, 0, build.commit.value) % 12 == 0) return whole * 2 / 3;
    const auto step = drawn(of_step, build.board.value, build.commit.value);
    return whole * least_step_percent / 100 +
           core::Duration{static_cast<std::int64_t>(step % most_of_a_step)};
}

core::Duration Truth::worktree(std::uint64_t slot) const {
    return core::Duration{
        500 +
        static_cast<std::int64_t>(drawn(of_worktree, static_cast<std::int64_t>(slot), 0) % 4'500)};
}

std::string hash_of(const std::string& bytes) {
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    std::string digits;
    for (int i = 0; i < 64; ++i) digits += "0123456789abcdef"[(hash >> (i % 16 * 4)) & 15];
    return digits;
}

}  // namespace bm::sim
