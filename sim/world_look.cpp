// SPDX-License-Identifier: GPL-2.0-or-later
// A look at everything from time to time.
#include <fmt/format.h>

#include <algorithm>

#include "domain/protocol/limits.hpp"
#include "sim/world.hpp"

namespace bm::sim {
namespace {

using namespace std::chrono_literals;
namespace limits = protocol::limits;

constexpr core::Duration look_every = 20s;
constexpr std::size_t most_unread = limits::unread_output_bytes + 4 * limits::line_bytes;
constexpr std::size_t most_being_stored = 256;  ///< beside one for each slot
constexpr std::int64_t few_builds = 2'000;      ///< whose account is checked entry by entry

}  // namespace

void World::look() {
    look_at_slots();
    look_at_memory();
    if (campaign_) {
        const auto counts = campaign_->counts();
        watch_.check_progress(now_, counts.missing > 0 && !campaign_->finished());
        if (scenario_.builds() <= few_builds)
            if (const auto broken = campaign_->broken_invariant())
                watch_.violated(now_, invariant::consistent, *broken);
    }
    if (!is_over()) at(look_every, [this] { look(); });
}

void World::look_at_slots() {
    std::unordered_map<std::string, std::set<std::int64_t>> held;
    if (campaign_)
        for (const auto& [place, at] : campaign_->at_work())
            held[place].insert(at.build.board.value);
    for (std::size_t machine = 0; machine < on_.size(); ++machine) {
        for (const auto* process : on_[machine])
            if (process != newest_[machine]) look_at(*process, {});
        if (newest_[machine])
            look_at(*newest_[machine], held[scenario_.config.places[machine].name]);
    }
}

void World::look_at(const Process& process, const std::set<std::int64_t>& held) {
    std::set<std::int64_t> works_on;
    const bool works = process.exists && !process.frozen(now_);
    if (works) {
        for (const auto& [slot, running] : process.builder.running)
            works_on.insert(running.build.board.value);
    }
    auto delivers = works_on;
    if (works)
        for (const auto& [folder, build] : process.builder.folders)
            delivers.insert(build.board.value);
    watch_.compare_slots(now_, process, works_on, held, delivers,
                         !works || process.preparing.empty());
}

void World::look_at_memory() {
    std::size_t slots = 0;
    for (const auto& machine : scenario_.machines) slots += static_cast<std::size_t>(machine.slots);
    const auto bound = [&](std::size_t is, std::size_t most, std::string_view what) {
        if (is > most)
            watch_.violated(now_, invariant::bounded,
                            fmt::format("{} {}, and at most {} may be", is, what, most));
    };
    bound(being_stored_, most_being_stored + slots, "outcomes are being stored");
    bound(spool_.size(), most_being_stored + 2 * slots, "folders are in the spool");
    for (const auto* process : newest_) {
        if (!process || !process->exists) continue;
        const auto own = static_cast<std::size_t>(scenario_.machines[process->machine].slots);
        bound(process->unread, most_unread, "bytes wait for the boss");
        bound(process->in.unfinished(), limits::line_bytes, "bytes of a line are held by a worker");
        bound(process->out.unfinished(), limits::line_bytes,
              "bytes of a line are held by the boss");
        bound(process->builder.folders.size(), 4 * own + 2, "builds wait to be sent");
    }
}

}  // namespace bm::sim
