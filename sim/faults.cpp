// SPDX-License-Identifier: GPL-2.0-or-later
#include "sim/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "domain/core/shown.hpp"

namespace bm::sim {
namespace {

constexpr int occasions = 1'000'000;

struct Kind {
    std::string_view name;
    int mild;
    int all;
};

/// In the order of the enum.
constexpr std::array<Kind, fault_kinds> kinds = {{
    {"line-delayed", 100, 5'000},
    {"line-lost", 0, 2'000},
    {"line-twice", 100, 5'000},
    {"line-corrupt", 0, 2'000},
    {"line-cut-short", 0, 2'000},
    {"line-stray", 1'000, 10'000},
    {"result-late", 0, 20'000},
    {"link-cut", 20, 1'000},
    {"link-stalls", 5, 500},
    {"link-stalls-up", 5, 500},
    {"link-stalls-down", 5, 1'000},
    {"link-slow", 20'000, 150'000},
    {"worker-crashes", 10'000, 200'000},
    {"worker-freezes", 5'000, 150'000},
    {"worker-hangs", 2'000, 100'000},
    {"worker-slows", 10'000, 100'000},
    {"worker-lies", 0, 100'000},
    {"start-fails", 20'000, 200'000},
    {"start-impossible", 0, 30'000},
    {"repository-fails", 0, 50'000},
    {"push-fails", 5'000, 50'000},
    {"worktree-fails", 1'000, 20'000},
    {"build-killed", 500, 20'000},
    {"build-endless", 100, 5'000},
    {"build-doubted", 200, 20'000},
    {"disk-full", 500, 20'000},
    {"files-unread", 200, 10'000},
    {"outcome-flaky", 0, 100'000},
    {"poison", 0, 2'000},
    {"store-fails", 200, 10'000},
    {"store-full", 0, 1'000},
    {"boss-killed", 0, 300'000},
    {"interrupted", 0, 80'000},
    {"interrupted-twice", 0, 40'000},
    {"no-toolchain", 0, 50'000},
    {"tidy-fails", 20'000, 200'000},
}};

bool is_of_links(std::size_t kind) { return kind <= static_cast<std::size_t>(Fault::link_slow); }

bool is_of_workers(std::size_t kind) {
    return kind > static_cast<std::size_t>(Fault::link_slow) &&
           kind <= static_cast<std::size_t>(Fault::poison);
}

core::Expected<int> rate_of(std::string_view word) {
    int rate = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), rate);
    if (error != std::errc() || end != word.data() + word.size() || rate < 0 || rate > occasions)
        return core::fail(
            core::ErrorKind::usage,
            "a rate is a whole number from 0 to 1000000, not '" + core::shown(word) + "'");
    return rate;
}

std::optional<std::size_t> kind_of(std::string_view name) {
    const auto found = std::ranges::find(kinds, name, &Kind::name);
    if (found == kinds.end()) return std::nullopt;
    return static_cast<std::size_t>(found - kinds.begin());
}

std::vector<std::string_view> words_of(std::string_view line) {
    line = line.substr(0, line.find('#'));
    std::vector<std::string_view> words;
    while (true) {
        const auto begin = line.find_first_not_of(" \t\r");
        if (begin == std::string_view::npos) return words;
        line.remove_prefix(begin);
        const auto length = std::min(line.find_first_of(" \t\r"), line.size());
        words.push_back(line.substr(0, length));
        line.remove_prefix(length);
    }
}

core::Expected<void> read_line(const std::vector<std::string_view>& words, Faults& faults) {
    if (words.size() == 1 && words[0] == "draw") {
        faults.draws = true;
        return {};
    }
    if (words.size() != 2)
        return core::fail(core::ErrorKind::usage, "want KIND RATE, 'like PROFILE' or 'draw'");
    if (words[0] == "like") {
        BM_TRY_ASSIGN(faults, profile(words[1]));
        return {};
    }
    const auto kind = kind_of(words[0]);
    if (!kind)
        return core::fail(core::ErrorKind::usage, "there is no fault '" + core::shown(words[0]) +
                                                      "'; bm-sim(1) lists them");
    BM_TRY_ASSIGN(const auto rate, rate_of(words[1]));
    faults.set(static_cast<Fault>(*kind), rate);
    return {};
}

}  // namespace

std::string_view name_of(Fault fault) { return kinds[static_cast<std::size_t>(fault)].name; }

bool Faults::any() const {
    return std::ranges::any_of(rates_, [](int rate) { return rate > 0; });
}

Faults Faults::drawn(Dice& dice) const {
    auto result = *this;
    if (!draws) return result;
    for (auto& rate : result.rates_) {
        const auto share = dice.below(3);
        rate = share == 0 ? 0 : share == 1 ? rate / 10 : rate;
    }
    return result;
}

std::vector<std::string_view> profile_names() {
    return {"none", "mild", "links", "workers", "all"};
}

core::Expected<Faults> profile(std::string_view name) {
    Faults faults;
    const auto known = profile_names();
    if (std::ranges::find(known, name) == known.end())
        return core::fail(core::ErrorKind::usage,
                          fmt::format("there is no fault profile '{}': it is one of {}",
                                      core::shown(name), fmt::join(known, ", ")));
    for (std::size_t i = 0; i < fault_kinds; ++i) {
        const bool wanted = name == "all" || (name == "links" && is_of_links(i)) ||
                            (name == "workers" && is_of_workers(i));
        const int rate = name == "mild" ? kinds[i].mild : wanted ? kinds[i].all : 0;
        faults.set(static_cast<Fault>(i), rate);
    }
    faults.draws = name == "all";
    return faults;
}

core::Expected<Faults> parse_profile(std::string_view text) {
    Faults faults;
    for (int number = 1; !text.empty(); ++number) {
        const auto length = std::min(text.find('\n'), text.size());
        const auto words = words_of(text.substr(0, length));
        text.remove_prefix(std::min(length + 1, text.size()));
        if (words.empty()) continue;
        if (const auto read = read_line(words, faults); !read)
            return core::fail(core::ErrorKind::usage,
                              fmt::format("line {}: {}", number, read.error().message));
    }
    return faults;
}

}  // namespace bm::sim
