// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>

#include <array>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/core/utf8.hpp"

namespace bm::protocol {
namespace {

using Kind = DecodeError::Kind;

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

std::string command_error(std::string_view line) {
    const auto decoded = decode_to_worker(line);
    return decoded ? "none" : decoded.error().message;
}

std::string response_error(std::string_view line) {
    const auto decoded = decode_to_boss(line);
    return decoded ? "none" : decoded.error().message;
}

Kind kind_of(std::string_view line) {
    const auto decoded = decode_to_worker(line);
    EXPECT_FALSE(decoded);
    return decoded.error().kind;
}

TEST(Decode, NamesTheUnknownCommand) {
    EXPECT_EQ(command_error(R"({"cmd": "dance"})"), "unknown command: dance");
    EXPECT_EQ(command_error("{}"), "unknown command: ");
    EXPECT_EQ(command_error(R"({"cmd": 7})"), "unknown command: ");
    EXPECT_EQ(kind_of("{}"), Kind::unknown_message);
    EXPECT_EQ(response_error(R"({"resp": "song"})"), "unknown response: song");
}

TEST(Decode, CutsAnUnknownNameBetweenCharacters) {
    const auto name = "x" + repeated("\xC3\xA9", 80);
    EXPECT_EQ(command_error("{\"cmd\": \"" + name + "\"}"),
              "unknown command: x" + repeated("\xC3\xA9", 49));
}

TEST(Decode, RefusesWhatIsNoJsonObject) {
    for (const auto* line :
         {"", "garbage", "{", "[]", "1", "null", "\"quit\"", "{\"cmd\": \"quit\"} x",
          "{'cmd': 'quit'}", "{\"cmd\": NaN}", "{\"cmd\": \"quit\", \"x\": Infinity}",
          "{\"cmd\": \"quit\", \"x\": 1e999}", "{\"cmd\": \"\\ud800\"}"}) {
        EXPECT_EQ(command_error(line).find("invalid JSON: "), 0u) << line;
        EXPECT_EQ(kind_of(line), Kind::invalid_json) << line;
    }
}

TEST(Decode, RefusesBytesThatAreNotUtf8) {
    EXPECT_EQ(command_error("{\"cmd\": \"\xFF\"}"), "invalid JSON: the line is not UTF-8");
}

TEST(Decode, QuotesALineThatBreaksWithinACharacterInUtf8) {
    EXPECT_TRUE(core::is_valid_utf8(command_error("{\xDE\x93md")));
}

TEST(Decode, RefusesABombBeforeItIsParsed) {
    EXPECT_EQ(command_error(repeated("[", 1'000'000)), "invalid JSON: nested too deep");
    EXPECT_EQ(command_error(repeated("{\"a\":", 17)), "invalid JSON: nested too deep");
    EXPECT_EQ(command_error("[" + repeated("1,", limits::json_values) + "1]"),
              "invalid JSON: too many values");
}

TEST(Decode, AllowsTheDepthOfTheLimitAndBracketsInTexts) {
    const auto inner = limits::json_depth - 1;
    EXPECT_EQ(command_error("{\"cmd\": \"quit\", \"x\": " + repeated("[", inner) +
                            repeated("]", inner) + "}"),
              "none");
    EXPECT_EQ(command_error("{\"cmd\": \"quit\", \"x\": \"\\\"" + repeated("[{", 100) + "\"}"),
              "none");
}

TEST(Decode, SaysWhichFieldOfWhichMessageIsWrong) {
    EXPECT_EQ(command_error(R"({"cmd": "build_board", "board": 1})"),
              "build_board: field 'board' must be a string");
    EXPECT_EQ(command_error(R"({"cmd": "build_board"})"),
              "build_board: field 'board' must be given");
    EXPECT_EQ(command_error(R"({"cmd": "build_boards", "boards": ["snow"]})"),
              "build_boards: field 'boards' must be a list of objects");
    EXPECT_EQ(command_error(R"({"cmd": "build_boards", "boards": [{"arch": "arm"}]})"),
              "build_boards: field 'boards.board' must be given");
    EXPECT_EQ(command_error(R"({"cmd": "configure", "settings": {"lines": 1}})"),
              "configure: field 'settings.lines' must be true or false");
    EXPECT_EQ(command_error(R"({"cmd": "configure", "settings": []})"),
              "configure: field 'settings' must be an object");
    EXPECT_EQ(command_error(R"({"cmd": "configure", "toolchains": {"arm": null}})"),
              "configure: field 'toolchains' must be an object of strings");
    EXPECT_EQ(command_error(R"({"cmd": "build_prepare", "commits": "HEAD"})"),
              "build_prepare: field 'commits' must be a list");
    EXPECT_EQ(response_error(R"({"resp": "build_result", "sizes": {"raw": 1}})"),
              "build_result: field 'sizes.raw' must be a string");
    EXPECT_EQ(response_error(R"({"resp": "build_result", "cause": "weather"})"),
              "build_result: field 'cause' must be one of those that are known");
    EXPECT_EQ(kind_of(R"({"cmd": "build_board"})"), Kind::wrong_shape);
}

TEST(Decode, RefusesNumbersOutOfRange) {
    EXPECT_EQ(command_error(R"({"cmd": "cancel", "lease": -1})"),
              "cancel: field 'lease' must be a whole number from 0 to 9223372036854775807");
    for (const auto* number : {"-1", "1.5", "1e3", "9223372036854775808", "18446744073709551616",
                               "99999999999999999999", "true", "\"1\"", "null"}) {
        const std::string n = number;
        EXPECT_NE(command_error("{\"cmd\": \"build_prepare\", \"max_boards\": " + n + "}"), "none")
            << n;
        EXPECT_NE(
            command_error("{\"cmd\": \"build_board\", \"board\": \"x\", \"lease\": " + n + "}"),
            "none")
            << n;
        EXPECT_NE(
            command_error("{\"cmd\": \"build_board\", \"board\": \"x\", \"commits\": [" + n + "]}"),
            "none")
            << n;
        EXPECT_NE(response_error("{\"resp\": \"build_result\", \"commit_upto\": " + n + "}"),
                  "none")
            << n;
    }
    EXPECT_NE(response_error(R"({"resp": "ready", "slots": 0})"), "none");
    EXPECT_NE(response_error(R"({"resp": "build_result", "load_avg": -0.5})"), "none");
    EXPECT_NE(response_error(R"({"resp": "build_result", "load_avg": 1e10})"), "none");
}

struct Bounds {
    std::string before;  ///< the line up to the number
    std::int64_t least;
    std::int64_t most;
};

TEST(Decode, TakesEachNumberToTheEndsOfItsRangeAndNoFurther) {
    const std::vector<Bounds> answers = {
        {R"({"resp": "ready", "nthreads": )", 1, limits::slots},
        {R"({"resp": "ready", "slots": )", 1, limits::slots},
        {R"({"resp": "ready", "protocol": )", 0, limits::number},
        {R"({"resp": "build_started", "num_threads": )", 0, limits::slots},
        {R"({"resp": "worktree_created", "thread": )", 0, limits::slots},
        {R"({"resp": "heartbeat", "thread": )", -1, limits::slots},
        {R"({"resp": "build_result", "commit_upto": )", 0, limits::number},
        {R"({"resp": "build_result", "return_code": )", -limits::number, limits::number},
        {R"({"resp": "build_result", "load_avg": )", 0, limits::number},
        {R"({"resp": "build_done", "exceptions": )", 0, limits::number},
    };
    for (const auto& [before, least, most] : answers) {
        const auto with = [&](std::int64_t n) { return before + std::to_string(n) + "}"; };
        EXPECT_EQ(response_error(with(least)), "none") << with(least);
        EXPECT_EQ(response_error(with(most)), "none") << with(most);
        EXPECT_NE(response_error(with(least - 1)), "none") << with(least - 1);
        EXPECT_NE(response_error(with(most + 1)), "none") << with(most + 1);
    }
}

TEST(Decode, RefusesACommitListThatIsNeitherHashesNorNull) {
    const std::string hash = "\"" + std::string(40, 'a') + "\"";
    for (const auto& list : {std::string("[\"HEAD\"]"), "[null, " + hash + "]",
                             "[" + hash + ", null]", "[\"" + std::string(41, 'a') + "\"]",
                             "[\"" + std::string(40, 'g') + "\"]", "[" + hash + ", 1]"})
        EXPECT_EQ(
            command_error("{\"cmd\": \"build_prepare\", \"commits\": " + list + "}"),
            "build_prepare: field 'commits' must be a list of hashes of 40 or 64 hex digits, or "
            "all null")
            << list;
}

TEST(Decode, TakesNoCommitForTheSourceAsItLies) {
    const ToWorker current = BuildPrepare{{std::nullopt}, 0};
    EXPECT_EQ(decode_to_worker(R"({"cmd": "build_prepare"})"), current);
    EXPECT_EQ(decode_to_worker(R"({"cmd": "build_prepare", "commits": []})"), current);
    EXPECT_EQ(decode_to_worker(R"({"cmd": "build_prepare", "commits": [null]})"), current);
    EXPECT_EQ(decode_to_worker(R"({"cmd": "build_prepare", "commits": [null, null]})"),
              ToWorker(BuildPrepare{{std::nullopt, std::nullopt}, 0}));
}

TEST(Decode, BoundsNamesTextsAndLists) {
    const auto order = [](std::size_t length) {
        return "{\"cmd\": \"build_board\", \"board\": \"" + std::string(length, 'x') + "\"}";
    };
    EXPECT_EQ(command_error(order(limits::name_bytes)), "none");
    EXPECT_EQ(command_error(order(limits::name_bytes + 1)),
              "build_board: field 'board' must be a string of at most 1024 bytes");
    const auto setup = [](std::size_t length) {
        return "{\"cmd\": \"setup\", \"work_dir\": \"" + std::string(length, 'x') + "\"}";
    };
    EXPECT_EQ(command_error(setup(limits::text_bytes)), "none");
    EXPECT_NE(command_error(setup(limits::text_bytes + 1)), "none");
    const auto prepare = [](std::size_t commits) {
        return "{\"cmd\": \"build_prepare\", \"commits\": [" + repeated("null,", commits - 1) +
               "null]}";
    };
    EXPECT_EQ(command_error(prepare(limits::list_entries)), "none");
    EXPECT_EQ(command_error(prepare(limits::list_entries + 1)),
              "build_prepare: field 'commits' must be a list of at most 100000 entries");
}

TEST(Decode, LeavesHostileBoardNamesToTheWorker) {
    EXPECT_EQ(decode_to_worker(R"({"cmd": "build_board", "board": "../../etc/passwd"})"),
              ToWorker(BuildBoard{"../../etc/passwd", "", {}, {}, {}}));
}

TEST(Decode, PassesOverUnknownFields) {
    EXPECT_EQ(
        decode_to_worker(
            R"({"cmd": "build_boards", "boards": [{"board": "a", "env": {"x": [1]}}], "z": 0})"),
        ToWorker(BuildBoards{{{"a", ""}}, {std::nullopt}}));
}

TEST(Decode, OfAFieldGivenTwiceTheLastCounts) {
    EXPECT_EQ(decode_to_worker(R"({"cmd": "x", "cmd": "setup", "work_dir": 1, "work_dir": "w"})"),
              ToWorker(protocol::Setup{"w"}));
}

TEST(Decode, GivesAbsentFieldsOfASeedWorkerTheirDefaults) {
    EXPECT_EQ(decode_to_boss(R"({"resp": "ready", "nthreads": 4})"), ToBoss(Ready{4, 1, 0, {}}));
    EXPECT_EQ(decode_to_boss(R"({"resp": "error"})"), ToBoss(ErrorReply{"unknown"}));
    const auto decoded = decode_to_boss(R"({"resp": "build_result"})");
    ASSERT_TRUE(decoded);
    EXPECT_EQ(std::get<BuildResult>(*decoded).return_code, 1);
    EXPECT_EQ(std::get<BuildResult>(*decoded), BuildResult{});
}

TEST(Decode, OfSettingsOnlyTheKconfigCheckIsOnWhenAbsent) {
    const auto decoded = decode_to_worker(R"({"cmd": "configure"})");
    ASSERT_TRUE(decoded);
    Settings expected;
    expected.kconfig_check = true;
    EXPECT_EQ(std::get<Configure>(*decoded).settings, expected);
}

}  // namespace
}  // namespace bm::protocol
