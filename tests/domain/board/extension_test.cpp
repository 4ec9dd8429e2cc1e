// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/extension.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bm::board {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr auto acpi =
    "# Boards that can have ACPI\n\n"
    "name: acpi\ndesc: RISC-V and ACPI\nfragment: acpi\nfragment: smbios-2\n"
    "targets:\n  CONFIG_RISCV=y\n\tCONFIG_SYS_BOARD=\"qemu\"\n  qemu-*\n";

std::string problem_in(const std::string& text) {
    const auto found = parse_extensions("configs/x.buildman", text);
    return found ? "none" : found.error().message;
}

TEST(Extensions, HaveANameFragmentsAndTheBoardsThatTheyExtend) {
    const auto found = parse_extensions("configs/acpi.buildman", acpi).value();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].name, "acpi");
    EXPECT_EQ(found[0].description, "RISC-V and ACPI");
    EXPECT_THAT(found[0].fragments, ElementsAre("acpi", "smbios-2"));
    EXPECT_THAT(found[0].values, ElementsAre(Pair("RISCV", "y"), Pair("SYS_BOARD", "qemu")));
    EXPECT_THAT(found[0].targets, ElementsAre("qemu-*"));
}

TEST(Extensions, BeginAnewWithEachName) {
    const auto found =
        parse_extensions("f", "name: a\nfragment: x\ntargets:\n s*\nname: b\nfragment: y\n")
            .value();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_TRUE(found[0].may_extend("snow"));
    EXPECT_FALSE(found[0].may_extend("peach"));
    EXPECT_FALSE(found[1].may_extend("snow")) << "it wants nobody";
    EXPECT_THAT(parse_extensions("f", "# nothing\n").value(), IsEmpty());
}

TEST(Extensions, SayWhereALineIsWrong) {
    const std::string file = "configs/x.buildman:";
    EXPECT_EQ(problem_in("name: a\n  CONFIG_X=y\n"), file + "2: Unexpected indent");
    EXPECT_EQ(problem_in(" x\n"), file + "1: Unexpected indent");
    EXPECT_EQ(problem_in("name: a\ntargets:\n CONFIG_X\n"), file + "3: Invalid CONFIG syntax");
    EXPECT_EQ(problem_in("name: a\ntargets:\n CONFIG_=y\n"), file + "3: Invalid CONFIG syntax");
    EXPECT_EQ(problem_in("name: a\ntargets:\n a/b*\n"), file + "3: Invalid target regex");
    EXPECT_EQ(problem_in("name\n"), file + "1: Invalid tag");
    EXPECT_EQ(problem_in("name: a b\n"), file + "1: Invalid name");
    EXPECT_EQ(problem_in("name: a,b\n"), file + "1: Invalid name");
    EXPECT_EQ(problem_in("name: a\nfragment: ../x\n"), file + "2: Invalid name");
    EXPECT_EQ(problem_in("name: a\ncolour: red\n"), file + "2: Unknown tag 'colour'");
    EXPECT_EQ(problem_in("fragment: x\n"), file + "1: Invalid tag: name: comes first");
}

TEST(Extensions, MakeABoardThatIsItsBaseWithFragmentsOnTop) {
    const auto extension = parse_extensions("f", acpi).value().front();
    Board base;
    base.target = "qemu-riscv64";
    base.arch = "riscv64";
    const auto board = extended(extension, base);
    EXPECT_EQ(board.target, "acpi,qemu-riscv64");
    EXPECT_EQ(board.arch, "riscv64");
    EXPECT_EQ(base_of(board), "qemu-riscv64");
    EXPECT_THAT(configure_goals(board),
                ElementsAre("qemu-riscv64_defconfig", "acpi.config", "smbios-2.config"));
    EXPECT_THAT(configure_goals(base), IsEmpty());
    EXPECT_EQ(base_of(base), "qemu-riscv64");
}

}  // namespace
}  // namespace bm::board
