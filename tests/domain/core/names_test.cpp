// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/names.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cctype>
#include <cstring>
#include <string>

namespace bm::core {
namespace {

TEST(CommitHash, HasFortyOrSixtyFourHexDigits) {
    EXPECT_TRUE(is_commit_hash(std::string(40, 'a')));
    EXPECT_TRUE(is_commit_hash(std::string(64, 'F')));
    EXPECT_TRUE(is_commit_hash("0123456789abcdefABCDEF0123456789abcdef01"));
    for (std::size_t length : {0u, 39u, 41u, 63u, 65u})
        EXPECT_FALSE(is_commit_hash(std::string(length, 'a'))) << length;
}

TEST(CommitHash, HasNothingElse) {
    for (char bad : {'g', 'G', ' ', '-', '\0', '/'})
        EXPECT_FALSE(is_commit_hash(std::string(39, 'a') + bad)) << bad;
}

// By the C library's classes, so that no bound of ours is checked against itself.
TEST(Names, HoldExactlyTheCharactersThatAreAllowed) {
    for (int code = 0; code < 256; ++code) {
        const char c = static_cast<char>(code);
        const bool plain = code < 128 && std::isalnum(code) != 0;
        const bool mark = c != '\0' && std::strchr(",._+-", c) != nullptr;
        EXPECT_EQ(is_file_name(std::string("a") + c), plain || mark) << code;
        EXPECT_EQ(is_board_name(std::string("a") + c), plain || mark || c == '@') << code;
        EXPECT_EQ(is_commit_hash(std::string(39, 'a') + c), code < 128 && std::isxdigit(code) != 0)
            << code;
    }
}

TEST(Names, AreBounded) {
    EXPECT_TRUE(is_file_name(std::string(200, 'a')));
    EXPECT_FALSE(is_file_name(std::string(201, 'a')));
}

TEST(BoardName, MayHoldWhatDefconfigsHold) {
    for (const char* name :
         {"sandbox", "qemu-riscv64", "a,b", "x.y", "c++", "_", "1", "am335x_evm"})
        EXPECT_TRUE(is_board_name(name)) << name;
}

// One board of this name made U-Boot's whole list of boards unreadable.
TEST(BoardName, MayHoldAnAtSign) {
    EXPECT_TRUE(is_board_name("sagem_f@st1704_ram"));
    EXPECT_FALSE(is_file_name("sagem_f@st1704_ram"));
}

TEST(BoardName, CannotLeaveItsFolderNorBecomeAnOption) {
    for (const char* name :
         {"", ".", "..", "a..b", "/etc", "a/b", "a b", "-j", ".hidden", "a\n", "\xc3\xa9"})
        EXPECT_FALSE(is_board_name(name)) << name;
}

TEST(BoardName, IsBounded) {
    EXPECT_TRUE(is_board_name(std::string(200, 'a')));
    EXPECT_FALSE(is_board_name(std::string(201, 'a')));
}

TEST(FileName, MayBeginWithADotOrADash) {
    EXPECT_TRUE(is_file_name(".config"));
    EXPECT_TRUE(is_file_name("-x"));
    EXPECT_FALSE(is_file_name("."));
    EXPECT_FALSE(is_file_name("../x"));
}

/// Strings of the characters that matter, so that many of them are accepted.
rc::Gen<std::string> near_names() {
    return rc::gen::container<std::string>(rc::gen::elementOf(std::string("aZ0..,_+-/ ")));
}

RC_GTEST_PROP(Names, ThatAreAcceptedNeverHoldASlashOrTwoDots, ()) {
    const std::string text = *near_names();
    const bool escapes =
        text.find('/') != std::string::npos || text.find("..") != std::string::npos;
    RC_CLASSIFY(is_file_name(text), "accepted");
    RC_ASSERT(!is_file_name(text) || !escapes);
}

RC_GTEST_PROP(Names, OfBoardsAreNamesOfFilesTooButForTheAtSign, ()) {
    std::string text = *near_names();
    const bool board = is_board_name(text);
    std::erase(text, '@');
    RC_ASSERT(!board || text.empty() || is_file_name(text));
}

}  // namespace
}  // namespace bm::core
