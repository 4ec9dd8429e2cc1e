// SPDX-License-Identifier: GPL-2.0-or-later
// The GNU tools are the oracle: on files that this machine's compilers make, the texts are theirs.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "adapters/elf/libelf_reader.hpp"
#include "domain/result/elf_text.hpp"
#include "tests/adapters/elf/workshop.hpp"

namespace bm::adapters::elf {
namespace {

using testing::Workshop;

/// Symbols of every kind that a boot loader has, with ties in size, and in size and name.
constexpr const char* source = R"(
int initialised = 1; static int zeroed; int array[10]; const int constant = 5;
static const char text[] = "hello"; int tentative;
__attribute__((weak)) int weak_function(void) { return 1; }
__attribute__((weak)) int weak_object = 3;
__thread int thread_data = 3; __thread int thread_zero;
__attribute__((section(".odd_data"))) int in_odd_section = 2;
__attribute__((section(".pdata"))) int named_like_windows = 2;
__attribute__((aligned(4096))) char aligned[8192];
extern int elsewhere __attribute__((weak));
static int same_size_a(void) { return 1; }
static int same_size_b(void) { return 2; }
__asm__(".globl absolute\nabsolute = 0x1234\n.size absolute, 4\n");
int start(void) { return text[zeroed] + same_size_a() + same_size_b() + (&elsewhere != 0); }
int main(void) { return start(); }
)";
constexpr const char* second = R"(
static int zeroed = 7; static int same_size_a(void) { return 3; }
int second(void) { return zeroed + same_size_a(); }
)";

/// U-Boot's scripts put the strings of dynamic symbols before what uses them.
constexpr const char* strings_first = R"(
ENTRY(start)
SECTIONS {
    . = 0x80000000;
    .text : { *(.text*) }
    .rodata : { *(.rodata*) }
    .dynstr : { *(.dynstr*) }
    .hash : { *(.hash) }
    .gnu.hash : { *(.gnu.hash) }
    .data : { *(.data*) *(.odd_data) *(.pdata) }
    .tdata : { *(.tdata) }
    .dynamic : { *(.dynamic*) }
    .got : { *(.got*) }
    .rel_apart : { *(.rel*.data*) }
    .rela.dyn : { *(.rela*) }
    .dynsym : { *(.dynsym) }
    .bss : { *(.bss*) }
}
)";

struct Case {
    std::string prefix;  ///< of the compiler and the tools
    std::string flags;
    friend void PrintTo(const Case& c, std::ostream* out) { *out << c.prefix << " " << c.flags; }
};

std::vector<Case> cases() {
    std::vector<Case> all;
    for (const char* prefix :
         {"", "aarch64-linux-gnu-", "arm-linux-gnueabi-", "riscv64-linux-gnu-"})
        for (const char* flags :
             {"-c -g", "-c -fcommon -ffunction-sections", "-g -nostdlib -static -Wl,-estart",
              "-g -nostdlib -static -no-pie -Wl,-estart -Wl,-Ttext=0x40200000 -Wl,-q",
              "-shared -fPIC -nostdlib",
              "-g -nostdlib -fPIE -pie -Wl,-Bsymbolic -Wl,-Tstrings_first.lds",
              "-shared -fPIC -nostdlib -Wl,-Tstrings_first.lds",
              "-g -gz=zlib -nostdlib -static -Wl,-estart"})
            all.push_back({prefix, flags});
    return all;
}

class GnuText : public ::testing::TestWithParam<Case> {
  protected:
    void SetUp() override {
        const auto& [prefix, flags] = GetParam();
        if (!Workshop::has(prefix + "gcc")) GTEST_SKIP() << prefix << "gcc is not installed";
        shop.write("one.c", source);
        shop.write("two.c", second);
        shop.write("strings_first.lds", strings_first);
        if (flags.starts_with("-c"))
            shop.run(prefix + "gcc " + flags + " one.c -o u-boot");
        else
            shop.run(prefix + "gcc " + flags + " one.c two.c -o u-boot");
        auto read = LibelfReader().read(shop.path("u-boot"));
        ASSERT_TRUE(read) << read.error().message;
        image = *read;
    }
    std::string tool(const std::string& command) { return shop.run(GetParam().prefix + command); }

    Workshop shop;
    result::ElfImage image;
};

TEST_P(GnuText, IsThatOfNm) { EXPECT_EQ(result::nm_text(image), tool("nm --size-sort u-boot")); }

TEST_P(GnuText, IsThatOfSize) {
    std::istringstream lines(tool("size u-boot"));
    std::string header;
    std::string row;
    std::getline(lines, header);
    std::getline(lines, row);
    EXPECT_EQ(result::size_row(image, "u-boot"), row);
}

TEST_P(GnuText, IsThatOfObjdump) {
    EXPECT_EQ(result::objdump_text(image, "u-boot"), tool("objdump -h u-boot"));
}

TEST_P(GnuText, OfStaticsHasEachThatNmHas) {
    std::istringstream rows(tool("nm --size-sort u-boot"));
    std::multiset<std::string> of_nm, ours;
    for (std::string size, letter, name; rows >> size >> letter >> name;)
        if (std::string("tdbr").find(letter) != std::string::npos) of_nm.insert(name);
    std::istringstream words(result::statics_text(image));
    std::map<std::string, std::set<std::string>> by_file;
    std::string file;
    for (std::string word; words >> word;) {
        if (word.ends_with(':'))
            file = word;
        else
            by_file[file].insert(*ours.insert(word.substr(0, word.find('='))));
    }
    EXPECT_EQ(ours, of_nm);
    EXPECT_TRUE(by_file["one.c:"].contains("same_size_b"));
    EXPECT_EQ(by_file["two.c:"].contains("same_size_a"), !GetParam().flags.starts_with("-c"));
}

INSTANTIATE_TEST_SUITE_P(OfFilesMadeHere, GnuText, ::testing::ValuesIn(cases()));

}  // namespace
}  // namespace bm::adapters::elf
