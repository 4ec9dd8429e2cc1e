// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/boss_engine.hpp"

#include <gtest/gtest.h>

#include "apps/bm/engine/text_reporter.hpp"
#include "domain/protocol/codec.hpp"
#include "tests/apps/worker/fake_world.hpp"
#include "tests/support/fake_artefacts.hpp"

namespace bm::app::engine::test {
namespace {

using protocol::Dialect;
using protocol::ToBoss;

/// What the user would read.
class FakeScreen final : public ports::Screen {
  public:
    bool is_terminal() const override { return false; }
    std::size_t width() const override { return 0; }
    void write(std::string_view text) override { shown += text; }
    std::string shown;
};

/// Keeps outcomes by "commit/board"; one name can be made to fail.
class FakeStore final : public ports::ResultStore {
  public:
    core::Expected<void> put(const ports::BuildFolder& folder, const result::Outcome& outcome,
                             const std::optional<ports::BuildFolder>&) override {
        if (full) return core::fail(core::ErrorKind::no_space, "no space left");
        stored[folder.commit + "/" + folder.board] = outcome;
        return {};
    }
    core::Expected<void> keep_second(const ports::BuildFolder& folder,
                                     const result::Outcome& outcome) override {
        seconds[folder.commit + "/" + folder.board] = outcome;
        return {};
    }
    core::Expected<std::vector<std::string>> different(const ports::BuildFolder&,
                                                       const ports::BuildFolder&) override {
        return std::vector<std::string>();
    }
    core::Expected<std::optional<ports::StoredBuild>> find(const ports::BuildFolder&) override {
        return std::optional<ports::StoredBuild>();
    }
    core::Expected<std::vector<std::string>> folders() override {
        return std::vector<std::string>();
    }
    core::Expected<std::vector<result::KeptFolder>> kept() override {
        return std::vector<result::KeptFolder>();
    }
    core::Expected<void> arrange(const result::FolderPlan&) override { return {}; }

    std::map<std::string, result::Outcome> stored;
    std::map<std::string, result::Outcome> seconds;
    bool full = false;
};

class FakeHistory final : public ports::History {
  public:
    core::Expected<void> begin(std::size_t, std::size_t) override { return {}; }
    core::Expected<void> add(const ports::Attempt& attempt) override {
        if (spoilt) return core::fail(core::ErrorKind::environment, "the history is spoilt");
        attempts.push_back(attempt);
        return {};
    }
    core::Expected<void> end(const std::string&) override { return {}; }
    core::Expected<std::map<std::string, ports::BoardCost>> costs() override {
        return std::map<std::string, ports::BoardCost>();
    }

    std::vector<ports::Attempt> attempts;
    bool spoilt = false;
};

/// Workers that answer as told, through the loop.
class FakeLauncher final : public ports::WorkerLauncher {
  public:
    explicit FakeLauncher(FakeLoop& loop) : loop_(loop) {}

    core::Expected<std::unique_ptr<ports::WorkerProcess>> launch(
        const std::vector<std::string>&, ports::WorkerHandlers handlers) override {
        ++launched;
        auto worker = std::make_unique<Worker>(*this, std::move(handlers));
        if (dies_saying.empty()) {
            worker->say(protocol::Ready{2, 2, 1, {"lease", "spool", "artefacts"}});
        } else {
            loop_.soon.push_back([this, h = worker->handlers] {
                h.on_error(dies_saying);
                h.on_exit(3, 0);
            });
        }
        return worker;
    }

    /// The connection that a worker speaks through is gone.
    void cut() {
        for (auto& tell : std::exchange(held_, {})) loop_.soon.push_back(std::move(tell));
    }

    bool holds_streams() const { return !held_.empty(); }

    int launched = 0;
    std::string dies_saying;
    bool silent = false;  ///< says it is ready and no more, and its streams outlive it

  private:
    struct Worker final : ports::WorkerProcess, ports::ByteChannel {
        Worker(FakeLauncher& o, ports::WorkerHandlers h) : owner(o), handlers(std::move(h)) {}
        ports::ByteChannel& input() override { return *this; }
        void terminate() override {}
        void kill() override { end(9); }
        std::size_t unwritten() const override { return 0; }
        void close() override {}
        void write(std::string_view bytes) override {
            const auto message = protocol::decode_to_worker(bytes.substr(0, bytes.size() - 1));
            if (message && !owner.silent)
                std::visit([this](const auto& m) { answer(m); }, *message);
        }
        void say(const ToBoss& message) {
            owner.loop_.soon.push_back(
                [h = handlers, line = encode(message, Dialect::bm) + "\n"] { h.on_output(line); });
        }
        void end(int signal) {
            auto tell = [h = handlers, signal] { h.on_exit(0, signal); };
            (owner.silent ? owner.held_ : owner.loop_.soon).push_back(tell);
        }
        void answer(const protocol::Configure&) { say(protocol::ConfigureDone{}); }
        void answer(const protocol::BuildPrepare&) { say(protocol::BuildPrepareDone{}); }
        void answer(const protocol::BuildBoard& job) {
            for (const auto position : *job.positions) {
                protocol::BuildResult result;
                result.board = job.board;
                result.commit_upto = position;
                result.return_code = 0;
                result.lease = job.lease;
                result.cause = protocol::Cause::make;
                say(result);
            }
        }
        void answer(const protocol::FinishBuilds&) { say(protocol::BuildsFinished{}); }
        void answer(const protocol::Quit&) {
            say(protocol::QuitAck{});
            end(0);
        }
        template <class Other>
        void answer(const Other&) {}

        FakeLauncher& owner;
        ports::WorkerHandlers handlers;
    };

    FakeLoop& loop_;
    std::deque<std::function<void()>> held_;
};

/// A machine that is ready at once.
class FakeMachine final : public ports::Machine {
  public:
    FakeMachine(FakeLoop& loop, FakeLauncher& launcher) : loop_(loop), launcher_(launcher) {}

    void look(const machine::Terms&,
              std::function<void(core::Expected<machine::Facts>)> on_end) override {
        machine::Facts facts;
        facts.system = "Linux";
        facts.work_dir = "/w";
        facts.bm = "/bm";
        facts.git = "2.39";
        facts.make = "4.3";
        facts.object_format = "sha1";
        facts.load = load;
        loop_.soon.push_back([facts, tell = std::move(on_end)] { tell(facts); });
    }
    void ship(const machine::Ship&, std::function<void(core::Expected<void>)>) override {}
    void push(const machine::Push&, std::function<void(core::Expected<void>)> on_end) override {
        loop_.soon.push_back([tell = std::move(on_end)] { tell({}); });
    }
    void end_worker(const machine::Terms&,
                    std::function<void(core::Expected<std::string>)> on_end) override {
        ended_unheard = ended_unheard || launcher_.holds_streams();
        loop_.soon.push_back([tell = std::move(on_end)] { tell(std::string("no worker")); });
    }
    void abort() override { launcher_.cut(); }
    void when_lost(std::function<void(const std::string&)>) override {}
    std::vector<std::string> worker_command(const machine::Ready&, bool) const override {
        return {"ssh"};
    }

    machine::Load load;
    bool ended_unheard = false;  ///< by another connection, before the old one was gone

  private:
    FakeLoop& loop_;
    FakeLauncher& launcher_;
};

class BossEngineTest : public testing::Test {
  protected:
    boss::Finish run() { return run_on({"local", {"bm", "worker"}}, {}); }
    boss::Finish run_on(Machinery place, boss::PlaceConfig place_config) {
        plan::Plan plan;
        plan.boards = {{"snow", "arm", {}}, {"peach", "arm", {}}};
        plan.commits = {std::string(40, 'a'), std::string(40, 'b')};
        boss::Config config;
        config.settings.threads = 2;
        config.places = {std::move(place_config)};
        boss::Campaign campaign(plan, config);
        TextReporter reporter(out, err, {true, true, false, false, {}});
        BossEngine engine(
            {loop, launcher, store, artefacts, &history, reporter, {std::move(place)}}, campaign,
            {{{"01", "1", "a"}, {"02", "2", "b"}}, "/spool", false});
        return engine.run();
    }

    FakeLoop loop;
    FakeLauncher launcher{loop};
    FakeStore store;
    FakeHistory history;
    bm::tests::FakeArtefacts artefacts;
    FakeScreen out, err;
};

TEST_F(BossEngineTest, StoresEveryOutcomeUnderItsCommitAndBoard) {
    const auto finish = run();
    EXPECT_EQ(finish.how, boss::Finish::How::complete);
    EXPECT_EQ(finish.counts.ok, 4u);
    EXPECT_EQ(store.stored.size(), 4u);
    EXPECT_TRUE(store.stored.contains("02/peach"));
    EXPECT_EQ(store.stored.at("01/snow").host, "") << "a local build does not tell where it ran";
    EXPECT_NE(out.shown.find("2: peach ok"), std::string::npos) << out.shown;
}

TEST_F(BossEngineTest, KeepsTheHistoryOfEachTry) {
    (void)run();
    ASSERT_EQ(history.attempts.size(), 4u);
    for (const auto& attempt : history.attempts) {
        EXPECT_EQ(attempt.commit.size(), 40u);
        EXPECT_EQ(attempt.host, "local");
        EXPECT_EQ(attempt.return_code, 0);
    }
}

TEST_F(BossEngineTest, BuildsOnWithoutAHistoryThatCannotBeKept) {
    history.spoilt = true;
    EXPECT_EQ(run().counts.ok, 4u);
    const auto at = err.shown.find("the history is spoilt");
    ASSERT_NE(at, std::string::npos) << err.shown;
    EXPECT_EQ(err.shown.find("the history is spoilt", at + 1), std::string::npos) << "once";
}

TEST_F(BossEngineTest, StopsWithWhatItHasWhenTheDiskIsFull) {
    store.full = true;
    const auto finish = run();
    EXPECT_EQ(finish.how, boss::Finish::How::no_space);
    EXPECT_EQ(finish.counts.newly, 0u);
    EXPECT_EQ(finish.not_obtained.size(), 4u);
}

TEST_F(BossEngineTest, TellsADeadWorkersLastWordThoughItHasNoEndOfLine) {
    launcher.dies_saying = "W: first\nout of luck";
    const auto finish = run();
    EXPECT_EQ(finish.not_obtained.size(), 4u);
    EXPECT_GT(launcher.launched, 1) << "a worker that died is followed by another";
    EXPECT_NE(err.shown.find("out of luck"), std::string::npos) << err.shown;
}

TEST_F(BossEngineTest, CutsTheConnectionOfASilentWorkerWhichHoldsItsStreams) {
    launcher.silent = true;
    FakeMachine far(loop, launcher);
    const auto finish = run_on({"far", {}, &far, {}}, {"far", true, 0});
    EXPECT_EQ(finish.not_obtained.size(), 4u);
    EXPECT_GT(launcher.launched, 1) << "it is tried again";
    EXPECT_FALSE(far.ended_unheard);
}

TEST_F(BossEngineTest, SaysOnceWhatItDoesWithABusyMachine) {
    launcher.silent = true;  // and so is started more than once
    FakeMachine far(loop, launcher);
    far.load = {8, 8, 7.9, std::nullopt};
    run_on({"far", {}, &far, {}}, {"far", true, 0});
    const std::string said = "bm: machine far is busy (load 7.9 with 8 cpus): builds 1 board at a";
    const auto at = err.shown.find(said);
    ASSERT_NE(at, std::string::npos) << err.shown;
    EXPECT_EQ(err.shown.find("busy", at + said.size()), std::string::npos) << err.shown;
    EXPECT_GT(launcher.launched, 1);
}

TEST_F(BossEngineTest, EndsSoonWhenTheUserSaysSo) {
    loop.soon.push_back([this] { loop.signals.at(SIGINT)(); });
    EXPECT_EQ(run().how, boss::Finish::How::interrupted);
}

}  // namespace
}  // namespace bm::app::engine::test
