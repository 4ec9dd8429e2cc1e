// SPDX-License-Identifier: GPL-2.0-or-later
// A run from its begin to its end, and the calls of the boss in it.
#include "sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/protocol/limits.hpp"

namespace bm::sim {
namespace {

using namespace std::chrono_literals;
namespace limits = protocol::limits;

constexpr core::Duration look_every = 20s;
/// What is left after the last call: a worker that has to notice that its link is gone, and to end.
constexpr core::Duration after_the_end = limits::boss_silence + 120s;
constexpr std::uint64_t events_of_a_build = 5'000;  ///< far more than any takes
constexpr std::uint64_t events_at_least = 300'000;
constexpr std::uint64_t events_between_words = 20'000;
constexpr int most_campaigns = 50;

}  // namespace

World::World(Scenario scenario, Trace::Sink sink, Listener listener)
    : scenario_(std::move(scenario)),
      trace_(std::move(sink)),
      listener_(std::move(listener)),
      dice_(scenario_.seed ^ 0x5eed),
      watch_(scenario_),
      on_(scenario_.machines.size()),
      newest_(scenario_.machines.size()) {
    for (auto kind = Fault::line_delayed; kind <= Fault::link_stalls_down;
         kind = static_cast<Fault>(static_cast<int>(kind) + 1))
        links_fail_ = links_fail_ || scenario_.faults.rate(kind) > 0;
    report_.seed = scenario_.seed;
    report_.bound = scenario_.least_duration();
    report_.builds = static_cast<std::size_t>(scenario_.builds()) - scenario_.plan.already.size() -
                     scenario_.plan.absent.size();
}

World::~World() = default;

Report World::run() {
    const auto most =
        events_at_least * scenario_.machines.size() + events_of_a_build * report_.builds;
    begin_campaign();
    at(look_every, [this] { look(); });
    while (!future_.empty() && !is_over() && report_.events < most && watch_.violations().empty()) {
        now_ = std::max(now_, future_.next());
        future_.take()();
        if (++report_.events % events_between_words == 0 && listener_)
            listener_(watch_.stored_count(), report_.builds);
    }
    if (!over_ && watch_.violations().empty())
        watch_.violated(now_, invariant::ends, "the run does not end");
    report_.violations = watch_.violations();
    report_.finish = finish_;
    report_.stored = watch_.stored_count();
    report_.campaigns = campaigns_;
    report_.workers = processes_.size();
    report_.duration = last_stored_ - core::Instant{};
    trace_.add(dice_.draw());
    report_.trace = trace_.hash();
    return std::move(report_);
}

/// Nobody is called any more, and who was left has had the time to notice.
bool World::is_over() const {
    if (!over_) return false;
    return std::ranges::none_of(processes_,
                                [&](const auto& process) { return is_to_end(*process); });
}

/// One that is stopped cannot, and one that never heard of its boss cannot know.
bool World::is_to_end(const Process& process) const {
    return process.exists && !process.frozen(now_) && process.pinged && !impatient_;
}

void World::at(core::Duration after, Future::Happening happening) {
    future_.add(now_ + after, std::move(happening));
}

void World::note(std::string_view what, std::uint64_t who, std::string_view text) {
    trace_.add(now_, what, who, text);
}

// ---- the calls of the boss

void World::begin_campaign() {
    auto plan = scenario_.plan;
    for (std::int64_t b = 0; b < std::ssize(plan.boards) && campaigns_ > 0; ++b)
        for (std::int64_t c = 0; c < std::ssize(plan.commits); ++c) {
            const core::BuildId build{core::BoardId{b}, core::CommitId{c}};
            if (watch_.is_stored(build))
                plan.already[build] = {scenario_.truth.return_code(build),
                                       !scenario_.truth.err(build).empty()};
        }
    ++campaigns_;
    note("boss", static_cast<std::uint64_t>(campaigns_), "begins");
    watch_.campaign_begins(now_);
    workers_.assign(1, nullptr);
    newest_.assign(newest_.size(), nullptr);
    coming_.clear();
    spool_.clear();
    being_stored_ = 0;
    boss_wakes_ = core::Instant::max();
    auto config = scenario_.config;
    config.seed += static_cast<std::uint64_t>(campaigns_);
    campaign_ = std::make_unique<boss::Campaign>(std::move(plan), std::move(config));
    plan_its_end();
    tell(boss::Tick{});
}

/// What its user and its machine will do to it.
void World::plan_its_end() {
    const auto longest = std::max<core::Duration>(2 * report_.bound, 60s);
    const auto when = [&] { return dice_.between(0s, longest); };
    const auto later = [&](core::Duration after, void (World::*what)()) {
        at(after, [this, what, number = campaigns_] {
            if (campaign_ && campaigns_ == number) (this->*what)();
        });
    };
    if (comes(Fault::boss_killed)) later(when(), &World::kill_boss);
    const bool twice = comes(Fault::interrupted_twice);
    if (!twice && !comes(Fault::interrupted)) return;
    const auto moment = when();
    at(moment, [this, twice, number = campaigns_] {
        if (!campaign_ || campaigns_ != number) return;
        ++report_.faults[static_cast<std::size_t>(twice ? Fault::interrupted_twice
                                                        : Fault::interrupted)];
        tell(boss::Interrupt{});
        at(1s, [this, twice, number] {
            if (!twice || !campaign_ || campaigns_ != number) return;
            impatient_ = true;
            tell(boss::Interrupt{});
        });
    });
}

/// kill -9, or the power: what the store had accepted is all that is left.
void World::kill_boss() {
    ++report_.faults[static_cast<std::size_t>(Fault::boss_killed)];
    note("boss", static_cast<std::uint64_t>(campaigns_), "is killed");
    campaign_.reset();
    for (auto* process : workers_)
        if (process && process->linked) cut(*process);
    at(dice_.between(1s, 60s), [this] { begin_campaign(); });
}

bool World::resumes(const boss::Finish& finish) {
    if (campaigns_ >= most_campaigns) return false;
    if (finish.how == boss::Finish::How::no_space) return true;
    return finish.how == boss::Finish::How::interrupted && dice_.chance(500);
}

void World::finish(const boss::Finish& finish) {
    note("boss", static_cast<std::uint64_t>(campaigns_), "has finished");
    finish_ = finish;
    const bool again = resumes(finish);
    watch_.finished(now_, finish, !again);
    // The campaign is being asked just now; it goes when that is over.
    at(0s, [this, number = campaigns_] {
        if (campaigns_ == number) campaign_.reset();
    });
    if (again) {
        at(std::max(full_until_, now_ + 1s) - now_, [this] { begin_campaign(); });
        return;
    }
    over_ = true;
    at(after_the_end, [this] {
        for (const auto& process : processes_)
            if (is_to_end(*process))
                watch_.violated(now_, invariant::ends,
                                fmt::format("worker {} does not end", process->number));
        for (const auto& process : processes_) process->exists = false;
    });
}

void World::tell(const boss::CampaignEvent& event) {
    if (!campaign_) return;
    trace_.add(event.index());
    auto& campaign = *campaign_;
    const bool was_finished = campaign.finished();
    auto effects = campaign.handle(event, now_);
    for (const auto& effect : effects)
        std::visit([this](const auto& order) { perform(order); }, effect);
    if (was_finished && !effects.empty())
        watch_.violated(now_, invariant::ends, "something is asked for after the end");
    for (const auto& answer : std::exchange(answers_, {})) tell(answer);
    wake_boss();
}

void World::tell_later(core::Duration after, boss::CampaignEvent event) {
    at(after, [this, event = std::move(event), number = campaigns_] {
        if (campaigns_ == number) tell(event);
    });
}

void World::wake_boss() {
    if (!campaign_) return;
    const auto due = campaign_->next_deadline();
    if (!due || *due >= boss_wakes_) return;
    boss_wakes_ = std::max(*due, now_);
    future_.add(boss_wakes_, [this, number = campaigns_, when = boss_wakes_] {
        if (!campaign_ || campaigns_ != number || boss_wakes_ != when) return;
        boss_wakes_ = core::Instant::max();
        const auto now_due = campaign_->next_deadline();
        if (now_due && *now_due <= now_) return tell(boss::Tick{});
        wake_boss();
    });
}

}  // namespace bm::sim
