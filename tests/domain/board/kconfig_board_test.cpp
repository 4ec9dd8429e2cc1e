// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/kconfig_board.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/kconfig/parser.hpp"

namespace bm::board {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct OneFile final : kconfig::Surroundings {
    explicit OneFile(std::string text) : text_(std::move(text)) {}
    core::Expected<std::string> read(const std::string&) override { return text_; }
    std::optional<std::string> variable(const std::string&) override { return std::nullopt; }
    std::string shell(const std::string&) override { return {}; }

  private:
    std::string text_;
};

constexpr auto file =
    "choice\n\tprompt \"Target\"\n"
    "config TARGET_SNOW\n\tbool \"snow\"\nconfig TARGET_PEACH\n\tbool \"peach\"\nendchoice\n"
    "config TARGET_EXTRA\n\tbool \"extra\"\n"
    "config ARCH_RV32I\n\tbool \"32\"\n"
    "config SYS_ARCH\n\tstring \"arch\"\n\tdefault \"arm\"\n"
    "config SYS_CPU\n\tstring \"cpu\"\n\tdefault \"armv8\" if TARGET_PEACH\n\tdefault \"armv7\"\n"
    "config SYS_SOC\n\tstring\n"
    "config SYS_VENDOR\n\tstring\n\tdefault \"samsung\"\n"
    "config SYS_BOARD\n\tstring\n\tdefault \"snow\"\n"
    "config SYS_CONFIG_NAME\n\tstring\n\tdefault \"exynos\"\n";

kconfig::Tree tree_of(const std::string& text) {
    OneFile surroundings(text);
    return kconfig::parse("Kconfig", surroundings).tree;
}

Board read(const std::string& defconfig) {
    const auto tree = tree_of(file);
    return BoardReader(tree).read("x", "configs/x_defconfig", defconfig);
}

TEST(BoardReader, TakesWhatKconfigSaysOfABoard) {
    EXPECT_EQ(read(""), (Board{"", "arm", "armv7", "", "samsung", "snow", "x", "exynos", ""}));
}

TEST(BoardReader, CallsAnArmWithAnArmv8CpuAarch64) {
    EXPECT_EQ(read("CONFIG_TARGET_PEACH=y\n").arch, "aarch64");
}

TEST(BoardReader, TellsRiscvBySize) {
    EXPECT_EQ(read("CONFIG_SYS_ARCH=\"riscv\"\n").arch, "riscv64");
    EXPECT_EQ(read("CONFIG_SYS_ARCH=\"riscv\"\nCONFIG_ARCH_RV32I=y\n").arch, "riscv32");
}

TEST(BoardReader, ReadsLinesThatGrepPrinted) {
    EXPECT_EQ(read("a:CONFIG_SYS_CPU=\"arm926\"\nb:CONFIG_SYS_ARCH=\"x86\"").cpu, "arm926");
}

TEST(BoardReader, ForgetsTheBoardBefore) {
    const auto tree = tree_of(file);
    BoardReader reader(tree);
    reader.read("a", "configs/a_defconfig", "CONFIG_TARGET_PEACH=y\nCONFIG_SYS_ARCH=\"riscv\"\n");
    EXPECT_EQ(reader.read("b", "configs/b_defconfig", "").cpu, "armv7");
}

TEST(BoardReader, WarnsWhereNotJustOneTargetIsSet) {
    const auto tree = tree_of(file);
    BoardReader reader(tree);
    reader.read("snow", "configs/snow_defconfig", "CONFIG_TARGET_SNOW=y\n");
    EXPECT_THAT(reader.target_warnings("snow"), IsEmpty());
    reader.read("snow", "configs/snow_defconfig", "CONFIG_TARGET_EXTRA=y\n");
    EXPECT_THAT(reader.target_warnings("snow"),
                ElementsAre("WARNING: snow_defconfig: Duplicate TARGET_xxx: snow and extra"));
}

TEST(BoardReader, WarnsWhereNoTargetIsSet) {
    const auto tree = tree_of("config SYS_ARCH\n\tstring\n");
    BoardReader reader(tree);
    reader.read("snow-2", "configs/snow-2_defconfig", "");
    EXPECT_THAT(reader.target_warnings("snow-2"),
                ElementsAre("WARNING: snow-2_defconfig: No TARGET_SNOW_2 enabled"));
}

TEST(DescribesBoards, IsTrueOfATreeWithSysArch) {
    EXPECT_TRUE(describes_boards(tree_of(file)));
    EXPECT_FALSE(describes_boards(tree_of("config OTHER\n\tbool\n")));
}

TEST(TargetOf, IsTheNameOfADefconfigThatIsNotHidden) {
    EXPECT_EQ(target_of("configs/snow_defconfig"), "snow");
    EXPECT_EQ(target_of("configs/deep/er/snow_defconfig"), "snow");
    EXPECT_EQ(target_of("configs/.snow_defconfig"), std::nullopt);
    EXPECT_EQ(target_of("configs/snow.config"), std::nullopt);
    EXPECT_EQ(target_of("arch/snow_defconfig"), std::nullopt);
    EXPECT_EQ(target_of("configs/a b_defconfig"), std::nullopt);
    EXPECT_EQ(target_of("configs/_defconfig"), std::nullopt);
}

}  // namespace
}  // namespace bm::board
