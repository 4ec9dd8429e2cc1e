// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/attribution.hpp"

#include <gtest/gtest.h>

namespace bm::diagnostic {
namespace {

using Names = std::vector<std::string>;

constexpr auto net_record =
    "cmd_drivers/net.o := gcc -Wp,-MMD,drivers/.net.o.d -c -o drivers/net.o ../drivers/net.c\n\n"
    "source_drivers/net.o := ../drivers/net.c\n\n"
    "deps_drivers/net.o := \\\n    $(wildcard include/config/NET) \\\n  ../include/util.h \\\n";

class AttributionTest : public testing::Test {
  protected:
    Attribution look(std::string_view said) {
        Attribution found(said, {"/w/00", "/w/00/build"});
        found.see_record("drivers/.net.o.cmd", net_record);
        found.see_record("spl/drivers/.net.o.cmd",
                         "cmd_spl/drivers/net.o := gcc -o spl/drivers/net.o /w/00/drivers/net.c\n");
        found.see_record("lib/.crc.o.cmd", "cmd_lib/crc.o := gcc -o lib/crc.o ../lib/crc.c\n");
        found.see_record(
            ".u-boot.cmd",
            "cmd_u-boot := arm-linux-gnueabi-ld.bfd -o u-boot drivers/net.o lib/crc.o\n");
        found.see_record("dts/.q.dtb.cmd",
                         "cmd_dts/q.dtb := dtc -o dts/q.dtb dts/.q.dtb.dts.tmp\n");
        found.see_record("not a record", "drivers/net.c");
        return found;
    }
};

TEST_F(AttributionTest, FindsEveryOutputMadeOfASource) {
    const auto found = look("../drivers/net.c:3:1: warning: x\n");
    EXPECT_EQ(found.outputs(), (Names{"drivers/net.o", "spl/drivers/net.o"}));
    EXPECT_EQ(found.unattributed(), Names{});
}

TEST_F(AttributionTest, FindsTheOutputsThatIncludeAHeader) {
    EXPECT_EQ(look("In file included from ../drivers/net.c:1:\n../include/util.h:9:5: warning: y\n")
                  .outputs(),
              (Names{"drivers/net.o", "spl/drivers/net.o"}));
}

TEST_F(AttributionTest, FindsOutputsThatAreNamedThemselves) {
    EXPECT_EQ(look("aarch64-linux-gnu-ld.bfd: warning: u-boot has a LOAD segment\n").outputs(),
              (Names{"u-boot"}));
    EXPECT_EQ(look("dts/q.dtb: Warning (reg_format): /x\n").outputs(), (Names{"dts/q.dtb"}));
    EXPECT_EQ(look("dts/.q.dtb.dts.tmp:3.4-5: Warning (unit): /x\n").outputs(),
              (Names{"dts/q.dtb"}));
}

TEST_F(AttributionTest, FindsNamedFilesThatHaveNoRecord) {
    auto found = look("arm-linux-gnueabi-ld.bfd: warning: lib/hello_efi.so has a LOAD segment\n");
    EXPECT_EQ(found.outputs(), Names{}) << "that the linker is named in every link says nothing";
    EXPECT_EQ(found.named_files(), (Names{"lib/hello_efi.so"}));
    found.see_file("lib/hello_efi.so");
    EXPECT_EQ(found.outputs(), (Names{"lib/hello_efi.so"}));
    EXPECT_EQ(found.unattributed(), Names{});
}

TEST_F(AttributionTest, TakesALinkersNoteForPartOfTheLineBeforeIt) {
    const auto found = look(
        "ld.bfd: warning: drivers/net.o: missing .note.GNU-stack section\n"
        "ld.bfd: NOTE: This behaviour is deprecated\n");
    EXPECT_EQ(found.unattributed(), Names{});
}

TEST_F(AttributionTest, LooksAtEveryLineOfALinkersMessage) {
    EXPECT_EQ(
        look("ld: /tmp/cc.o: in function `f':\ncrc.c:(.text+0x1): warning: the use of `t' is\n"
             "ld: drivers/net.o: in function `f':\nnet.c:3: multiple definition of `f'\n")
            .outputs(),
        (Names{"drivers/net.o", "u-boot"}));
    EXPECT_EQ(look("ld: else.o: in function `f':\nlib/crc.o:(.text+0x1): undefined reference to "
                   "`g'\n")
                  .outputs(),
              (Names{"lib/crc.o", "u-boot"}));
    EXPECT_EQ(look("ld:lib/crc.o:0: syntax error\n").outputs(), (Names{"lib/crc.o", "u-boot"}));
}

TEST_F(AttributionTest, NamesTheLinesThatNobodyPrinted) {
    const auto found = look("/tmp/ccXyz12.s:3: Warning: odd\nsomething went wrong\n");
    EXPECT_EQ(found.outputs(), Names{});
    EXPECT_EQ(found.unattributed(),
              (Names{"/tmp/ccXyz12.s:3: Warning: odd", "something went wrong"}));
}

TEST_F(AttributionTest, AsksForNobodyWhereMakeItselfSpeaks) {
    const auto found = look(
        "make: *** [Makefile:3: a.o] Error 1\n"
        "make[1]: warning:  Clock skew detected.\n");
    EXPECT_EQ(found.unattributed(), Names{});
}

TEST(AbsolutePath, ResolvesDotsFromItsBase) {
    EXPECT_EQ(absolute_path("../a/./b.c", "/w/00/build"), "/w/00/a/b.c");
    EXPECT_EQ(absolute_path("/x//y/../z", "/w"), "/x/z");
    EXPECT_EQ(absolute_path("../../../../../../..", "/w"), "");
}

}  // namespace
}  // namespace bm::diagnostic
