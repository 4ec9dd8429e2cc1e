// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/reporter_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/apps/report/terminal.hpp"

namespace bm::app::engine::test {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

TEST(JsonReporter, WritesAnObjectPerLine) {
    Terminal out(0);
    JsonReporter reporter(out);
    boss::Progress progress;
    progress.counts.total = 8;
    progress.counts.missing = 8;
    reporter.progress(progress, "", core::Instant{});
    EXPECT_EQ(reporter.refresh_due(), core::Instant{}) << "the first comes at once";
    reporter.refresh({{"local", "snow", "03_g12", "03", "net", 1500ms}}, core::Instant{});
    EXPECT_EQ(reporter.refresh_due(), core::Instant{} + 1s);
    protocol::BuildResult result;
    result.return_code = 2;
    result.stderr_text = "odd \xff bytes\nand lines\n";
    reporter.build({"snow", "03_g12", "03", "local", result});
    reporter.note({boss::Note::Severity::warning, "a word"});

    const auto rows = out.rows();
    ASSERT_EQ(rows.size(), 4u);
    const auto first = json::parse(rows[0]);
    EXPECT_EQ(first["event"], "progress");
    EXPECT_EQ(first["remaining"], 8);
    EXPECT_EQ(first["building"][0]["since_s"], 1.5);
    const auto build = json::parse(rows[1]);
    EXPECT_EQ(build["return_code"], 2);
    EXPECT_EQ(build["stderr"], "odd \xEF\xBF\xBD bytes\nand lines\n");
    EXPECT_EQ(json::parse(rows[2])["severity"], "warning");
}

}  // namespace
}  // namespace bm::app::engine::test
