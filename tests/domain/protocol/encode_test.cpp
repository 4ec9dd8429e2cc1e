// SPDX-License-Identifier: GPL-2.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::protocol {
namespace {

using testing::HasSubstr;
using testing::Not;

BuildResult result_of(std::string line) {
    const auto decoded = decode_to_boss(std::string_view(line).substr(line_prefix.size()));
    EXPECT_TRUE(decoded) << line.substr(0, 200);
    return decoded ? std::get<BuildResult>(*decoded) : BuildResult{};
}

BuildResult noisy(std::size_t bytes, char c) {
    BuildResult result;
    result.board = "snow";
    result.commit_upto = 5;
    result.return_code = 2;
    result.lease = 9;
    result.cause = Cause::make;
    result.stdout_text = "first\n" + std::string(bytes, c) + "\nlast";
    return result;
}

TEST(Encode, ReplacesBytesThatAreNotUtf8) {
    EXPECT_EQ(encode(ErrorReply{"a\xFF\xC3z"}, Dialect::bm),
              R"(BM> {"resp": "error", "msg": "a\ufffd\ufffdz"})");
}

TEST(Encode, SpeaksToABuildmanPeerWithoutExtensions) {
    const auto line = encode(noisy(1, 'x'), Dialect::buildman);
    EXPECT_THAT(line, Not(HasSubstr("lease")));
    EXPECT_THAT(line, Not(HasSubstr("cause")));
    EXPECT_EQ(encode(Ready{2, 2, 1, {"lease"}}, Dialect::buildman),
              R"(BM> {"resp": "ready", "nthreads": 2, "slots": 2})");
}

TEST(Encode, WritesALoadThatIsNoNumberAsNone) {
    for (const double load : {std::nan(""), std::numeric_limits<double>::infinity(), -1.0, -0.0}) {
        BuildResult result;
        result.load_avg = load;
        EXPECT_THAT(encode(result, Dialect::bm), HasSubstr("\"load_avg\": 0.0"));
    }
    BuildResult busy;
    busy.load_avg = 1e300;
    EXPECT_EQ(result_of(encode(busy, Dialect::bm)).load_avg, 1e9);
}

TEST(Encode, SendsAResultThatFitsAsItIs) {
    const auto result = noisy(1u << 20, 'x');
    EXPECT_EQ(result_of(encode(result, Dialect::bm)), result);
}

TEST(Encode, CutsTheMiddleOfAStreamThatWouldNotFit) {
    // One control character takes six bytes of a line.
    const auto result = noisy(2u << 20, '\x01');
    const auto line = encode(result, Dialect::bm);
    EXPECT_LE(line.size(), limits::line_bytes);
    const auto sent = result_of(line);
    EXPECT_EQ(sent.board, "snow");
    EXPECT_EQ(sent.return_code, 2);
    EXPECT_TRUE(sent.stdout_text.starts_with("first\n"));
    EXPECT_TRUE(sent.stdout_text.ends_with("\nlast"));
}

TEST(Encode, TellsHowMuchOfTheOriginalIsMissing) {
    const auto result = noisy(4u << 20, 'x');
    const auto cut = result_of(encode_result(result, Dialect::bm, 100'000)).stdout_text;
    const auto begin = cut.find("\n[... ");
    const auto end = cut.find(" bytes left out ...]\n");
    ASSERT_NE(begin, cut.npos);
    ASSERT_NE(end, cut.npos);
    const auto marker = end + std::string_view(" bytes left out ...]\n").size() - begin;
    const auto missing = std::stoull(cut.substr(begin + 6, end - begin - 6));
    EXPECT_EQ(cut.size() - marker + missing, result.stdout_text.size());
    EXPECT_EQ(cut.find("[... ", end), cut.npos);
}

TEST(Encode, CutsBetweenCharacters) {
    auto result = noisy(0, 'x');
    for (int i = 0; i < 3000; ++i) result.stdout_text += "\xE2\x82\xAC";
    const auto line = encode_result(result, Dialect::bm, 10'000);
    EXPECT_LE(line.size(), 10'000u);
    EXPECT_THAT(line, HasSubstr("bytes left out"));
    EXPECT_THAT(line, Not(HasSubstr("ufffd")));
}

TEST(Encode, KeepsAKilobyteOfEachTextWhereNoMoreFits) {
    BuildResult result;
    result.board = "snow";
    result.stderr_text = std::string(100'000, 'x');
    const auto sent = result_of(encode_result(result, Dialect::bm, 1'500));
    EXPECT_GE(std::ranges::count(sent.stderr_text, 'x'), 1024);
    EXPECT_EQ(result_of(encode_result(result, Dialect::bm, 1'000)).stderr_text, "");
}

TEST(Encode, NeverSendsHalfAFile) {
    auto result = noisy(10, 'x');
    result.config["big"] = std::string(50'000, 'c');
    result.config["small"] = "whole";
    const auto sent = result_of(encode_result(result, Dialect::bm, 20'000));
    EXPECT_EQ(sent.config, (std::map<std::string, std::string>{{"small", "whole"}}));
    EXPECT_EQ(sent.stdout_text, result.stdout_text);
}

TEST(Encode, SendsFilesThatFitWithoutAnyOutput) {
    BuildResult result;
    result.board = "snow";
    result.config["u-boot.cfg"] = std::string(10'000, 'c');
    EXPECT_EQ(result_of(encode_result(result, Dialect::bm, 20'000)), result);
}

TEST(Encode, SaysAtLeastWhichBuildEndedHow) {
    auto result = noisy(10, 'x');
    result.files.assign(1'000, std::string(40, 'f'));
    const auto sent = result_of(encode_result(result, Dialect::bm, 20'000));
    BuildResult bare;
    bare.board = "snow";
    bare.commit_upto = 5;
    bare.return_code = 2;
    bare.lease = 9;
    bare.cause = Cause::make;
    EXPECT_EQ(sent, bare);
}

TEST(Encode, SendsAnAnswerOfExactlyTheLongestLine) {
    const auto around = encode(SetupDone{"", ""}, Dialect::bm).size();
    const auto line =
        encode(SetupDone{std::string(limits::line_bytes - around, 'x'), ""}, Dialect::bm);
    EXPECT_EQ(line.size(), limits::line_bytes);
    const auto longer =
        encode(SetupDone{std::string(limits::line_bytes - around + 1, 'x'), ""}, Dialect::bm);
    EXPECT_THAT(longer, HasSubstr(R"("resp": "error")"));
}

TEST(Encode, GivesAnErrorInPlaceOfAnyOtherAnswerThatIsTooLong) {
    const auto line = encode(SetupDone{std::string(9u << 20, 'x'), ""}, Dialect::bm);
    EXPECT_THAT(line, HasSubstr(R"("resp": "error", "msg": "an answer of )"));
    EXPECT_LE(line.size(), 200u);
}

}  // namespace
}  // namespace bm::protocol
