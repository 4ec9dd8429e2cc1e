// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/affected.hpp"

#include <gtest/gtest.h>

namespace bm::board {
namespace {

TEST(Touch, IsNobodyByWhatNoBuildReads) {
    for (const auto* path : {"doc/board/x.rst", "MAINTAINERS", "board/nvidia/p2371/MAINTAINERS",
                             "test/py/tests/test_x.py", "README"})
        EXPECT_EQ(touch_of({path}), Touch::nobody) << path;
    EXPECT_EQ(touch_of({}), Touch::nobody);
}

TEST(Touch, IsAMatterOfConfigurationsByWhatOnlyKconfigReads) {
    for (const auto* path : {"drivers/net/Kconfig", "arch/arm/mach-tegra/Kconfig.debug",
                             "configs/snow_defconfig", "configs/big.config"})
        EXPECT_EQ(touch_of({path}), Touch::configurations) << path;
}

TEST(Touch, IsEverybodyByAnythingElse) {
    for (const auto* path :
         {"Makefile", "drivers/net/x.c", "test/dm/core.c", "tools/patman/tools.py",
          // Boards of other names, vendors and arches include these.
          "include/configs/rk3399_common.h", "board/xilinx/common/board.c",
          "arch/x86/lib/reloc_x86_64_efi.c"})
        EXPECT_EQ(touch_of({path}), Touch::everybody) << path;
}

TEST(Touch, OfSeveralPathsIsTheWidest) {
    EXPECT_EQ(touch_of({"doc/x", "Kconfig"}), Touch::configurations);
    EXPECT_EQ(touch_of({"Kconfig", "Makefile", "doc/x"}), Touch::everybody);
}

}  // namespace
}  // namespace bm::board
