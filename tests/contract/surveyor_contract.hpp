// SPDX-License-Identifier: GPL-2.0-or-later
// What holds for whoever asks a machine what it is and has.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ports/surveyor.hpp"

namespace bm::tests {

/// A far machine: `has` gives it a program that tells that version, `mute` makes it say nothing;
/// `survey` is the one answer to one question, asked of its surveyor and awaited in its loop.
template <class Far>
class SurveyorContract : public testing::Test {
  protected:
    Far far;
};

TYPED_TEST_SUITE_P(SurveyorContract);

TYPED_TEST_P(SurveyorContract, TellsOfTheCompilersThatAreThere) {
    this->far.has("sh4-linux-gnu-gcc", "13.9.1");
    this->far.has("arc-linux-gcc", "14.0.0");
    const auto survey = this->far.survey({"sh4-linux-gnu-gcc", "xtensa-elf-gcc"}, 60'000);
    ASSERT_TRUE(survey) << survey.error().text();
    EXPECT_EQ(survey->compilers,
              (std::map<std::string, std::string>{{"sh4-linux-gnu-gcc", "13.9.1"}}))
        << "of those that were asked for";
    EXPECT_EQ(survey->toolchains, (std::map<std::string, std::string>{{"sh", "13.9.1"}}));
}

TYPED_TEST_P(SurveyorContract, NeverAnswersFromWithinTheQuestion) {
    EXPECT_FALSE(this->far.answers_at_once());
}

TYPED_TEST_P(SurveyorContract, GivesUpAMachineThatSaysNothing) {
    this->far.mute();
    const auto survey = this->far.survey({}, 200);
    ASSERT_FALSE(survey);
    EXPECT_EQ(survey.error().what, "no answer within 0.2 s");
}

REGISTER_TYPED_TEST_SUITE_P(SurveyorContract, TellsOfTheCompilersThatAreThere,
                            NeverAnswersFromWithinTheQuestion, GivesUpAMachineThatSaysNothing);

}  // namespace bm::tests
