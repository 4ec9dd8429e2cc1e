// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>

#include "adapters/elf/libelf_reader.hpp"
#include "tests/adapters/elf/workshop.hpp"

namespace bm::adapters::elf {
namespace {

using testing::Workshop;

constexpr const char* wanted = ".rodata.default_environment";
const std::string environment("bootdelay=2\0arch=arm\0\0", 22);

class Archive : public ::testing::TestWithParam<const char*> {
  protected:
    Archive() {
        shop.write("env/other.c", "int other;");
        shop.write("env/a_member_with_quite_a_long_name.c",
                   R"(__attribute__((section(".rodata.default_environment")))
                      const char env[] = "bootdelay=2\0" "arch=arm\0";)");
        shop.run(
            "gcc -c env/other.c -o env/other.o && gcc -c env/a_member_with_quite_a_long_name.c "
            "-o env/a_member_with_quite_a_long_name.o");
    }
    void make(const std::string& members) {
        shop.run(std::string("ar ") + GetParam() + " env/built-in.a " + members);
    }
    auto read(std::size_t limit = 1000) {
        return LibelfReader().archive_section(shop.path("env/built-in.a"), wanted, limit);
    }
    Workshop shop;
};

TEST_P(Archive, GivesTheSectionOfTheMemberThatHasIt) {
    make("env/other.o env/a_member_with_quite_a_long_name.o");
    const auto bytes = read();
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_EQ(*bytes, environment);
}

TEST_P(Archive, WithoutTheSectionSaysNotFound) {
    make("env/other.o");
    const auto bytes = read();
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, core::ErrorKind::not_found);
}

TEST_P(Archive, WithoutMembersSaysNotFound) {
    make("");
    const auto bytes = read();
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, core::ErrorKind::not_found);
}

TEST_P(Archive, WithTooLargeASectionIsRefused) {
    make("env/a_member_with_quite_a_long_name.o");
    const auto bytes = read(21);
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, core::ErrorKind::refused);
}

TEST_P(Archive, CutAtAnyLengthGivesAValueOrAnError) {
    make("env/other.o env/a_member_with_quite_a_long_name.o");
    const auto whole = shop.read("env/built-in.a");
    for (std::size_t length = 0; length < whole.size(); length += 5) {
        shop.write("env/built-in.a", whole.substr(0, length));
        const auto bytes = read();
        ASSERT_TRUE(bytes ? *bytes == environment : !bytes.error().message.empty()) << length;
    }
}

INSTANTIATE_TEST_SUITE_P(PlainAndThin, Archive, ::testing::Values("rcs", "rcTs"));

TEST(ArchiveFile, MayBeASingleObject) {
    Workshop shop;
    shop.write("a.c", R"(__attribute__((section(".rodata.default_environment")))
                         const char env[] = "a=b\0";)");
    shop.run("gcc -c a.c -o built-in.o");
    const auto bytes = LibelfReader().archive_section(shop.path("built-in.o"), wanted, 10);
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_EQ(*bytes, std::string("a=b\0\0", 5));
    EXPECT_FALSE(LibelfReader().archive_section(shop.path("built-in.o"), ".none", 10));
}

TEST(ArchiveFile, ThatIsNeitherIsRefused) {
    Workshop shop;
    shop.write("built-in.a", "text");
    const auto bytes = LibelfReader().archive_section(shop.path("built-in.a"), wanted, 10);
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, core::ErrorKind::refused);
}

TEST(ArchiveFile, ThatIsNotThereIsNotFound) {
    const auto bytes = LibelfReader().archive_section("/nonexistent/built-in.a", wanted, 10);
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, core::ErrorKind::not_found);
}

}  // namespace
}  // namespace bm::adapters::elf
