// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/sizes.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::result {
namespace {

constexpr std::uint32_t alloc = static_cast<std::uint32_t>(SectionFlag::alloc);
constexpr std::uint32_t contents = static_cast<std::uint32_t>(SectionFlag::contents);
constexpr std::uint32_t readonly = static_cast<std::uint32_t>(SectionFlag::readonly);

ElfImage image() {
    ElfImage made;
    made.sections = {
        {.name = ".text", .size = 1000, .flags = alloc | contents | readonly},
        {.name = ".rodata", .size = 0x2a, .flags = alloc | contents | readonly},
        {.name = ".data", .size = 20, .flags = alloc | contents},
        {.name = ".bss", .size = 300, .flags = alloc},
        {.name = ".debug_info", .size = 5000, .flags = contents | readonly},
    };
    return made;
}

TEST(SizesRow, IsTheRowOfSizeWithRodataAsObjdumpPrintsIt) {
    EXPECT_EQ(sizes_row(image(), "u-boot"),
              "   1042\t     20\t    300\t   1362\t    552\tu-boot 0000002a");
}

TEST(SizesRow, EndsWithASpaceWhereThereIsNoRodata) {
    EXPECT_EQ(sizes_row({}, "u-boot"), "      0\t      0\t      0\t      0\t      0\tu-boot ");
}

TEST(ImageSizes, AreNothingUntilTheyAreKnown) { EXPECT_EQ(ImageSizes{}.all(), 0u); }

TEST(SizesFile, IsReadBackAsItWasMade) {
    const auto read = read_sizes(sizes_row(image(), "spl/u-boot-spl") + "\n");
    const std::vector<ImageSizes> expected = {{"spl/u-boot-spl", 1042, 20, 300, 42}};
    EXPECT_EQ(read, expected);
    EXPECT_EQ(read[0].all(), 1362u);
}

TEST(SizesFile, SaysThatThereIsNoRodata) {
    EXPECT_EQ(read_sizes("1 2 3 6 6 u-boot \n")[0].rodata, 0u);
}

TEST(SizesFile, ThatIsCutShortGivesTheRowsThatAreWhole) {
    EXPECT_EQ(read_sizes("1 2 3 6 6 u-boot 0\n4 5 6 1").size(), 1u);
    EXPECT_TRUE(read_sizes("").empty());
    EXPECT_TRUE(read_sizes("a b c d e f").empty());
    EXPECT_TRUE(read_sizes("1 2 3 6 6 u-boot zz").empty());
    EXPECT_TRUE(read_sizes("99999999999999999999 2 3 6 6 u-boot").empty());
}

TEST(SizesFile, NamesNoMachinesDirectory) {
    EXPECT_EQ(sizes_file("1 2 3 6 6 /home/x/.bm-work/00/build/u-boot"), "1 2 3 6 6 u-boot\n");
    EXPECT_EQ(sizes_file("1 2 3 6 6 /w/build/spl/u-boot-spl 0a"), "1 2 3 6 6 spl/u-boot-spl 0a\n");
    EXPECT_EQ(sizes_file("1 2 3 6 6 /"), "1 2 3 6 6 \n");
}

TEST(SizesFile, TellsWhetherOtherImagesMayBeMissing) {
    EXPECT_TRUE(read_sizes(sizes_row(image(), "u-boot"))[0].whole);
    EXPECT_TRUE(read_sizes(sizes_row({}, "u-boot"))[0].whole) << "without .rodata, too";
    EXPECT_FALSE(read_sizes("1 2 3 6 6 u-boot\n")[0].whole);
}

TEST(SizesFile, DropsTheHeaderThatABuildmanWorkerSends) {
    EXPECT_EQ(sizes_file("   text\t   data\t    bss\t    dec\t    hex\tfilename\n1 2 3 6 6 u-boot"),
              "1 2 3 6 6 u-boot\n");
    EXPECT_EQ(sizes_file("   text\t   data\n"), "");
}

RC_GTEST_PROP(SizesFile, OfAnyTextIsRead, (const std::string& text)) {
    for (const auto& sizes : read_sizes(text)) RC_ASSERT(!sizes.image.empty());
}

}  // namespace
}  // namespace bm::result
