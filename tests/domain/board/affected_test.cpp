// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/affected.hpp"

#include <gtest/gtest.h>

namespace bm::board {
namespace {

const Board jetson{"Active", "aarch64",    "armv8",      "tegra210", "nvidia",
                   "p2371",  "p2371-2180", "p2371-2180", ""};
const Board spike{"Active", "riscv64", "", "", "", "qemu-riscv", "qemu-riscv64", "qemu-riscv", ""};

bool touches(const std::string& path, const Board& board) {
    return can_touch(touched_by({path}), board);
}

TEST(Affected, BoardsOfAnArchByItsFolder) {
    EXPECT_TRUE(touches("arch/arm/mach-tegra/board.c", jetson));
    EXPECT_FALSE(touches("arch/arm/mach-tegra/board.c", spike));
    EXPECT_TRUE(touches("arch/riscv/cpu/start.S", spike));
}

TEST(Affected, BoardsOfAVendorByItsFolder) {
    EXPECT_TRUE(touches("board/nvidia/common/board.c", jetson));
    EXPECT_FALSE(touches("board/nvidia/common/board.c", spike));
    EXPECT_TRUE(touches("board/qemu-riscv/x.c", spike));
}

TEST(Affected, OneBoardByItsDefconfigAndItsHeader) {
    EXPECT_TRUE(touches("configs/qemu-riscv64_defconfig", spike));
    EXPECT_FALSE(touches("configs/qemu-riscv64_defconfig", jetson));
    EXPECT_TRUE(touches("include/configs/p2371-2180.h", jetson));
    EXPECT_FALSE(touches("include/configs/p2371-2180.h", spike));
}

TEST(Affected, NobodyByWhatNoBuildReads) {
    for (const auto* path : {"doc/board/x.rst", "MAINTAINERS", "board/nvidia/p2371/MAINTAINERS",
                             "test/py/tests/test_x.py", "README"})
        EXPECT_EQ(touched_by({path}), Touched{}) << path;
}

TEST(Affected, EverybodyByAnythingElse) {
    for (const auto* path :
         {"Makefile", "drivers/net/x.c", "include/configs/sub/x.c", "arch/Kconfig.h",
          "configs/big.config", "board/Makefile", "test/dm/core.c"})
        EXPECT_TRUE(touches(path, spike) || touched_by({path}).kconfig) << path;
    EXPECT_TRUE(touched_by({"Makefile", "doc/x"}).everything);
}

TEST(Affected, NobodyByAKconfigFileUntilConfigurationsAreCompared) {
    const auto touched = touched_by({"drivers/net/Kconfig", "arch/arm/mach-tegra/Kconfig.tegra"});
    EXPECT_TRUE(touched.kconfig);
    EXPECT_FALSE(can_touch(touched, jetson));
}

}  // namespace
}  // namespace bm::board
