// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/plan/blobs.hpp"

#include <gtest/gtest.h>

namespace bm::plan {
namespace {

TEST(Blobs, AreWhatSomebodyPutThereForTheBuild) {
    EXPECT_EQ(blobs_among({"bl31.bin", "tee.elf", "board/acme/ddr.bin"}),
              (std::vector<std::string>{"bl31.bin", "tee.elf", "board/acme/ddr.bin"}));
}

TEST(Blobs, AreNotWhatABuildInTheTreeLeft) {
    EXPECT_TRUE(blobs_among({"u-boot.bin", "u-boot-dtb.bin", "spl/u-boot-spl.bin", "spl/x.bin",
                             "common/main.o", ".config", "bin", "arch/arm/dts/u-boot-nodtb.bin"})
                    .empty());
}

}  // namespace
}  // namespace bm::plan
