// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/text_reporter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/report/terminal.hpp"

namespace bm::app::engine::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using Rows = std::vector<std::string>;

constexpr core::Instant start{};
const result::Look live{true, result::Colours::on};

struct Shown {
    explicit Shown(std::size_t columns, ReportOptions options)
        : screen(columns), reporter(screen, errors, options) {}

    void outcome(core::Instant now, std::size_t ok = 1) {
        boss::Progress progress;
        progress.counts.total = 8;
        progress.counts.ok = ok;
        progress.counts.missing = 8 - ok;
        progress.last = core::BuildId{};
        progress.host = "local";
        reporter.progress(progress, "snow", now);
        if (reporter.refresh_due() <= now) reporter.refresh(slots, now);
    }
    void built(const std::string& stderr_text) {
        protocol::BuildResult result;
        result.return_code = 0;
        result.stderr_text = stderr_text;
        reporter.build({"snow", "03_g12_net", "03", "local", result});
    }

    std::vector<result::SlotAtWork> slots;
    Terminal screen;
    Terminal errors{0};
    TextReporter reporter;
};

const std::vector<result::SlotAtWork> two_slots = {{"local", "snow", "03_g12_net", "03", "net", 12s},
                                                   {"local", "peach", "", "", "", 3s}};

TEST(TextReporter, DrawsOneLineInPlaceOnATerminal) {
    Shown shown(80, {false, false, false, false, live});
    shown.outcome(start, 1);
    shown.outcome(start + 1s, 2);
    EXPECT_THAT(shown.screen.rows(), ElementsAre(HasSubstr("    2    0    0 /8")));
    shown.reporter.clear();
    EXPECT_EQ(shown.screen.rows(), Rows{""});
}

TEST(TextReporter, ShowsWhatEachSlotDoesWhenAskedTo) {
    Shown shown(80, {true, false, false, false, live});
    shown.outcome(start);
    shown.reporter.refresh(two_slots, start + 1s);
    EXPECT_THAT(shown.screen.rows(),
                ElementsAre(HasSubstr("/8"), "  0:00:12  [local] snow 03: net",
                            "  0:00:03  [local] peach"));
    shown.built("");
    EXPECT_THAT(shown.screen.rows(), ElementsAre("03: snow ok", ""));
    shown.outcome(start + 2s, 2);
    EXPECT_THAT(shown.screen.rows(), SizeIs(2)) << "what ended, then what is true now";
}

TEST(TextReporter, LeavesNothingBehindWhenTheWindowIsMadeNarrower) {
    for (const std::size_t narrow : {7U, 20U, 33U, 79U, 80U, 120U}) {
        Shown shown(80, {true, false, false, false, live});
        shown.reporter.say("above\n");
        shown.outcome(start);
        shown.reporter.refresh(two_slots, start + 1s);
        shown.screen.resize(narrow);
        shown.reporter.refresh(two_slots, start + 2s);
        EXPECT_THAT(shown.screen.rows(), SizeIs(4)) << narrow;
        shown.reporter.clear();
        EXPECT_EQ(shown.screen.rows(), (Rows{"above", ""})) << narrow;
    }
}

TEST(TextReporter, KeepsOutWhatWouldMoveTheCursor) {
    Shown shown(80, {true, false, false, false, live});
    shown.outcome(start);
    shown.reporter.refresh({{"local", "snow", "", "03", "a\033[5A\nx", 0s}}, start + 1s);
    EXPECT_THAT(shown.screen.rows(), SizeIs(2));
}

TEST(TextReporter, WritesALineEachTenSecondsIntoAFileThoughNothingEnds) {
    Shown shown(0, {true, false, false, false, {}});
    shown.outcome(start);
    EXPECT_EQ(shown.reporter.refresh_due(), start + 10s);
    shown.outcome(start + 3s, 2);
    shown.reporter.refresh(two_slots, start + 10s);
    EXPECT_THAT(shown.screen.rows(),
                ElementsAre("1 ok, 0 warned, 0 failed of 8, 7 remaining: snow [local]",
                            "2 ok, 0 warned, 0 failed of 8, 6 remaining, about 0:00:18 left: snow "
                            "[local]; building snow 03 (0:00:12), peach (0:00:03)",
                            ""));
}

TEST(TextReporter, IsSilentForAnIdeButForWhatCompilersSay) {
    Shown shown(80, {true, true, false, true, live});
    shown.outcome(start);
    shown.reporter.refresh(two_slots, start + 1s);
    shown.built("a.c:1:1: warning: odd\n");
    EXPECT_EQ(shown.screen.rows(), Rows{""});
    EXPECT_EQ(shown.errors.rows(), (Rows{"a.c:1:1: warning: odd", ""}));
}

TEST(Look, IsPlainWhereColoursAreNotWanted) {
    using result::Colours;
    EXPECT_EQ(result::look_of(true, "xterm", "").colours, Colours::on);
    EXPECT_EQ(result::look_of(true, "xterm", "1").colours, Colours::off);
    EXPECT_TRUE(result::look_of(true, "xterm", "1").live);
    EXPECT_FALSE(result::look_of(true, "dumb", "").live);
    EXPECT_FALSE(result::look_of(false, "xterm", "").live);
}

}  // namespace
}  // namespace bm::app::engine::test
