// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/startup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/protocol/limits.hpp"

namespace bm::machine {
namespace {

using namespace std::chrono_literals;
using core::ErrorKind;
namespace limits = protocol::limits;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string hash(64, 'a');
const Executable ours{hash, 4'300'000, "Linux", "x86_64"};
const Terms kea{"kea", "me@kea", "", "", ours, "sha1"};

Facts linux_pc() {
    return {"Linux", "x86_64", "/home/me/w",  "/home/me/bin/bm-worker-" + hash,
            false,   "",       "2.39.5",      "4.3",
            "sha1",  "",       50'000'000'000};
}

/// A start-up of a machine that the test plays.
struct Start {
    explicit Start(Terms terms = kea) : startup(std::move(terms)) {}

    StartupEffects happen(const StartupEvent& event) { return startup.handle(event, now); }
    StartupEffects look(const Facts& facts) {
        happen(Begin{});
        return happen(Looked{facts});
    }
    Failed failed(const StartupEffects& effects) {
        EXPECT_TRUE(startup.ended());
        EXPECT_EQ(startup.next_deadline(), std::nullopt);
        const auto* last = effects.empty() ? nullptr : std::get_if<Failed>(&effects.back());
        return last ? *last : Failed{"it did not fail", false};
    }

    core::Instant now{1h};
    Startup startup;
};

const Program shipped{"/home/me/bin/bm-worker-" + hash, true};

TEST(Startup, LooksShipsPushesAndIsReady) {
    Start start;
    EXPECT_EQ(start.happen(Begin{}), (StartupEffects{Step{"looking at me@kea"}, Look{}}));
    EXPECT_EQ(start.happen(Looked{linux_pc()}),
              (StartupEffects{Step{"sending bm (4.1 MB)"}, Ship{shipped.path, ours}}));
    EXPECT_EQ(start.happen(Shipped{}),
              (StartupEffects{Step{"sending the commits"}, Push{"/home/me/w"}}));
    EXPECT_EQ(start.happen(Pushed{}), (StartupEffects{Ready{shipped, "/home/me/w"}}));
    EXPECT_TRUE(start.startup.ended());
}

TEST(Startup, ShipsNothingThatIsThere) {
    auto facts = linux_pc();
    facts.has_ours = true;
    facts.bm = "/usr/bin/bm";
    Start start;
    EXPECT_EQ(start.look(facts), (StartupEffects{Step{"sending the commits"}, Push{"/home/me/w"}}));
    EXPECT_EQ(start.happen(Pushed{}), (StartupEffects{Ready{shipped, "/home/me/w"}}));
    EXPECT_EQ(start.startup.next_deadline(), std::nullopt);
}

TEST(Startup, UsesTheNamedBmWithoutShipping) {
    auto terms = kea;
    terms.bm_path = "~/bin/bm";
    auto facts = linux_pc();
    facts.bm = "/home/me/bin/bm";
    Start start(terms);
    start.look(facts);
    EXPECT_EQ(start.happen(Pushed{}),
              (StartupEffects{Ready{{"/home/me/bin/bm", false}, "/home/me/w"}}));
}

TEST(Startup, KnowsABmWorkerByItsName) {
    auto terms = kea;
    terms.bm_path = "/opt/bm-worker-arm";
    auto facts = linux_pc();
    facts.bm = "/opt/bm-worker-arm";
    Start start(terms);
    start.look(facts);
    EXPECT_EQ(start.happen(Pushed{}),
              (StartupEffects{Ready{{"/opt/bm-worker-arm", true}, "/home/me/w"}}));
}

struct Unfit {
    const char* title;
    void (*spoil)(Terms&, Facts&);
    const char* reason;
    bool again;
};

TEST(Startup, SaysWhatToDoWithAMachineThatDoesNotFit) {
    const Unfit cases[] = {
        {"other arch", [](Terms&, Facts& f) { f.arch = "aarch64"; },
         "is Linux aarch64, and the bm here is for Linux x86_64: build bm there and set bm_path in "
         "[machine:kea]",
         false},
        {"other system", [](Terms&, Facts& f) { f.system = "FreeBSD"; }, "is FreeBSD x86_64",
         false},
        {"nothing to send", [](Terms& t, Facts&) { t.executable.reset(); },
         "has no bm (Linux x86_64), and there is none here to send: build bm there", false},
        {"no bm at bm_path", [](Terms& t, Facts&) { t.bm_path = "/opt/bm"; },
         "has no program at /opt/bm: set bm_path in [machine:kea] right, or leave it out", false},
        {"no git", [](Terms&, Facts& f) { f.git.clear(); }, "has no git: install it", false},
        {"no make", [](Terms&, Facts& f) { f.make.clear(); }, "has no GNU make: install", false},
        {"neither", [](Terms&, Facts& f) { f.git = f.make = ""; }, "has no git and GNU make",
         false},
        {"other hashes", [](Terms& t, Facts&) { t.object_format = "sha256"; },
         "/home/me/w there is for a sha1 repository and the source is sha256: remove it", false},
        {"no directory", [](Terms&, Facts& f) { f.work_dir.clear(); },
         "did not name its work directory: set work_dir in [machine:kea]", false},
        {"no place", [](Terms&, Facts& f) { f.place.clear(); }, "set bm_path in", false},
        {"full", [](Terms&, Facts& f) { f.free_bytes = 1u << 20; },
         "low disk (1 MB available): free some space at /home/me/w", false},
        {"no memory", [](Terms&, Facts& f) { f.load.memory_bytes = 1u << 20; },
         "low memory (1 MB available): end what needs it there", false},
    };
    for (const auto& one : cases) {
        auto terms = kea;
        auto facts = linux_pc();
        one.spoil(terms, facts);
        Start start(terms);
        const auto failed = start.failed(start.look(facts));
        EXPECT_THAT(failed.reason, HasSubstr(one.reason)) << one.title;
        EXPECT_EQ(failed.again, one.again) << one.title;
    }
}

TEST(Startup, WaitsForAWorkerWhoseBossMayBeGone) {
    auto held = linux_pc();
    held.holder = "by host kea, pid 7";
    Start start(kea);
    start.look(held);
    EXPECT_FALSE(start.startup.ended());
    start.now += limits::holder_look_every;
    EXPECT_THAT(start.happen(Tick{}), Contains(StartupEffect(Look{})));
    start.happen(Looked{linux_pc()});
    EXPECT_FALSE(start.startup.ended()) << "it is free now, and the start goes on";
}

TEST(Startup, GivesUpAMachineThatStaysInUse) {
    auto held = linux_pc();
    held.holder = "by host kea, pid 7";
    Start start(kea);
    auto effects = start.look(held);
    for (int i = 0; i < 20 && !start.startup.ended(); ++i) {
        start.now += limits::holder_look_every;
        start.happen(Tick{});
        effects = start.happen(Looked{held});
    }
    const auto failed = start.failed(effects);
    EXPECT_THAT(failed.reason,
                HasSubstr("/home/me/w there is in use (by host kea, pid 7): wait, or end it with "
                          "--kill-workers"));
    EXPECT_FALSE(failed.again);
}

Facts busy_pc() {
    auto facts = linux_pc();
    facts.load = {8, 8, 7.9, std::nullopt};
    return facts;
}

TEST(Startup, GivesABusyMachineFewerBoardsAndSaysSo) {
    Start start;
    EXPECT_THAT(start.look(busy_pc()),
                Contains(StartupEffect(Notice{"is busy (load 7.9 with 8 cpus): builds 1 board at a "
                                              "time there (--wait waits until it is free)"})));
    start.happen(Shipped{});
    EXPECT_EQ(start.happen(Pushed{}), (StartupEffects{Ready{shipped, "/home/me/w", "", 1}}));
}

TEST(Startup, TakesNoLoadOfTheCampaignsOwnForAnothers) {
    for (const std::int64_t before : {0, 3}) {
        auto again = kea;
        again.share = before;
        Start start(again);
        start.look(busy_pc());
        start.happen(Shipped{});
        EXPECT_EQ(start.happen(Pushed{}),
                  (StartupEffects{Ready{shipped, "/home/me/w", "", before}}));
    }
}

TEST(Startup, WaitsForABusyMachineWhenItIsTo) {
    auto patient = kea;
    patient.wait_until_free = true;
    Start start(patient);
    EXPECT_EQ(start.look(busy_pc()),
              (StartupEffects{Notice{"is busy (load 7.9 with 8 cpus): it is waited for"},
                              Step{"waiting: busy (load 7.9 with 8 cpus)"}}));
    for (int i = 0; i < 100; ++i) {
        start.now += limits::holder_look_every;
        EXPECT_THAT(start.happen(Tick{}), Contains(StartupEffect(Look{})));
        EXPECT_EQ(start.happen(Looked{busy_pc()}),
                  (StartupEffects{Step{"waiting: busy (load 7.9 with 8 cpus)"}}))
            << "it is told once";
    }
    start.now += limits::holder_look_every;
    start.happen(Tick{});
    start.happen(Looked{linux_pc()});
    start.happen(Shipped{});
    EXPECT_EQ(start.happen(Pushed{}), (StartupEffects{Ready{shipped, "/home/me/w"}}));
}

TEST(Startup, TakesAFoundBmWhereOursCannotRun) {
    auto facts = linux_pc();
    facts.arch = "riscv64";
    facts.bm = "/usr/bin/bm";
    Start start;
    EXPECT_EQ(start.look(facts).back(), StartupEffect{Push{"/home/me/w"}});
}

TEST(Startup, ShowsNothingOfAMachineThatCouldUpsetATerminal) {
    auto facts = linux_pc();
    facts.arch = "\033[2J\n" + std::string(100'000, 'x');
    Start start;
    const auto reason = start.failed(start.look(facts)).reason;
    EXPECT_LT(reason.size(), 1'100u);
    EXPECT_THAT(reason, Not(HasSubstr("\033")));
    EXPECT_THAT(reason, HasSubstr("bm_path")) << "what to do is not cut off";
}

TEST(Startup, EndsWithTheStepThatFails) {
    for (const auto& [kind, again] :
         {std::pair(ErrorKind::environment, true), std::pair(ErrorKind::busy, true),
          std::pair(ErrorKind::usage, false), std::pair(ErrorKind::refused, false),
          std::pair(ErrorKind::no_space, false)}) {
        Start start;
        start.look(linux_pc());
        EXPECT_EQ(start.failed(start.happen(StepFailed{{kind, "cannot"}})),
                  (Failed{"cannot", again}));
    }
}

TEST(Startup, GivesEachStepItsTime) {
    Start start;
    const auto expect_limit = [&](core::Duration limit) {
        EXPECT_EQ(start.startup.next_deadline(), start.now + limit);
        start.now += limit - 1ms;
        EXPECT_THAT(start.happen(Tick{}), IsEmpty());
    };
    start.happen(Begin{});
    expect_limit(protocol::limits::look_limit);
    start.happen(Looked{linux_pc()});
    expect_limit(protocol::limits::ship_limit);
    start.happen(Shipped{});
    expect_limit(protocol::limits::push_limit);
    start.now += 1ms;
    EXPECT_EQ(
        start.happen(Tick{}),
        (StartupEffects{Abort{}, Failed{"sending the commits took longer than 600 s", true}}));
    EXPECT_TRUE(start.startup.ended());
}

TEST(Startup, StopsWhenTold) {
    Start before;
    EXPECT_EQ(before.happen(Stop{}), (StartupEffects{Failed{"stopped", false}}));
    Start within;
    within.happen(Begin{});
    EXPECT_EQ(within.happen(Stop{}), (StartupEffects{Abort{}, Failed{"stopped", false}}));
    EXPECT_THAT(within.happen(Looked{linux_pc()}), IsEmpty()) << "after the end nothing happens";
}

TEST(Startup, IgnoresAnswersThatItDoesNotWaitFor) {
    Start start;
    EXPECT_THAT(start.happen(Pushed{}), IsEmpty());
    EXPECT_THAT(start.happen(StepFailed{}), IsEmpty());
    start.happen(Begin{});
    EXPECT_THAT(start.happen(Begin{}), IsEmpty());
    EXPECT_THAT(start.happen(Shipped{}), IsEmpty());
    EXPECT_THAT(start.happen(Pushed{}), IsEmpty());
    start.happen(Looked{linux_pc()});
    EXPECT_THAT(start.happen(Looked{linux_pc()}), IsEmpty());
}

}  // namespace
}  // namespace bm::machine
