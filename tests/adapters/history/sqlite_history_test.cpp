// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/history/sqlite_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_dir.hpp"

namespace bm::adapters::history {
namespace {

using testing::HasSubstr;

ports::Attempt took(const std::string& board, std::int64_t ms) {
    return {board, std::string(40, 'a'), "ash", core::Duration{ms}, 0};
}

ports::Attempt lost(const std::string& board) {
    return {
        board, "", "oak", core::Duration{90'000}, {}, "worker_death", "signal 9; it's \"dead\""};
}

class SqliteHistoryTest : public testing::Test {
  protected:
    std::unique_ptr<SqliteHistory> open() {
        notice.clear();
        auto opened = SqliteHistory::open(file, notice);
        EXPECT_TRUE(opened) << opened.error().message;
        return opened ? std::move(*opened) : nullptr;
    }
    std::string problem() {
        auto opened = SqliteHistory::open(file, notice);
        return opened ? "none" : opened.error().message;
    }
    static std::string bytes_of(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    tests::TempDir folder;
    const std::string file = folder / "history.db";
    std::string notice;
};

TEST_F(SqliteHistoryTest, KnowsWhatABoardTookInEarlierCalls) {
    {
        const auto history = open();
        ASSERT_TRUE(history->begin(2, 1));
        ASSERT_TRUE(history->add(took("snow", 100)));
        ASSERT_TRUE(history->add(took("snow", 300)));
        ASSERT_TRUE(history->add(took("peach", 7)));
        ASSERT_TRUE(history->end("complete"));
    }
    const auto costs = open()->costs().value();
    EXPECT_EQ(costs.at("snow").attempts, 2);
    EXPECT_EQ(costs.at("snow").mean, core::Duration{200});
    EXPECT_EQ(costs.at("snow").longest, core::Duration{300});
    EXPECT_EQ(costs.at("peach").longest, core::Duration{7});
}

TEST_F(SqliteHistoryTest, CountsNoAttemptThatCameToNothingAndNoneOfLongAgo) {
    const auto history = open();
    ASSERT_TRUE(history->begin(1, 30));
    ASSERT_TRUE(history->add(took("snow", 1'000'000)));
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(history->add(took("snow", 10)));
    ASSERT_TRUE(history->add(lost("snow")));
    ASSERT_TRUE(history->add(lost("peach")));
    const auto costs = history->costs().value();
    EXPECT_EQ(costs.size(), 1u);
    EXPECT_EQ(costs.at("snow").longest, core::Duration{10});
}

TEST_F(SqliteHistoryTest, HasWhatWasAddedWhenNobodyCouldCloseIt) {
    const auto history = open();
    ASSERT_TRUE(history->begin(1, 1));
    ASSERT_TRUE(history->add(took("snow", 5)));
    const auto other = folder / "copy.db";
    for (const auto* beside : {"", "-wal"})
        std::ofstream(other + beside, std::ios::binary) << bytes_of(file + beside);
    auto copy = SqliteHistory::open(other, notice);
    ASSERT_TRUE(copy);
    EXPECT_EQ((*copy)->costs()->size(), 1u);
}

TEST_F(SqliteHistoryTest, BeginsAnewBesideAFileThatIsSpoilt) {
    for (const auto& spoilt : {std::string("no database at all, but long enough to look at"),
                               std::string("SQLite format 3\0 and then nonsense", 35)}) {
        std::ofstream(file, std::ios::binary) << spoilt;
        const auto history = open();
        ASSERT_TRUE(history);
        EXPECT_THAT(notice, HasSubstr("history.db.spoilt"));
        EXPECT_EQ(bytes_of(file + ".spoilt"), spoilt);
        EXPECT_TRUE(history->begin(1, 1));
    }
}

TEST_F(SqliteHistoryTest, BeginsAnewBesideADatabaseThatIsCutOff) {
    {
        const auto history = open();
        ASSERT_TRUE(history->begin(1, 1));
        for (int i = 0; i < 500; ++i)
            ASSERT_TRUE(history->add(took("board" + std::to_string(i), i)));
    }
    const auto whole = bytes_of(file);
    for (const auto part : {whole.size() / 2, whole.size() / 4, std::size_t{100}}) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, part);
        const auto history = open();
        ASSERT_TRUE(history) << part;
        EXPECT_FALSE(notice.empty());
        EXPECT_TRUE(history->costs());
    }
}

TEST_F(SqliteHistoryTest, BeginsAnewBesideADatabaseOfAnotherShape) {
    { ASSERT_TRUE(open()->begin(1, 1)); }
    auto bytes = bytes_of(file);
    for (auto at = bytes.find("took_ms"); at != std::string::npos;
         at = bytes.find("took_ms", at + 1))
        bytes.replace(at, 7, "lasted_");
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    ASSERT_TRUE(open());
    EXPECT_FALSE(notice.empty());
}

TEST_F(SqliteHistoryTest, LeavesTheFileOfANewerVersionAlone) {
    { ASSERT_TRUE(open()->begin(1, 1)); }
    auto bytes = bytes_of(file);
    bytes[63] = 9;  // user_version, of the database header
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    EXPECT_THAT(problem(), HasSubstr("was made by a newer bm"));
    EXPECT_EQ(bytes_of(file), bytes);
}

TEST_F(SqliteHistoryTest, SaysWhereItCannotBe) {
    tests::TempDir gone;
    auto opened = SqliteHistory::open(gone / "no/such/history.db", notice);
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("/no/such/history.db"));
}

}  // namespace
}  // namespace bm::adapters::history
