// SPDX-License-Identifier: GPL-2.0-or-later
// Line tables that this machine's compilers make.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "adapters/elf/libelf_reader.hpp"
#include "tests/adapters/elf/workshop.hpp"

namespace bm::adapters::elf {
namespace {

using testing::Workshop;

constexpr const char* program = R"(int used(int a)
{
	return a + 1;
}
int dropped(int a)
{
	return a + 2;
}
int _start(void)
{
	return used(3);
}
)";

struct Tool {
    const char* name;
    const char* prefix;
    friend void PrintTo(const Tool& tool, std::ostream* out) { *out << tool.name; }
};

class LinesTest : public ::testing::TestWithParam<Tool> {
  protected:
    void SetUp() override {
        if (!Workshop::has(std::string(GetParam().prefix) + "gcc")) GTEST_SKIP() << "no compiler";
        shop.write("source/lib/a.c", program);
        std::filesystem::create_directories(shop.path("source/build"));
    }
    void link(const std::string& compile, const std::string& options) {
        const std::string gcc = std::string(GetParam().prefix) + "gcc";
        shop.run("cd source/build && " + gcc +
                 " -g -O1 -fno-inline -ffunction-sections -fno-pie "
                 "-no-pie -nostdlib -ffreestanding " +
                 compile + " -Wl,--gc-sections " + options + " -o u-boot");
    }
    std::string footprint() {
        LibelfReader reader;
        const auto raw = reader.lines(shop.path("source/build/u-boot"), shop.path("source"),
                                      shop.path("source/build"));
        return raw ? result::footprint_text(result::footprint_of(*raw)) : raw.error().message;
    }
    Workshop shop;
};

TEST_P(LinesTest, LinesOfLinkedFunctionsAreCountedAndThoseOfDroppedOnesAreNot) {
    link("../lib/a.c", "");
    EXPECT_EQ(footprint(), "lib/a.c: 2-4,10-12\n");
}

TEST_P(LinesTest, AnImageThatBeginsAtZeroIsToldFromWhatWasDropped) {
    shop.write("source/start.S",
               ".section .note.GNU-stack\n.globl first\n.text\nfirst:\n\tnop\n\tnop\n\t.skip 64\n");
    link("-Wa,-g ../start.S ../lib/a.c", "-Wl,-Ttext=0,-e,_start,-u,first");
    const auto symbols = shop.run(std::string(GetParam().prefix) + "nm source/build/u-boot");
    ASSERT_NE(symbols.find("0000 T first"), std::string::npos) << symbols;
    EXPECT_EQ(footprint(), "lib/a.c: 2-4,10-12\nstart.S: 5-6\n");
}

TEST_P(LinesTest, NamesThatTheTreeMappedAreFoundBelowTheSource) {
    link("-ffile-prefix-map=../= ../lib/a.c", "");
    EXPECT_EQ(footprint(), "lib/a.c: 2-4,10-12\n");
}

TEST_P(LinesTest, ALinkOfTheBuildToASourceIsThatSource) {
    std::filesystem::create_symlink("../lib", shop.path("source/build/linked"));
    link("linked/a.c", "");
    EXPECT_EQ(footprint(), "lib/a.c: 2-4,10-12\n");
}

TEST_P(LinesTest, GeneratedSourcesAreNotCounted) {
    shop.write("source/build/made.c", program);
    link("made.c", "");
    EXPECT_EQ(footprint(), "");
}

TEST_P(LinesTest, LinesAreThereAfterOptimizationOverAllFiles) {
    link("-flto ../lib/a.c", "");
    EXPECT_EQ(footprint(), "lib/a.c: 2-4,10-12\n");
}

INSTANTIATE_TEST_SUITE_P(Compilers, LinesTest,
                         ::testing::Values(Tool{"host", ""}, Tool{"arm", "arm-linux-gnueabi-"},
                                           Tool{"aarch64", "aarch64-linux-gnu-"},
                                           Tool{"riscv64", "riscv64-linux-gnu-"}),
                         [](const auto& tool) { return std::string(tool.param.name); });

TEST(LinesReaderTest, AnImageWithoutLinesHasNone) {
    Workshop shop;
    shop.write("a.c", program);
    shop.run("gcc -nostdlib -ffreestanding a.c -o bare");
    LibelfReader reader;
    const auto raw = reader.lines(shop.path("bare"), shop.path("."), shop.path("."));
    ASSERT_TRUE(raw) << raw.error().message;
    EXPECT_TRUE(raw->units.empty());
}

TEST(LinesReaderTest, BrokenLinesNeverCrash) {
    Workshop shop;
    shop.write("a.c", program);
    shop.run("gcc -g -nostdlib -ffreestanding a.c -o whole");
    const auto bytes = shop.read("whole");
    LibelfReader reader;
    std::size_t tries = 0, read = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 7, ++tries) {
        auto broken = bytes;
        for (auto i = at; i < std::min(at + 3, broken.size()); ++i) broken[i] ^= 0x5a;
        shop.write("broken", broken);
        const auto raw = reader.lines(shop.path("broken"), shop.path("."), shop.path("."));
        if (!raw) continue;
        (void)result::footprint_of(*raw);
        ++read;
    }
    EXPECT_GT(read, tries / 2) << "most bytes of an image are not of its lines";
}

}  // namespace
}  // namespace bm::adapters::elf
