// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/option_set.hpp"

#include <gtest/gtest.h>

namespace bm::evidence {
namespace {

TEST(TheOptionsThatAreSet, AreThoseOfEachKindOfText) {
    OptionNames names;
    add_options_set(names, "CONFIG_A=y\n# CONFIG_B is not set\n");
    add_options_set(names, "#define CONFIG_C 1\n#define X CONFIG_D\n");
    EXPECT_EQ(names, (OptionNames{"A", "C", "D"}));
}

TEST(TheOptionsThatAreDefined, AreReadAsTheScriptReadsThem) {
    EXPECT_EQ(options_defined("config A\n\tbool\n  config  B\nmenuconfig C\n"
                              "\tmenuconfig D\n# config E\nif config F\nconfigure\n"),
              (OptionNames{"A", "B", "C", "D", "ure"}));
}

TEST(TheReaderOfNames, IsKnownByItsText) {
    EXPECT_FALSE(is_known_reader_of_names(""));
    EXPECT_FALSE(is_known_reader_of_names("#!/bin/sh\n"));
}

}  // namespace
}  // namespace bm::evidence
