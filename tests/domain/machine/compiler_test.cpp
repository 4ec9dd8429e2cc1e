// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/compiler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bm::machine {
namespace {

using testing::HasSubstr;
using testing::Not;

Facts facts(const char* system, const char* arch) {
    Facts facts;
    facts.system = system;
    facts.arch = arch;
    return facts;
}

std::string why_not(const Facts& machine, const char* arch) {
    const auto possible = can_fetch(machine, arch);
    return possible ? "" : possible.error().message;
}

TEST(Compiler, IsLackingWhereAWorkerWouldFindNone) {
    Survey survey;
    survey.toolchains = {{"arm", "12.2.0"}, {"sandbox", ""}};
    EXPECT_EQ(lacking(survey, {"aarch64", "arm", "mips", "sandbox"}),
              (std::vector<std::string>{"aarch64", "mips"}));
    EXPECT_TRUE(lacking(survey, {}).empty());
}

TEST(Compiler, CanBeFetchedForTheMachinesThatTheSiteBuildsFor) {
    EXPECT_EQ(why_not(facts("Linux", "x86_64"), "arm"), "");
    EXPECT_EQ(why_not(facts("Linux", "aarch64"), "aarch64"), "");
    EXPECT_EQ(why_not(facts("Linux", "riscv64"), "arm"),
              "it is Linux riscv64, and there are compilers to fetch for Linux x86_64 and aarch64 "
              "only: install one there");
    EXPECT_THAT(why_not(facts("Darwin", "x86_64"), "arm"), HasSubstr("it is Darwin x86_64"));
    for (const char* arch : {"sandbox", "x86", "no such arch"})
        EXPECT_EQ(why_not(facts("Linux", "aarch64"), arch),
                  "only a machine's own gcc builds it, on x86_64 or for sandbox");
}

TEST(Compiler, IsInstalledByOneLineForAnyLoginShell) {
    const auto command = install_command({"gcc-1-nolibc/it's", "bin/$x-gcc", true});
    EXPECT_THAT(command, testing::StartsWith("exec sh -c '"));
    EXPECT_THAT(command, Not(HasSubstr("\n")));
    for (std::size_t i = 0; i < command.size(); ++i)
        EXPECT_TRUE(command[i] != '!' || command[i - 1] == '\\') << command;
    EXPECT_THAT(command, HasSubstr("tar -xJf - --no-same-owner --no-same-permissions"));
    EXPECT_THAT(install_command({"gcc-1-nolibc/arm", "bin/arm-gcc", false}),
                HasSubstr("tar -xf -"));
}

TEST(Compiler, ThatCouldNotBeFetchedIsSaidWithTheReason) {
    EXPECT_EQ(fetch_failure("ash", "arc", "no"),
              "  Failed to fetch ash: arc: no; Debian's package gcc-arc-linux-gnu has one\n");
    EXPECT_EQ(fetch_failure("ash", "nios2", "no"), "  Failed to fetch ash: nios2: no\n");
}

}  // namespace
}  // namespace bm::machine
