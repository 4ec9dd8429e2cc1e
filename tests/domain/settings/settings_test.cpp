// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/settings.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::settings {
namespace {

std::string problem(std::string_view text) {
    const auto settings = parse_settings(text, "f");
    return settings ? "none" : settings.error().message;
}

std::optional<std::string> value(std::string_view text) {
    const auto sections = parse_ini(text, "f");
    if (!sections || sections->empty() || sections->back().entries.empty()) return "error";
    return sections->back().entries.back().value;
}

TEST(Settings, ReadBothSeparatorsAndBareNames) {
    EXPECT_EQ(value("[a]\nk = v w \n"), "v w");
    EXPECT_EQ(value("[a]\nk: v=w\n"), "v=w");
    EXPECT_EQ(value("[machines]\nohau\n"), std::nullopt);
}

TEST(Settings, JoinIndentedLinesToTheValueBefore) {
    EXPECT_EQ(value("[a]\nk = one\n  two\n\tthree\n"), "one\ntwo\nthree");
}

TEST(Settings, SkipCommentsAndBlankLines) {
    EXPECT_EQ(value("# x\n; y\n[a]\n\nk=v\n  # z\n"), "v");
}

TEST(Settings, ReplacePercentSigns) {
    EXPECT_EQ(value("[a]\nbase = /x\nk = %(BASE)s/100%%\n"), "/x/100%");
    EXPECT_EQ(problem("[a]\nk = 100%\n"), "f:2: a single '%' must be written '%%'");
    EXPECT_EQ(problem("[a]\nk = %(k)s\n"), "f:2: '%(...)s' refers to itself or goes too deep");
}

TEST(Settings, AreNoWayToFillMemory) {
    const auto settings = [](int references) {
        std::string text = "[a]\nbig = " + std::string(1024, 'x') + "\nk = ";
        for (int i = 0; i < references; ++i) text += "%(big)s";
        return text + "%%\n";
    };
    EXPECT_EQ(value(settings(64)).value_or("").size(), 64u * 1024 + 1);
    EXPECT_EQ(problem(settings(65)), "f:3: the value becomes too long");
}

TEST(Settings, SpreadTheDefaultSection) {
    EXPECT_EQ(value("[DEFAULT]\nd = 1\n[a]\nk = %(d)s\n"), "1");
}

TEST(Settings, NameFileAndLineOfWhatIsWrong) {
    EXPECT_EQ(problem("k = v\n"), "f:1: an entry before the first [section]");
    EXPECT_EQ(problem("[a]\nk=1\nK=2\n"), "f:3: 'K' stands already at line 2");
    EXPECT_EQ(problem("[a\n"), "f:1: a section is written [name]");
    EXPECT_EQ(problem("[a]\n= v\n"), "f:2: a name is missing before the separator");
    EXPECT_EQ(problem("[a]\n[a]\n"), "f:2: section [a] stands already at line 1");
}

TEST(Settings, WarnOfSectionsNobodyKnows) {
    const auto settings = parse_settings("[toolchians]\na=b\n", "f");
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->warnings,
              std::vector<std::string>{"f:1: section [toolchians] is not known; ignored; near it: "
                                       "toolchain"});
    EXPECT_EQ(
        parse_settings("[global]\nallow_missing = always\n", "f")->warnings,
        std::vector<std::string>{"f:2: [global] allow_missing is not known; ignored; near it: "
                                 "allow-missing"});
}

TEST(Settings, HoldThePolicyOfMissingBlobs) {
    const auto settings = parse_settings("[global]\nallow-missing = multiple, branch\n", "f");
    ASSERT_TRUE(settings);
    EXPECT_FALSE(allows_missing(settings->allow_missing, false, false, 1, false));
    EXPECT_TRUE(allows_missing(settings->allow_missing, false, false, 2, false));
    EXPECT_TRUE(allows_missing(settings->allow_missing, false, false, 1, true));
    EXPECT_FALSE(allows_missing(settings->allow_missing, true, true, 2, true));
    EXPECT_NE(problem("[global]\nallow-missing = sometimes\n").find("'sometimes'"),
              std::string::npos);
}

RC_GTEST_PROP(Settings, AreReadOrRefusedWhateverTheBytes, (const std::string& text)) {
    const auto settings = parse_settings("[a]\n" + text, "f");
    RC_ASSERT(settings.has_value() || !settings.error().message.empty());
}

}  // namespace
}  // namespace bm::settings
