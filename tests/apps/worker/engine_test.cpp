// SPDX-License-Identifier: GPL-2.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/bm/engine/worker_engine.hpp"
#include "tests/apps/worker/fake_world.hpp"
#include "tests/support/fake_artefacts.hpp"

namespace bm::app::engine::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string hash_a(40, 'a');

/// Every build: check out, make, collect.
class ThreeSteps final : public worker::Builder {
  public:
    worker::Turn begin(int, const worker::BuildOrder& order) override {
        order_ = order;
        return recipe::Step{recipe::CheckOut{order.commit.value_or("")}};
    }
    worker::Turn resume(int, recipe::StepResult result) override {
        if (const auto* failed = std::get_if<recipe::StepFailed>(&result)) {
            end_.err = failed->message;
            return end_;
        }
        if (std::holds_alternative<recipe::CheckedOut>(result)) {
            recipe::RunMake make;
            make.arguments = {"-s", order_.board + "_defconfig"};
            make.environment = {{"PATH", "/bin"}};
            make.limit_s = 60;
            return recipe::Step{make};
        }
        if (auto* ended = std::get_if<recipe::MakeEnded>(&result)) {
            end_ = {};
            end_.cause = protocol::Cause::make;
            end_.return_code = ended->code;
            end_.err = ended->err;
            return recipe::Step{recipe::Collect{order_.folder, false, ended->code == 0, {}}};
        }
        return end_;
    }
    void abandon(int, recipe::StepResult result) override {
        abandoned.push_back(std::move(result));
    }

    std::vector<recipe::StepResult> abandoned;

  private:
    worker::BuildOrder order_;
    worker::BuildEnd end_;
};

class EngineTest : public testing::Test {
  protected:
    EngineTest() {
        world_.open_workspace = [this](const std::string& work_dir) {
            opened.push_back(work_dir);
            auto made = std::make_unique<FakeWorkspace>();
            workspace = made.get();
            return made;
        };
        world_.build_directory = [this](const std::string& path) {
            outputs.push_back(path);
            return std::make_unique<FakeOutput>(disk, path);
        };
        world_.load_average = [] { return 0.5; };
        world_.remove_directory = [this](const std::string& path) { removed.push_back(path); };
    }

    void start(const std::string& work_dir = "/work") {
        engine = std::make_unique<WorkerEngine>(world_, worker::SessionOptions{work_dir, 2},
                                                builder, "make");
    }

    void say(const std::string& bytes) {
        loop.acts.emplace_back([this, bytes] { engine->handlers().on_bytes(bytes); });
    }
    void hang_up() {
        loop.acts.emplace_back([this] { engine->handlers().on_end(); });
    }
    void make_ends(int code, const std::string& err = "") {
        loop.acts.emplace_back([this, code, err] {
            ASSERT_FALSE(processes.running.empty());
            processes.end(processes.running.begin()->first,
                          process_end(ports::ProcessEnd::Kind::exited, code, err));
        });
    }
    void prepare_and_give(const std::string& board) {
        say("{\"cmd\": \"build_prepare\", \"commits\": [\"" + hash_a + "\"]}\n");
        say("{\"cmd\": \"build_board\", \"board\": \"" + board + "\"}\n");
    }

    FakeLoop loop;
    FakeProcesses processes{loop};
    FakeDisk disk;
    FakeResults results{disk};
    FakeElf elf;
    bm::tests::FakeArtefacts artefacts;
    FakeChannel boss;
    ThreeSteps builder;
    FakeWorkspace* workspace = nullptr;
    std::vector<std::string> opened, outputs, removed;
    WorkerWorld world_{loop, processes, results, elf, artefacts, {}, {}, {}, {}, {}, {}};
    std::unique_ptr<WorkerEngine> engine;
};

TEST_F(EngineTest, QuitEndsWithStatusZeroAfterItsAnswer) {
    start();
    say("{\"cmd\": \"quit\"}\n");
    EXPECT_EQ(engine->run(boss), 0);
    EXPECT_THAT(boss.written, testing::EndsWith("BM> {\"resp\": \"quit_ack\"}\n"));
    EXPECT_TRUE(boss.closed);
}

TEST_F(EngineTest, ReadyComesFirstWhateverWasHeardBefore) {
    start();
    engine->handlers().on_bytes("nonsense\n{\"cmd\": \"quit\"}\n");
    EXPECT_EQ(engine->run(boss), 0);
    EXPECT_THAT(boss.written, testing::StartsWith("BM> {\"resp\": \"ready\""));
    EXPECT_THAT(boss.written, HasSubstr("invalid JSON"));
}

TEST_F(EngineTest, TheEndOfInputIsStatusOne) {
    start();
    hang_up();
    EXPECT_EQ(engine->run(boss), 1);
}

TEST_F(EngineTest, EverySignalIsStatusOne) {
    for (const int number : {1, 2, 15}) {
        loop.stopped = false;
        start();
        loop.acts.emplace_back([this, number] { loop.signals.at(number)(); });
        EXPECT_EQ(engine->run(boss), 1);
    }
}

TEST_F(EngineTest, ABuildGoesThroughItsStepsToItsResult) {
    start();
    prepare_and_give("x");
    make_ends(2, "broken");
    say("{\"cmd\": \"build_done\"}\n{\"cmd\": \"quit\"}\n");
    EXPECT_EQ(engine->run(boss), 0);
    EXPECT_THAT(boss.written, HasSubstr("\"return_code\": 2, \"stderr\": \"broken\""));
    EXPECT_THAT(boss.written, HasSubstr("\"load_avg\": 0.5"));
    ASSERT_EQ(processes.specs.size(), 1u);
    EXPECT_THAT(processes.specs[0].argv, ElementsAre("make", "-s", "x_defconfig"));
    EXPECT_EQ(processes.specs[0].directory, "/work/.bm-work/00");
    EXPECT_EQ(processes.specs[0].limit, core::Duration{60'000});
    EXPECT_THAT(outputs, testing::Each("/work/.bm-work/00/build"));
    EXPECT_THAT(workspace->did, ElementsAre("worktree 0", "checkout 0 aaaa", "built 0"));
}

TEST_F(EngineTest, CommandsArriveInAnyPieces) {
    start();
    for (const char c : std::string("\n{\"cmd\": \"quit\"}\n")) say(std::string(1, c));
    EXPECT_EQ(engine->run(boss), 0);
}

TEST_F(EngineTest, ACheckoutThatFailsIsAResult) {
    start();
    workspace->refuse_checkout = "no such commit";
    prepare_and_give("x");
    say("{\"cmd\": \"build_done\"}\n{\"cmd\": \"quit\"}\n");
    EXPECT_EQ(engine->run(boss), 0);
    EXPECT_THAT(boss.written, HasSubstr("no such commit"));
}

TEST_F(EngineTest, WithoutRepositoryPrepareIsAnError) {
    start();
    workspace->repository_there = false;
    prepare_and_give("x");
    say("{\"cmd\": \"quit\"}\n");
    EXPECT_EQ(engine->run(boss), 0);
    EXPECT_THAT(boss.written, HasSubstr("\"resp\": \"error\", \"msg\": \"no git repository"));
    EXPECT_THAT(boss.written, HasSubstr("no builder"));
}

TEST_F(EngineTest, QuitKillsTheMakeThatRuns) {
    start();
    prepare_and_give("x");
    say("{\"cmd\": \"quit\"}\n");
    EXPECT_EQ(engine->run(boss), 0);
    EXPECT_EQ(processes.killed.size(), 1u);
    ASSERT_EQ(builder.abandoned.size(), 1u);
    EXPECT_EQ(std::get<recipe::MakeEnded>(builder.abandoned[0]).how,
              recipe::MakeEnded::How::cancelled);
    EXPECT_THAT(boss.written, Not(HasSubstr("build_result")));
}

TEST_F(EngineTest, ABossThatReadsNothingDoesNotHoldUpTheEnd) {
    start();
    boss.held_back = 100;
    hang_up();
    const auto before = loop.now();
    EXPECT_EQ(engine->run(boss), 1);
    EXPECT_LT(loop.now() - before, core::Duration{2000});
}

TEST_F(EngineTest, SetupOpensTheNewDirectoryAndItGoesAtTheEnd) {
    world_.set_up = [](const std::string&) -> core::Expected<std::string> { return "/tmp/t1"; };
    start("");
    EXPECT_THAT(opened, IsEmpty());
    say("{\"cmd\": \"setup\"}\n");
    say("{\"cmd\": \"quit\"}\n");
    EXPECT_EQ(engine->run(boss), 0);
    EXPECT_THAT(opened, ElementsAre("/tmp/t1"));
    EXPECT_THAT(removed, ElementsAre("/tmp/t1"));
}

}  // namespace
}  // namespace bm::app::engine::test
