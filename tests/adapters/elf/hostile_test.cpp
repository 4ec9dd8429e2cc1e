// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever lies in a file, reading it gives an image or an error.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "adapters/elf/libelf_reader.hpp"
#include "domain/result/elf_text.hpp"
#include "tests/adapters/elf/workshop.hpp"

namespace bm::adapters::elf {
namespace {

using testing::Workshop;

std::string object_file(const Workshop& shop) {
    shop.write("a.c", "int data = 1; int function(void) { return data; }");
    shop.run("gcc -c a.c -o a.o");
    return shop.read("a.o");
}

/// Reads it and uses all that was read.
bool survives(const Workshop& shop, const std::string& bytes) {
    shop.write("victim", bytes);
    const auto image = LibelfReader().read(shop.path("victim"));
    if (!image) return !image.error().message.empty();
    return (result::nm_text(*image) + result::size_row(*image, "x") +
            result::objdump_text(*image, "x"))
               .size() > 0;
}

TEST(ElfFile, ThatIsNotThereIsNotFound) {
    const auto image = LibelfReader().read("/nonexistent/u-boot");
    ASSERT_FALSE(image);
    EXPECT_EQ(image.error().kind, core::ErrorKind::not_found);
}

TEST(ElfFile, ThatIsNoElfFileIsRefusedByName) {
    Workshop shop;
    shop.write("u-boot", "#!/bin/sh\n");
    const auto image = LibelfReader().read(shop.path("u-boot"));
    ASSERT_FALSE(image);
    EXPECT_EQ(image.error().kind, core::ErrorKind::refused);
    EXPECT_NE(image.error().message.find(shop.path("u-boot")), std::string::npos);
}

TEST(ElfFile, ThatIsAFolderOrAPipeIsRefused) {
    Workshop shop;
    shop.run("mkfifo pipe");
    for (const auto& path : {shop.path("pipe"), shop.path("")}) {
        const auto image = LibelfReader().read(path);
        ASSERT_FALSE(image);
        EXPECT_EQ(image.error().kind, core::ErrorKind::refused);
    }
}

TEST(ElfFile, CutAtAnyLengthIsReadOrRefused) {
    Workshop shop;
    const std::string whole = object_file(shop);
    for (std::size_t length = 0; length < whole.size(); length += 7)
        ASSERT_TRUE(survives(shop, whole.substr(0, length))) << length;
}

TEST(ElfFile, WithAnyByteOfItsHeadersChangedIsReadOrRefused) {
    Workshop shop;
    const std::string whole = object_file(shop);
    for (const char bad : {'\0', '\x7f', '\xff'})
        for (std::size_t at = 0; at < whole.size(); at += 3) {
            std::string damaged = whole;
            damaged[at] = bad;
            ASSERT_TRUE(survives(shop, damaged)) << at << " " << int{bad};
        }
}

RC_GTEST_PROP(ElfFile, OfAnyBytesAfterTheMagicIsReadOrRefused, ()) {
    static const Workshop shop;
    const auto rest = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    RC_ASSERT(survives(shop,
                       "\x7f"
                       "ELF\x02\x01\x01" +
                           rest));
}

}  // namespace
}  // namespace bm::adapters::elf
