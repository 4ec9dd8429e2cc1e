// SPDX-License-Identifier: GPL-2.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/domain/summary/farm.hpp"

namespace bm::summary::test {
namespace {

using result::BuildState;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Facts, WithoutDoneAreNotKnownWhateverElseIsThere) {
    FactReader reader(everything, {});
    auto files = with_sizes(build(0), 10);
    files.done.reset();
    const auto facts = reader.read(files);
    EXPECT_EQ(facts.state, BuildState::unknown);
    EXPECT_THAT(facts.sizes, IsEmpty());
    EXPECT_THAT(facts.problems, IsEmpty()) << "it is being built, perhaps";
}

TEST(Facts, OfADamagedDoneAreNotKnownAndSaySo) {
    FactReader reader(everything, {});
    for (const auto* done : {"", "x", "0x", "99999999999999999999", "\n0"}) {
        auto files = build(0);
        files.done = done;
        const auto facts = reader.read(files);
        EXPECT_EQ(facts.state, BuildState::unknown) << done;
        EXPECT_THAT(facts.problems, SizeIs(1)) << done;
    }
}

TEST(Facts, NameSizesThatCannotBeRead) {
    FactReader reader(everything, {});
    auto files = build(0);
    files.sizes = "12 34\n";
    const auto facts = reader.read(files);
    EXPECT_EQ(facts.state, BuildState::ok);
    EXPECT_THAT(facts.problems, testing::ElementsAre(HasSubstr("sizes")));
}

TEST(Facts, OfABuildWhoseWarningsAreFilteredAreGood) {
    FactReader reader(everything, {.dtb_warnings = true});
    EXPECT_EQ(reader.read(build(0, "x.dtb: Warning (reg_format): no\n")).state, BuildState::ok);
    EXPECT_EQ(reader.read(build(2, "x.dtb: Warning (reg_format): no\n")).state, BuildState::failed);
}

TEST(Facts, OfABuildWhoseErrIsDamagedAreNotKnownAndSaySo) {
    FactReader reader(everything, {});
    auto files = with_sizes(build(0), 10);
    files.damaged["err"] = "Input/output error";
    const auto facts = reader.read(files);
    EXPECT_EQ(facts.state, BuildState::unknown);
    EXPECT_THAT(facts.sizes, IsEmpty());
    EXPECT_THAT(facts.problems, testing::ElementsAre("err: Input/output error"));
}

TEST(Facts, OfABuildWithAnotherDamagedFileAreKnown) {
    FactReader reader(everything, {});
    auto files = build(0);
    files.damaged["host"] = files.damaged["sizes"] = files.damaged["uboot.env"] = "it is no file";
    const auto facts = reader.read(files);
    EXPECT_EQ(facts.state, BuildState::ok);
    EXPECT_THAT(facts.problems, SizeIs(3));
}

TEST(Facts, HaveTheFunctionsOfAllImagesOrNone) {
    FactReader reader(everything, {});
    auto files = build(0);
    files.functions["u-boot"] = "10 T main\n";
    EXPECT_TRUE(reader.read(files).functions);
    files.damaged["u-boot-spl.sizes"] = "it is no file";
    EXPECT_FALSE(reader.read(files).functions) << "the other image would seem to be gone";
}

TEST(Facts, HaveAllConfigurationFilesOrNone) {
    FactReader reader(everything, {});
    auto files = build(0);
    files.configuration[".config"] = "CONFIG_A=y\n";
    EXPECT_TRUE(reader.read(files).configuration);
    files.damaged["u-boot.cfg"] = "it is no file";
    EXPECT_FALSE(reader.read(files).configuration);
}

// Bytes from 0x80 to 0x9f are commands to some terminals.
TEST(Facts, AreUtf8WhateverTheFilesHold) {
    FactReader reader(everything, {});
    auto files = build(2, "a.c:1: error: \x80\xff\n");
    files.environment = "a=\x9b";
    const auto facts = reader.read(files);
    EXPECT_EQ(facts.messages->at(0).text, "a.c:1: error: \xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(facts.environment->at("a"), "\xEF\xBF\xBD");
}

TEST(Facts, ShareWhatSeveralBuildsSay) {
    FactReader reader(everything, {});
    EXPECT_EQ(reader.read(build(0, "a.c:1: warning: no\n")).messages,
              reader.read(build(0, "a.c:1: warning: no\n")).messages);
}

TEST(Facts, TellThatThereWasNoToolchain) {
    FactReader reader(everything, {});
    EXPECT_TRUE(reader.read(build(10)).no_toolchain);
    EXPECT_FALSE(reader.read(build(2)).no_toolchain);
}

RC_GTEST_PROP(Facts, OfAnyBytesAreReadWithoutHarm,
              (const std::string& done, const std::string& err, const std::string& other)) {
    FactReader reader(everything, {});
    Files files;
    files.done = done;
    files.err = err;
    files.host = files.sizes = files.environment = other;
    files.functions["u-boot"] = files.configuration["u-boot.cfg"] = other;
    (void)reader.read(files);
}

}  // namespace
}  // namespace bm::summary::test
