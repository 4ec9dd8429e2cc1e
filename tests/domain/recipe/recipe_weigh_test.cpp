// SPDX-License-Identifier: GPL-2.0-or-later
// Texts that were read and have changed, and yet may give the same build.
#include <gtest/gtest.h>

#include "tests/domain/recipe/recipe_fixture.hpp"

namespace bm::recipe {
namespace {

using evidence::Change;
using What = Change::What;

const Asked taken_over = {"compare", "weigh", "collect"};

MakeEnded watched(evidence::Inputs inputs, std::string err = "") {
    auto end = made(0, std::move(err));
    end.inputs = std::move(inputs);
    return end;
}

class RecipeWeighTest : public RecipeTest {
  protected:
    void SetUp() override {
        settings.carry = true;
        evidence::Inputs of_configure, of_build;
        of_configure.kconfigs = {"Kconfig", "configs/snow_defconfig"};
        of_build.makefiles = {"Makefile"};
        of_build.option_names = {"**/Kconfig*"};
        of_build.asked = {"a.c"};
        build({watched(of_configure, configure_said), watched({}), watched(of_build)});
        weighed.outputs = {{".config", "# made by conf\nCONFIG_ON=y\n# CONFIG_OFF is not set\n"}};
        weighed.configuration_before = weighed.configuration_after =
            "CONFIG_ON=y\n# CONFIG_OFF is not set\n";
    }
    /// The script is not known by the tests: its text is U-Boot's own.
    bool at(const std::string& path, const std::string& before, const std::string& after) {
        return at({{What::modified, path}}, {{path, {before, after}}});
    }
    bool at(std::vector<Change> changes, std::map<std::string, Weighed::Texts> texts) {
        commit = std::string(40, 'b');
        differences = {std::move(changes), true, 77};
        weighed.sources = std::move(texts);
        const auto asked = build({watched({}), watched({}), watched({})});
        EXPECT_EQ(asked == taken_over, finished.carried_from.has_value());
        return asked == taken_over;
    }
    std::string configure_said;
};

TEST_F(RecipeWeighTest, AMakefileIsTheSameWhereOnlyWhatIsNotSetDiffers) {
    EXPECT_TRUE(at("Makefile", "obj-y += a.o\nobj-$(CONFIG_OFF) += b.o\n",
                   "obj-y += a.o\nobj-$(CONFIG_OFF) += b.o\nobj-$(CONFIG_OFF) += c.o\n"));
    EXPECT_EQ(last_weigh.from, std::string(40, 'a'));
    EXPECT_TRUE(last_weigh.defconfig.empty()) << "no configuration is wanted";
}

TEST_F(RecipeWeighTest, AMakefileIsAnotherWhereWhatIsSetDiffers) {
    EXPECT_FALSE(at("Makefile", "obj-y += a.o\n", "obj-$(CONFIG_ON) += a.o\n"));
}

TEST_F(RecipeWeighTest, AnOptionThatOnlyAHeaderSetsIsSet) {
    weighed.outputs["u-boot.cfg"] = "#define CONFIG_OFF 1\n";
    EXPECT_FALSE(at("Makefile", "", "obj-$(CONFIG_OFF) += b.o\n"));
}

TEST_F(RecipeWeighTest, AKconfigFileIsBuiltThoughItMakesTheSame) {
    EXPECT_FALSE(at("Kconfig", "", "config NEW\n")) << "conf may warn of it";
}

TEST_F(RecipeWeighTest, WhatWasSaidOfAMakefileHasLinesOfIt) {
    memory.accepted->outcome.err = "make[1]: *** [../Makefile:7: x] Error 1\n";
    EXPECT_FALSE(at("Makefile", "# one\n", "# one\n# two\n"));
}

TEST_F(RecipeWeighTest, AConfigurationThatComesOutTheSameIsTheSame) {
    EXPECT_TRUE(at("configs/snow_defconfig", "CONFIG_ON=y\n", "# CONFIG_OFF is not set\n"));
    EXPECT_EQ(last_weigh.defconfig, "configs/snow_defconfig");
    EXPECT_EQ(last_weigh.variables.at("CC"), "arm-gcc");
}

TEST_F(RecipeWeighTest, AConfigurationThatComesOutOtherwiseIsAnother) {
    weighed.configuration_after = "CONFIG_ON=y\nCONFIG_OFF=y\n";
    EXPECT_FALSE(at("configs/snow_defconfig", "", "CONFIG_OFF=y\n"));
}

TEST_F(RecipeWeighTest, AnOptionThatIsNotSetIsALineOfTheConfiguration) {
    weighed.outputs[".config"] = "CONFIG_ON=y\n# CONFIG_OFF is not set\n";
    weighed.configuration_after = "CONFIG_ON=y\n# CONFIG_NEW is not set\n# CONFIG_OFF is not set\n";
    EXPECT_TRUE(at("configs/snow_defconfig", "", ""));
    EXPECT_EQ(last_collect.texts[".config"], *weighed.configuration_after);
}

TEST_F(RecipeWeighTest, AConfigurationThatIsInTheImageMustBeTheSameText) {
    memory.build_inputs.reads_configuration = true;
    EXPECT_TRUE(at("configs/snow_defconfig", "", ""));
    weighed.configuration_after = "CONFIG_ON=y\n# CONFIG_NEW is not set\n# CONFIG_OFF is not set\n";
    commit = std::string(40, 'c');
    EXPECT_FALSE(at("configs/snow_defconfig", "", ""));
}

TEST_F(RecipeWeighTest, ALineOfTheConfigurationThatSomebodyLookedForMatters) {
    weighed.configuration_after = "CONFIG_ON=y\n# CONFIG_NEW is not set\n# CONFIG_OFF is not set\n";
    memory.build_inputs.filters = {"CONFIG_NEW="};
    EXPECT_TRUE(at("configs/snow_defconfig", "", ""));
    memory.build_inputs.filters = {"CONFIG_NEW"};
    commit = std::string(40, 'c');
    EXPECT_FALSE(at("configs/snow_defconfig", "", ""));
}

TEST_F(RecipeWeighTest, AConfigurationThatCannotBeToldIsBuilt) {
    weighed.configuration_after.reset();
    EXPECT_FALSE(at("configs/snow_defconfig", "", ""));
    weighed.configuration_before.reset();
    EXPECT_FALSE(at("configs/snow_defconfig", "", "")) << "two that are not known are not the same";
}

TEST_F(RecipeWeighTest, AConfigurationThatConfHasMadeOtherwiseThanWasComputedIsBuilt) {
    weighed.outputs[".config"] = "CONFIG_ON=y\n";
    EXPECT_FALSE(at("configs/snow_defconfig", "", ""));
}

TEST_F(RecipeWeighTest, NamesOfOptionsMatterNotToAScriptThatIsNotKnown) {
    EXPECT_FALSE(at({{What::modified, "drivers/Kconfig"}},
                    {{"drivers/Kconfig", {"config A\n", "config A\nconfig B\n"}},
                     {"scripts/check-config.sh", {"cat x\n", "cat x\n"}}}));
}

TEST_F(RecipeWeighTest, WhatWasReadBySomebodyElseIsNotWeighed) {
    EXPECT_FALSE(at({{What::modified, "Makefile"}, {What::modified, "a.c"}},
                    {{"Makefile", {"", ""}}, {"a.c", {"", ""}}}));
}

TEST_F(RecipeWeighTest, ATextThatIsNotGivenIsNotTheSame) {
    EXPECT_FALSE(at({{What::modified, "Makefile"}}, {}));
}

TEST_F(RecipeWeighTest, WhatCannotBeReadIsBuilt) {
    wrong = {2, StepFailed{"git: no"}};
    EXPECT_FALSE(at("Makefile", "", ""));
    EXPECT_EQ(finished.return_code, 0);
}

TEST_F(RecipeWeighTest, AConfigurationThatIsMadeOfMoreThanADefconfigIsBuilt) {
    settings.fragments = {"more.config"};
    EXPECT_FALSE(at("configs/snow_defconfig", "", ""));
}

class RecipeWeighWarnedTest : public RecipeWeighTest {
  protected:
    void SetUp() override {
        configure_said = "configs/snow_defconfig:3:warning: odd\n";
        RecipeWeighTest::SetUp();
    }
};

TEST_F(RecipeWeighWarnedTest, WhatKconfigSaidIsNotComputed) {
    EXPECT_FALSE(at("configs/snow_defconfig", "", ""));
}

}  // namespace
}  // namespace bm::recipe
