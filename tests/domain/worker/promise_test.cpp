// SPDX-License-Identifier: GPL-2.0-or-later
// What holds in every order of lines, step results and ticks.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "tests/domain/worker/conversation.hpp"

namespace bm::worker::test {
namespace {

/// Plays any boss and any machine, and keeps its own account of what is owed.
class Play {
  public:
    Play() : c({"/work", 3}) {
        c.use_bm_dialect();
        c.answer_worktrees = false;
        c.answer_repository = false;
        seen_ = c.said.size();
    }

    void do_one() {
        switch (*rc::gen::inRange(0, 10)) {
            case 0:
                return offer();
            case 1:
                return cancel();
            case 2:
                return step_ends();
            case 3:
                return step_ends();
            case 4:
                return worktree_ends();
            case 5:
                return repository_ends();
            case 6:
                c.pass(core::Duration{*rc::gen::inRange(0, 30'000)});
                break;
            case 7:
                c.say(*rc::gen::element<std::string>("", "junk", "{}", "[]"));
                break;
            case 8:
                c.say(R"({"cmd": "build_done"})");
                break;
            default:
                prepare();
                break;
        }
        listen();
    }

    /// The boss asks for nothing more and the machine ends all it was given.
    void run_out() {
        for (int i = 0; i < 2000 && (!c.steps.empty() || open_effects()); ++i) {
            while (open_effects()) {
                worktree_ends();
                repository_ends();
            }
            step_ends();
        }
        c.say(R"({"cmd": "build_done"})");
        listen();
    }

    void check() {
        RC_ASSERT(owed_.empty());
        RC_ASSERT(Conversation::kind_of(c.said.back()) == "build_done");
    }

  private:
    void prepare() {
        c.say(R"({"cmd": "build_prepare", "commits": [")" + hash_a + "\", \"" + hash_b + "\"]}");
    }

    void offer() {
        const std::string board(1, static_cast<char>('a' + *rc::gen::inRange(0, 4)));
        const auto lease = ++last_lease_;
        c.say(R"({"cmd": "build_board", "board": ")" + board + R"(", "lease": )" +
              std::to_string(lease) + "}");
        pending_[lease] = board;
        listen();
    }

    void cancel() {
        if (last_lease_ == 0) return;
        const auto lease = *rc::gen::inRange<std::int64_t>(1, last_lease_ + 1);
        cancelled_.insert(lease);
        c.say(R"({"cmd": "cancel", "lease": )" + std::to_string(lease) + "}");
        listen();
    }

    void step_ends() {
        if (c.steps.empty()) return;
        const auto which = *rc::gen::inRange<std::size_t>(0, c.steps.size());
        c.make_ends(c.steps[which], *rc::gen::inRange(0, 3));
        listen();
    }

    template <class Wanted>
    std::optional<Wanted> take_effect() {
        for (auto it = c.others.begin(); it != c.others.end(); ++it)
            if (const auto* found = std::get_if<Wanted>(&*it)) {
                auto copy = *found;
                c.others.erase(it);
                return copy;
            }
        return std::nullopt;
    }

    bool open_effects() const {
        for (const auto& effect : c.others)
            if (std::holds_alternative<PrepareWorktree>(effect) ||
                std::holds_alternative<CheckRepository>(effect))
                return true;
        return false;
    }

    void worktree_ends() {
        const auto asked = take_effect<PrepareWorktree>();
        if (!asked) return;
        if (*rc::gen::inRange(0, 4) == 0)
            c.happen(WorktreeFailed{asked->slot, "no"});
        else
            c.happen(WorktreeReady{asked->slot});
        listen();
    }

    void repository_ends() {
        if (!take_effect<CheckRepository>()) return;
        if (*rc::gen::inRange(0, 4) == 0)
            c.happen(RepositoryFailed{"no"});
        else
            c.happen(RepositoryReady{});
        listen();
    }

    /// Every result is of an open lease, in increasing order, once.
    void listen() {
        for (; seen_ < c.said.size(); ++seen_) {
            const auto& line = c.said[seen_];
            if (Conversation::kind_of(line) != "build_result") continue;
            const auto lease = std::stoll(Conversation::field(line, "lease"));
            const auto position = std::stoll(Conversation::field(line, "commit_upto"));
            RC_ASSERT(pending_.contains(lease));
            RC_ASSERT(pending_[lease] == Conversation::field(line, "board"));
            RC_ASSERT(position == results_[lease]);
            ++results_[lease];
        }
    }

  public:
    /// A lease that was begun and not cancelled has all its results; one without any was refused.
    void settle_accounts() {
        std::size_t silent = 0;
        for (const auto& [lease, board] : pending_) {
            if (cancelled_.contains(lease)) continue;
            if (!results_.contains(lease))
                ++silent;
            else if (results_[lease] != 2)
                owed_.insert(lease);
        }
        RC_ASSERT(silent <= refusals());
    }

    Conversation c;

  private:
    std::size_t refusals() const {
        std::size_t count = 0;
        for (const auto& line : c.said_of("error"))
            if (line.find("build_board") != std::string::npos ||
                line.find("no builder") != std::string::npos)
                ++count;
        return count;
    }

    std::size_t seen_ = 0;
    std::int64_t last_lease_ = 0;
    std::map<std::int64_t, std::string> pending_;
    std::map<std::int64_t, std::int64_t> results_;
    std::set<std::int64_t> cancelled_;
    std::set<std::int64_t> owed_;
};

RC_GTEST_PROP(Promise, EveryAcceptedPositionGetsExactlyOneResultInOrder, ()) {
    Play play;
    const int length = *rc::gen::inRange(0, 80);
    for (int i = 0; i < length; ++i) play.do_one();
    play.run_out();
    play.settle_accounts();
    play.check();
}

RC_GTEST_PROP(Promise, WhateverHappensTheSessionEndsWithinTwoSecondsOfItsEnd, ()) {
    Play play;
    const int length = *rc::gen::inRange(0, 60);
    for (int i = 0; i < length; ++i) play.do_one();
    const int how = *rc::gen::inRange(0, 2);
    if (how == 0)
        play.c.happen(InputEnded{});
    else
        play.c.happen(StopSignal{15});
    const auto said = play.c.said.size();
    play.c.pass(1900ms);
    RC_ASSERT(play.c.exit_status == 1);
    RC_ASSERT(play.c.said.size() == said);
}

}  // namespace
}  // namespace bm::worker::test
