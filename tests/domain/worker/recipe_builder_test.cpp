// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/recipe_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace bm::worker {
namespace {

class RecipeBuilderTest : public testing::Test {
  protected:
    toolchain::Machine machine() {
        return {"x86_64",
                [this](std::string_view name) -> std::optional<std::string> {
                    if (std::ranges::find(programs, name) == programs.end()) return std::nullopt;
                    return "/usr/bin/" + std::string(name);
                },
                [](const std::string&) { return true; }, "/home/u"};
    }

    BuildOrder order(const std::string& arch = "arm") {
        BuildOrder order;
        order.board = "snow";
        order.arch = arch;
        order.jobs = 2;
        order.place = place;
        order.settings = std::make_shared<const protocol::Settings>(settings);
        order.toolchains = std::make_shared<const std::map<std::string, std::string>>();
        return order;
    }

    /// The first make of a build of the source as it lies there.
    recipe::RunMake first_make() {
        RecipeBuilder builder(machine(), {{"PATH", "/bin"}, {"SECRET", "s"}});
        auto turn = builder.begin(0, order());
        while (auto* step = std::get_if<recipe::Step>(&turn)) {
            if (const auto* make = std::get_if<recipe::RunMake>(step)) return *make;
            turn = builder.resume(0, recipe::StepDone{});
        }
        ADD_FAILURE() << std::get<BuildEnd>(turn).err;
        return {};
    }

    BuildEnd end_at_once(const std::string& arch = "arm") {
        RecipeBuilder builder(machine(), {});
        const auto turn = builder.begin(0, order(arch));
        const auto* end = std::get_if<BuildEnd>(&turn);
        EXPECT_NE(end, nullptr) << "a step was asked for";
        return end ? *end : BuildEnd{};
    }

    /// A whole build of the source as it lies there, each of whose builds by make ends with `code`.
    BuildEnd end_of(int code) {
        RecipeBuilder builder(machine(), {});
        auto turn = builder.begin(0, order());
        for (int i = 0; i < 100; ++i) {
            const auto* step = std::get_if<recipe::Step>(&turn);
            if (!step) break;
            turn = builder.resume(0, answer(*step, code));
        }
        const auto* end = std::get_if<BuildEnd>(&turn);
        EXPECT_NE(end, nullptr) << "it does not end";
        return end ? *end : BuildEnd{};
    }

    static recipe::StepResult answer(const recipe::Step& step, int code) {
        if (const auto* make = std::get_if<recipe::RunMake>(&step)) {
            recipe::MakeEnded ended;
            ended.code = make->purpose == recipe::RunMake::Purpose::build ? code : 0;
            ended.err = "said\n";
            return ended;
        }
        if (std::holds_alternative<recipe::Attribute>(step)) return recipe::Attributed{};
        if (std::holds_alternative<recipe::ReadText>(step)) return recipe::TextRead{};
        if (std::holds_alternative<recipe::Collect>(step))
            return recipe::Collected{{"u-boot.sizes"}, {{"name", "text"}}, "1 2 3 6 6 u-boot 0",
                                     "a.c: 1\n"};
        return recipe::StepDone{};
    }

    std::vector<std::string> programs = {"arm-linux-gnueabi-gcc", "dtc"};
    protocol::Settings settings;
    Place place{"/w", "/w/build"};
};

TEST_F(RecipeBuilderTest, TellsMakeNoPathOfThisMachineWhereAShorterWayLeadsToItsOutput) {
    const auto output = [this](const std::string& of_source, const std::string& where) {
        place = {of_source, where};
        for (const auto& word : first_make().arguments)
            if (word.starts_with("O=")) return word;
        return std::string("none");
    };
    EXPECT_EQ(output("/work/00", "/work/00/build"), "O=build");
    EXPECT_EQ(output("/work/00", "/work/00/deep/build"), "O=deep/build");
    EXPECT_EQ(output("/work/00", "/work/00.build"), "O=../00.build");
    EXPECT_EQ(output("/work/00", "/work/boards/snow"), "O=/work/boards/snow");
    EXPECT_EQ(output("/work/00", "/elsewhere"), "O=/elsewhere");
    EXPECT_EQ(output("/work/00", "/work"), "O=/work");
    EXPECT_EQ(output("/work/00", "/work/00"), "none");
}

TEST_F(RecipeBuilderTest, GivesMakeWhatTheToolchainNeedsAndNoSecrets) {
    const auto make = first_make();
    EXPECT_EQ(make.environment.at("CROSS_COMPILE"), "arm-linux-gnueabi-");
    EXPECT_EQ(make.environment.at("PATH"), "/usr/bin:/bin");
    EXPECT_FALSE(make.environment.contains("SECRET"));
    EXPECT_FALSE(make.environment.contains("DTC"));
}

TEST_F(RecipeBuilderTest, GivesMakeWhatTheSettingsAskFor) {
    settings.environment = {{"KEY", "v"}};
    settings.dtc_skip = true;
    settings.full_path = true;
    settings.wrapper = "ccache";
    const auto make = first_make();
    EXPECT_EQ(make.environment.at("KEY"), "v");
    EXPECT_EQ(make.environment.at("DTC"), "/usr/bin/dtc");
    EXPECT_EQ(make.environment.at("CROSS_COMPILE"), "ccache /usr/bin/arm-linux-gnueabi-");
    EXPECT_EQ(make.environment.at("PATH"), "/bin");
}

TEST_F(RecipeBuilderTest, UsesTheNamedCompilerInPlaceOfTheArchs) {
    programs = {"gcc-12"};
    settings.compiler = "gcc-12";
    const auto make = first_make();
    EXPECT_FALSE(make.environment.contains("CROSS_COMPILE"));
    EXPECT_NE(std::ranges::find(make.arguments, "CC=gcc-12"), make.arguments.end());
}

TEST_F(RecipeBuilderTest, TellsAClangItsTargetAndTheBinutilsOfTheArch) {
    programs = {"clang", "arm-linux-gnueabi-gcc"};
    settings.compiler = "clang";
    const auto make = first_make();
    EXPECT_EQ(make.environment.at("CROSS_COMPILE"), "arm-linux-gnueabi-");
    EXPECT_NE(std::ranges::find(make.arguments, "HOSTCC=clang"), make.arguments.end());
    EXPECT_NE(std::ranges::find(make.arguments, "CC=clang -target arm-linux-gnueabi"),
              make.arguments.end());
}

TEST_F(RecipeBuilderTest, EndsWithAllThatTheRecipeFound) {
    const auto good = end_of(0);
    EXPECT_EQ(good.return_code, 0);
    EXPECT_EQ(good.cause, protocol::Cause::make);
    EXPECT_NE(good.err.find("said"), std::string::npos);
    EXPECT_EQ(good.files, std::vector<std::string>{"u-boot.sizes"});
    EXPECT_EQ(good.config.at("name"), "text");
    EXPECT_EQ(good.sizes, "1 2 3 6 6 u-boot 0");
    EXPECT_EQ(good.lines, "a.c: 1\n");
    EXPECT_EQ(end_of(2).return_code, 2);
}

TEST_F(RecipeBuilderTest, KnowsNothingOfABuildThatWasAbandoned) {
    RecipeBuilder builder(machine(), {});
    const auto turn = builder.begin(0, order());
    ASSERT_TRUE(std::holds_alternative<recipe::Step>(turn));
    builder.abandon(0, recipe::StepDone{});
    const auto after = builder.resume(0, recipe::StepFailed{"of the build that was"});
    ASSERT_TRUE(std::holds_alternative<BuildEnd>(after));
    EXPECT_EQ(std::get<BuildEnd>(after).err, "");
}

TEST_F(RecipeBuilderTest, EndsAtOnceWithoutAToolchain) {
    const auto end = end_at_once("mips");
    EXPECT_EQ(end.return_code, 10);
    EXPECT_EQ(end.cause, protocol::Cause::toolchain);
    settings.compiler = "clang";
    EXPECT_EQ(end_at_once("arm").return_code, 10);
}

TEST_F(RecipeBuilderTest, CannotStartWhereTheDtcThatWasAskedForIsMissing) {
    programs = {"arm-linux-gnueabi-gcc"};
    settings.dtc_skip = true;
    const auto end = end_at_once();
    EXPECT_EQ(end.return_code, 1);
    EXPECT_EQ(end.cause, protocol::Cause::start);
    EXPECT_EQ(end.err, "--dtc-skip: there is no dtc in PATH: install device-tree-compiler\n");
}

}  // namespace
}  // namespace bm::worker
