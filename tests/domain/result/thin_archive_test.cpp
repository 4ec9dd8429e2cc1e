// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/thin_archive.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::result {
namespace {

std::string header(const std::string& name, std::size_t size) {
    return fmt::format("{:16}{:12}{:6}{:6}{:8}{:<10}`\n", name, 0, 0, 0, 644, size);
}

std::string archive(const std::string& table, const std::vector<std::string>& members) {
    std::string bytes(thin_magic);
    bytes += header("//", table.size()) + table + (table.size() % 2 != 0 ? "\n" : "");
    for (const auto& member : members) bytes += header(member, 1000);
    return bytes;
}
using Names = std::vector<std::string>;

TEST(ThinArchive, NamesItsMembersInOrder) {
    const auto members = thin_members(archive("common.o/\nsub/env.o/\n", {"/10", "/0"}));
    ASSERT_TRUE(members) << members.error().message;
    EXPECT_EQ(*members, (Names{"sub/env.o", "common.o"}));
}

TEST(ThinArchive, MayHaveASymbolTableOfAnyLength) {
    std::string bytes(thin_magic);
    bytes += header("/", 3) + "abc\n" + header("//", 5) + "a.o/\n\n" + header("/0", 9);
    EXPECT_EQ(*thin_members(bytes), (Names{"a.o"}));
}

TEST(ThinArchive, WithoutMembersIsSound) { EXPECT_EQ(*thin_members(thin_magic), Names{}); }

TEST(ThinArchive, CannotLeadOutOfItsFolder) {
    EXPECT_EQ(*thin_members(archive("/etc/x/\n../y/\na/../z/\nok/\n", {"/0", "/8", "/14", "/22"})),
              (Names{"ok"}));
}

TEST(ThinArchive, ThatIsDamagedIsRefused) {
    for (const auto& bytes :
         {std::string("!<arch>\n"), std::string(thin_magic) + "short",
          std::string(thin_magic) + header("//", 100) + "cut",
          std::string(thin_magic) + std::string(60, 'x'), archive("a.o/\n", {"/99"}),
          archive("a.o/\n", {"/x"}), archive("a.o/\n", {"a.o/"}), archive("unended", {"/0"})}) {
        const auto members = thin_members(bytes);
        ASSERT_FALSE(members);
        EXPECT_EQ(members.error().kind, core::ErrorKind::refused);
    }
}

RC_GTEST_PROP(ThinArchive, OfAnyBytesGivesNamesOrARefusal, (const std::string& rest)) {
    const auto members = thin_members(std::string(thin_magic) + rest);
    RC_ASSERT(members.has_value() || !members.error().message.empty());
}

}  // namespace
}  // namespace bm::result
