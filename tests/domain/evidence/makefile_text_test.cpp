// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/makefile_text.hpp"

#include <gtest/gtest.h>

namespace bm::evidence {
namespace {

constexpr auto base =
    "# SPDX\n\nobj-y += a.o\nobj-$(CONFIG_ON) += on.o\nobj-$(CONFIG_NONE) += none.o\n"
    "foo-$(CONFIG_NONE) += none.o\n";

struct Case {
    std::string line;
    bool matters;
};

class AMakefileLine : public testing::TestWithParam<Case> {};

TEST_P(AMakefileLine, MattersOrNot) {
    const OptionNames set = {"ON", "SPL_PHASE", "TPL_LATE"};
    const auto& [line, matters] = GetParam();
    const auto with = base + line + "\n";
    EXPECT_EQ(what_matters(with, set) != what_matters(base, set), matters) << line;
}

const Case cases[] = {
    {"", false},
    {"# words", false},
    {"# words \\\nobj-y += in_the_comment.o", false},
    {"obj-y += b.o", true},
    {"obj-$(CONFIG_ON) += more.o", true},
    {"obj-$(CONFIG_OFF) += off.o", false},
    {"    obj-$(CONFIG_OFF) += off.o", false},
    {"obj-$(CONFIG_OFF) += off.o \\\n\tmore/", false},
    {"foo-$(CONFIG_OFF)\t:= off.o", false},
    {"obj-$(CONFIG_$(SPL_)OFF) += off.o", false},
    {"obj-$(CONFIG_$(SPL_)PHASE) += off.o", true},
    {"obj-$(CONFIG_$(SPL_TPL_)LATE) += off.o", true},
    {"obj-$(CONFIG_PHASE) += off.o", false},
    {"obj-$(CONFIG_OFF) += $(shell ls)", true},
    {"obj-$(CONFIG_OFF)$(X) += off.o", true},
    {"$(X)-$(CONFIG_OFF) += off.o", true},
    {"obj-$(CONFIG_OFF) += off.o # words", true},
    {"\tobj-$(CONFIG_OFF) += a_recipe", true},
    {"lib-$(CONFIG_OFF) += first.o", true},
    {"lib-$(CONFIG_OFF) +=", false},
    {"CONFIG_HERE := y\nobj-$(CONFIG_HERE) += here.o", true},
    {"ifdef CONFIG_OFF\nobj-$(CONFIG_OFF) += a.o\nendif", true},
    {"ifdef CONFIG_OFF", true},
    {"-include none.mk", true},
    {"define x", true},
    {"y := $(obj-)", true},
};
INSTANTIATE_TEST_SUITE_P(Cases, AMakefileLine, testing::ValuesIn(cases));

TEST(AMakefile, MattersWholeWhereItDefinesTexts) {
    const std::string text = "define rule\n# no comment\nendef\n";
    EXPECT_EQ(what_matters(text, {}), text);
}

// Kbuild makes no archive of a folder whose lists are all empty.
TEST(AMakefile, IsAnotherWhereItsLastObjectGoes) {
    EXPECT_NE(what_matters("obj-$(CONFIG_OFF) += a.o\n", {}), what_matters("# nothing\n", {}));
    EXPECT_EQ(what_matters("obj-$(CONFIG_OFF) += a.o\n", {}),
              what_matters("obj-$(CONFIG_OTHER) += b.o\n", {}));
}

TEST(AMakefile, IsAnotherInsideOfAConditional) {
    EXPECT_NE(
        what_matters("ifdef X\nobj-$(CONFIG_OFF) += a.o\nendif\nobj-$(CONFIG_OFF) += c.o\n", {}),
        what_matters("ifdef X\nendif\nobj-$(CONFIG_OFF) += c.o\n", {}));
}

// One more end than beginnings took the next conditional for none.
TEST(AMakefile, IsAnotherInsideOfAConditionalBehindAnOddEnd) {
    EXPECT_NE(
        what_matters("endif\nifdef X\nobj-$(CONFIG_OFF) += a.o\nendif\nobj-$(CONFIG_OFF) += c.o\n",
                     {}),
        what_matters("endif\nifdef X\nendif\nobj-$(CONFIG_OFF) += c.o\n", {}));
}

TEST(AMakefile, KeepsTheOrderOfWhatMatters) {
    EXPECT_NE(what_matters("a := 1\nb := 2\n", {}), what_matters("b := 2\na := 1\n", {}));
}

}  // namespace
}  // namespace bm::evidence
