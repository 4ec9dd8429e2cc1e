// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/survey_pool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/contract/surveyor_contract.hpp"
#include "tests/support/fake_surveyor.hpp"

namespace bm::app::engine::test {
namespace {

using namespace std::chrono_literals;
using bm::tests::FakeSurveyor;
using testing::ElementsAre;

/// Time goes from one thing that is due to the next.
class TimedLoop final : public ports::EventLoop {
  public:
    core::Instant now() const override { return now_; }
    void set_deadline(std::optional<core::Instant> when, std::function<void()> wake) override {
        deadline_ = when;
        wake_ = std::move(wake);
    }
    void background(std::function<void()>, std::function<void()>) override {}
    void on_signal(int, std::function<void()>) override {}
    void run() override {
        for (stopped_ = false; !stopped_;) {
            const bool due = !later_.empty() && (!deadline_ || later_.begin()->first <= *deadline_);
            ASSERT_TRUE(due || deadline_) << "nothing would ever happen";
            if (due) {
                now_ = later_.begin()->first;
                auto next = later_.extract(later_.begin());
                next.mapped()();
            } else {
                now_ = *std::exchange(deadline_, std::nullopt);
                std::exchange(wake_, nullptr)();
            }
        }
    }
    void stop() override { stopped_ = true; }
    void after(core::Duration duration, std::function<void()> what) {
        later_.emplace(now_ + duration, std::move(what));
    }

  private:
    core::Instant now_{};
    std::multimap<core::Instant, std::function<void()>> later_;
    std::optional<core::Instant> deadline_;
    std::function<void()> wake_;
    bool stopped_ = false;
};

struct Fake {
    void has(const std::string& program, const std::string& version) {
        surveyor.programs[program] = version;
    }
    void mute() { surveyor.takes = 1h; }
    machine::Judged<machine::Survey> survey(const std::vector<std::string>& compilers, int limit) {
        std::optional<machine::Judged<machine::Survey>> result;
        surveyor.survey({}, compilers, core::Duration(limit), [&](auto ended) {
            result.emplace(std::move(ended));
            loop.stop();
        });
        loop.run();
        return std::move(*result);
    }
    bool answers_at_once() {
        bool answered = false;
        surveyor.survey({}, {}, 1s, [&](auto&&) { answered = true; });
        return answered;
    }

    TimedLoop loop;
    FakeSurveyor surveyor{[this](auto when, auto what) { loop.after(when, std::move(what)); }};
};

}  // namespace
}  // namespace bm::app::engine::test

namespace bm::tests {
INSTANTIATE_TYPED_TEST_SUITE_P(Fake, SurveyorContract, testing::Types<app::engine::test::Fake>);
}  // namespace bm::tests

namespace bm::app::engine::test {
namespace {

class SurveyAll : public testing::Test {
  protected:
    FakeSurveyor& add(const std::string& name, core::Duration takes) {
        auto surveyor = std::make_unique<FakeSurveyor>(
            [this](auto when, auto what) { loop.after(when, std::move(what)); });
        surveyor->takes = takes;
        machine::Terms terms;
        terms.name = terms.host = name;
        auto& made = *surveyor;
        places.push_back({terms, std::move(surveyor)});
        return made;
    }
    std::vector<Answered> all() {
        return survey_all(loop, places, [&](const auto& names) { waited_for.push_back(names); });
    }

    TimedLoop loop;
    std::vector<Place> places;
    std::vector<std::vector<std::string>> waited_for;
};

TEST_F(SurveyAll, LetsNoMachineWaitForAnother) {
    add("slow", 2900ms);
    add("mute", 1h);
    add("ash", 200ms).programs["gcc"] = "12.2.0";
    const auto answers = all();
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_TRUE(answers[0]);
    EXPECT_EQ(answers[1].error().what, "no answer within 3 s");
    EXPECT_EQ(answers[2]->compilers.count("gcc"), 1u);
    EXPECT_EQ(loop.now().time_since_epoch(), 3s) << "all of them together";
    EXPECT_THAT(waited_for, ElementsAre(ElementsAre("slow", "mute"), ElementsAre("slow", "mute")))
        << "told each second";
}

TEST_F(SurveyAll, SaysNothingOfWaitingWhenAllAnswerAtOnce) {
    add("ash", 900ms);
    EXPECT_TRUE(all().front());
    EXPECT_THAT(waited_for, testing::IsEmpty());
}

TEST_F(SurveyAll, GoesByTheLimitOfEachMachine) {
    add("far", 8s);
    places[0].terms.limits.answer_limit = 9;
    EXPECT_TRUE(all().front());
}

TEST_F(SurveyAll, AsksNobodyWhoseWorkerIsNotBms) {
    places.push_back({});
    EXPECT_EQ(all().front().error().what, "not probed");
    EXPECT_TRUE(survey_all(loop, {}, [](const auto&) {}).empty());
}

}  // namespace
}  // namespace bm::app::engine::test
