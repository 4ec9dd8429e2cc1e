// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/recipe/environment.hpp"
#include "domain/recipe/kconfig_guard.hpp"
#include "domain/recipe/make_arguments.hpp"
#include "domain/recipe/reconfigure.hpp"

namespace bm::recipe {
namespace {

using Purpose = RunMake::Purpose;
using Words = std::vector<std::string>;

const MakeOptions options{"build", 3, "snow", {"X=1"}};

TEST(MakeArguments, AreThoseOfTheProtocolInItsOrder) {
    protocol::Settings settings;
    settings.warnings_as_errors = settings.allow_missing = settings.no_lto = true;
    EXPECT_EQ(make_arguments(Purpose::build, options, settings),
              (Words{"O=build", "-s", "-j", "3", "NPROC=3", "KCFLAGS=-Werror", "HOSTCFLAGS=-Werror",
                     "BINMAN_ALLOW_MISSING=1", "NO_LTO=1", "X=1", "-k", "--output-sync=target"}));
}

TEST(MakeArguments, OfAConfigureLetItsQuestionsBeSeen) {
    EXPECT_EQ(make_arguments(Purpose::configure, options, {}),
              (Words{"O=build", "-s", "-j", "3", "NPROC=3", "X=1", "snow_defconfig"}));
    EXPECT_EQ(make_arguments(Purpose::sync_config, options, {}).back(), "include/config/auto.conf")
        << "the goal syncconfig leaves U-Boot's u-boot.cfg as it was";
    EXPECT_EQ(make_arguments(Purpose::mrproper, options, {}).front(), "mrproper");
}

TEST(MakeArguments, OfAnExtendedBoardConfigureWithItsBaseAndItsFragments) {
    protocol::Settings settings;
    settings.fragments = {"debug.config"};
    auto told = options;
    told.board = "acpi,snow";
    told.defconfig = {"snow_defconfig", "acpi.config"};
    EXPECT_EQ(command_line(make_arguments(Purpose::configure, told, settings)),
              "make O=build -s X=1 snow_defconfig acpi.config debug.config\n");
}

TEST(MakeArguments, OfConfigOnlyAskForTheConfiguration) {
    protocol::Settings settings;
    settings.config_only = settings.verbose_build = true;
    const auto words = make_arguments(Purpose::build, options, settings);
    EXPECT_EQ(words.back(), "cfg");
    EXPECT_EQ(words[1], "V=1");
}

TEST(MakeArguments, NameTheGoalsThatTheSettingsAskFor) {
    protocol::Settings settings;
    settings.fragments = {"acpi.config", "debug.config"};
    settings.target = "u-boot.img";
    auto told = options;
    told.host_cc = told.cc = "clang";
    EXPECT_EQ(
        command_line(make_arguments(Purpose::configure, told, settings)),
        "make O=build -s X=1 HOSTCC=clang CC=clang snow_defconfig acpi.config debug.config\n");
    EXPECT_EQ(command_line(make_arguments(Purpose::build, told, settings)),
              "make O=build -s X=1 HOSTCC=clang CC=clang -k u-boot.img\n");
    EXPECT_EQ(command_line(make_arguments(Purpose::save_defconfig, options, {})),
              "make O=build -s X=1 savedefconfig\n");
    EXPECT_EQ(command_line(make_arguments(Purpose::merge_config, options, {})),
              "make O=build -s X=1 KCONFIG_ALLCONFIG=.bm-adjusted.config alldefconfig\n");
}

TEST(MakeArguments, HaveNoOutputDirectoryInTheSource) {
    auto in_tree = options;
    in_tree.output.clear();
    EXPECT_EQ(command_line(make_arguments(Purpose::build, in_tree, {})), "make -s X=1 -k\n");
}

TEST(MakeArguments, AreStoredWithoutWhatOnlySchedules) {
    EXPECT_EQ(command_line(make_arguments(Purpose::build, options, {})),
              "make O=build -s X=1 -k\n");
}

TEST(Environment, LetsOnlyKnownVariablesThrough) {
    const Variables caller = {{"HOME", "/h"},         {"CCACHE_DIR", "/c"},    {"BL31", "/b"},
                              {"MAKEFLAGS", "-n"},    {"KBUILD_OUTPUT", "/o"}, {"SECRET", "s"},
                              {"CROSS_COMPILE", "x-"}};
    EXPECT_EQ(allowed(caller), (Variables{{"HOME", "/h"}, {"CCACHE_DIR", "/c"}, {"BL31", "/b"}}));
    EXPECT_EQ(dropped(caller), (Words{"CROSS_COMPILE", "KBUILD_OUTPUT", "MAKEFLAGS"}));
}

TEST(Environment, IsStoredWithoutTheCallersPath) {
    const auto set =
        set_by_bm({{"CROSS_COMPILE", "arm-"}, {"PATH", "/t:/bin:/usr/bin"}}, 7, {}, true);
    EXPECT_EQ(environment_file(set, "/bin:/usr/bin"),
              "CROSS_COMPILE=\"arm-\"\n"
              "KCPPFLAGS=\"-fdebug-prefix-map=$(dir $(CURDIR))=\"\n"
              "LANG=\"C\"\nLC_ALL=\"C\"\nPATH=\"/t\"\n"
              "SOURCE_DATE_EPOCH=\"7\"\n");
}

TEST(Environment, HasWhatTheUserAskedForInPlaceOfItsOwn) {
    const auto set = set_by_bm({{"CROSS_COMPILE", "arm-"}}, 7,
                               {{"CROSS_COMPILE", "mine-"}, {"KEY", "value"}}, true);
    EXPECT_EQ(set.at("CROSS_COMPILE"), "mine-");
    EXPECT_EQ(set.at("KEY"), "value");
}

TEST(Environment, KeepsThePlaceOfABuildOutOfItsImagesBesideFlagsOfTheUser) {
    const auto flags = set_by_bm({}, 7, {{"KCPPFLAGS", "-DMINE"}}, true).at("KCPPFLAGS");
    EXPECT_TRUE(flags.starts_with("-DMINE -fdebug-prefix-map=")) << flags;
    EXPECT_FALSE(set_by_bm({}, 7, {}, false).contains("KCPPFLAGS"))
        << "in the source itself the linker would say other paths";
}

TEST(Reconfigure, FollowsFilesThatTheConfigurationIsMadeOf) {
    for (const char* path :
         {"Kconfig", "drivers/net/Kconfig.phy", "configs/other_defconfig", "configs/common.config",
          "scripts/kconfig/conf.c", "Makefile", "scripts/Kbuild.include", "board/x/debug.config"})
        EXPECT_TRUE(changes_configuration(path)) << path;
    for (const char* path : {"drivers/net/net.c", "doc/Kconfiguration.rst/x", "common/Makefile"})
        EXPECT_FALSE(changes_configuration(path)) << path;
}

constexpr auto endless =
    "*\n* Restart config...\n*\nBreak (BREAK_ME) [] (NEW) \nError in reading or end of file.\n\n"
    "Break (BREAK_ME) [] (NEW) \nError in reading or end of file.\n\n";

TEST(KconfigGuard, StopsAtTheSecondQuestionForTheSameSymbol) {
    EXPECT_FALSE(KconfigGuard().feed(endless));
}

TEST(KconfigGuard, LetsQuestionsForDifferentSymbolsAndOtherOutputPass) {
    EXPECT_TRUE(KconfigGuard().feed("* Restart config...\nA (A) [] (NEW) \nB (B) [] (NEW) \n"));
    EXPECT_TRUE(KconfigGuard().feed("Break (B) [] (NEW) \nBreak (B) [] (NEW) \n"));
}

RC_GTEST_PROP(KconfigGuard, DoesNotDependOnHowOutputIsSplit, ()) {
    const std::string text = endless;
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    KconfigGuard guard;
    const bool first = guard.feed(text.substr(0, at));
    const bool second = guard.feed(text.substr(at));
    RC_ASSERT(!(first && second));
}

}  // namespace
}  // namespace bm::recipe
