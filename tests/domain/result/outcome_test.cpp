// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/outcome.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace bm::result {
namespace {

std::vector<std::string> names(const Outcome& outcome) {
    std::vector<std::string> all;
    for (const auto& file : files_of(outcome)) all.push_back(file.name);
    return all;
}

TEST(OutcomeFiles, OfACleanLocalBuildAreLogAndDone) {
    const std::vector<FileToWrite> expected = {{"log", "out\n"}, {"done", "0"}};
    EXPECT_EQ(files_of({.return_code = 0, .stdout_text = "out\n"}), expected);
}

TEST(OutcomeFiles, HoldAnEmptyLogToo) { EXPECT_EQ(files_of({})[0], (FileToWrite{"log", ""})); }

TEST(OutcomeFiles, HaveErrOnlyWhenSomethingWasSaid) {
    const std::vector<FileToWrite> expected = {
        {"log", ""}, {"err", "a.c:1: error\n"}, {"done", "2"}};
    EXPECT_EQ(files_of({.return_code = 2, .stderr_text = "a.c:1: error\n"}), expected);
}

TEST(OutcomeFiles, NameTheHostOnlyWhenItIsAnother) {
    const std::vector<FileToWrite> expected = {{"log", ""}, {"host", "ruru\n"}, {"done", "0"}};
    EXPECT_EQ(files_of({.host = "ruru"}), expected);
}

TEST(OutcomeFiles, TakeTheBytesOfASpooledFileFromTheSpool) {
    const Outcome outcome{.texts = {{"toolchain", "gcc x"}}, .spooled = {"u-boot.cfg"}};
    const std::vector<FileToWrite> expected = {
        {"log", ""}, {"toolchain", "gcc x"}, {"u-boot.cfg", Spooled{}}, {"done", "0"}};
    EXPECT_EQ(files_of(outcome), expected);
}

TEST(OutcomeFiles, HoldSizesWithoutHeader) {
    const Outcome outcome{.sizes =
                              "   text\t   data\n      1\t      2\t      3\t      6\t 6\tu-boot"};
    EXPECT_EQ(files_of(outcome)[1],
              (FileToWrite{"sizes", "      1\t      2\t      3\t      6\t 6\tu-boot\n"}));
}

TEST(OutcomeFiles, HaveEachNameOnceAndTheSpooledOne) {
    const Outcome outcome{
        .sizes = "1 2 3 6 6 u-boot", .texts = {{"sizes", "x"}}, .spooled = {"sizes", "sizes"}};
    EXPECT_EQ(names(outcome), (std::vector<std::string>{"log", "sizes", "done"}));
    EXPECT_EQ(files_of(outcome)[1].content, (std::variant<std::string, Spooled>{Spooled{}}));
}

TEST(OutcomeFiles, CannotBeNamedByAWorkerAsBmsOwnOrOutsideTheFolder) {
    const Outcome outcome{
        .texts = {{"done", "0"}, {"../x", ""}, {"a/b", ""}, {"host", "h"}, {"", ""}},
        .spooled = {"err", "log", "..", "/etc/passwd", "a\nb"}};
    EXPECT_EQ(names(outcome), (std::vector<std::string>{"log", "done"}));
}

RC_GTEST_PROP(OutcomeFiles, EndWithDoneAndHaveDistinctPlainNames,
              (std::map<std::string, std::string> texts, std::vector<std::string> spooled)) {
    auto all = names({.texts = texts, .spooled = spooled});
    RC_ASSERT(all.back() == "done");
    std::ranges::sort(all);
    RC_ASSERT(std::ranges::adjacent_find(all) == all.end());
    for (const auto& name : all) RC_ASSERT(name.find('/') == std::string::npos);
}

TEST(BuildStateOf, FollowsTheCodeThenWhatWasSaid) {
    EXPECT_EQ(state_of(0, ""), BuildState::ok);
    EXPECT_EQ(state_of(0, "a.c:1:2: warning: x\n"), BuildState::warned);
    EXPECT_EQ(state_of(2, ""), BuildState::failed);
    EXPECT_EQ(state_of(0, "make: *** Waiting for unfinished jobs....\n"), BuildState::ok);
    EXPECT_EQ(state_of(0, "Waiting for unfinished\nreal"), BuildState::warned);
}

TEST(DoneFile, HoldsTheCodeWithOrWithoutNewline) {
    EXPECT_EQ(read_done("0"), 0);
    EXPECT_EQ(read_done("2\n"), 2);
    EXPECT_EQ(read_done("137\nmore"), 137);
}

TEST(DoneFile, ThatSaysNothingOrTryAgainIsNoOutcome) {
    for (const char* content : {"", "-1", "x", "1x", " 1", "\n0", "99999999999"})
        EXPECT_EQ(read_done(content), std::nullopt) << content;
}

}  // namespace
}  // namespace bm::result
