// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>

#include "tests/domain/recipe/recipe_fixture.hpp"

namespace bm::recipe {
namespace {

using evidence::Change;
using What = Change::What;

const Asked carried = {"compare", "collect"};
const Asked built_after_all = {"compare", "check out", "build", "collect"};
const Asked built_with_known = {"compare", "find", "check out", "build", "collect"};
const Asked configured = {"compare", "check out", "remove", "configure",
                          "sync",    "build",     "collect"};

/// A make that was watched, and whose compilers read these.
MakeEnded that_asked(std::set<std::string, std::less<>> paths, MakeEnded end = made(0)) {
    end.inputs.emplace();
    end.inputs->compiled = std::move(paths);
    return end;
}

class RecipeCarryTest : public RecipeTest {
  protected:
    void SetUp() override {
        settings.carry = true;
        known.paths = {"a.c", "new.c", "Makefile"};
    }
    /// From nothing, at commit a.
    void build_first(MakeEnded end = made(0)) {
        EXPECT_EQ(build({that_asked({"Kconfig"}), that_asked({}),
                         that_asked({"Makefile", "a.c"}, std::move(end))})[0],
                  "check out");
    }
    bool versions_alike = true;
    Asked build_at(char letter, std::vector<Change> changes, std::vector<MakeEnded> makes = {}) {
        commit = std::string(40, letter);
        differences = {std::move(changes), versions_alike, 77};
        if (makes.empty()) makes = {that_asked({}), that_asked({}), that_asked({})};
        return build(std::move(makes));
    }
};

TEST_F(RecipeCarryTest, TakesAnOutcomeOverWhereNothingOfItsInputsDiffers) {
    build_first(made(0, warning));
    const auto first = finished;
    EXPECT_EQ(build_at('b', {{What::modified, "README"}}), carried);
    EXPECT_EQ(finished.carried_from, std::string(40, 'a'));
    EXPECT_EQ(finished.err, warning);
    EXPECT_EQ(finished.return_code, first.return_code);
    EXPECT_EQ(last_compare, (Compare{std::string(40, 'a'), std::string(40, 'b')}));
}

TEST_F(RecipeCarryTest, ComparesWithWhatWasBuiltAndNotWithWhatWasCarried) {
    build_first();
    build_at('b', {});
    EXPECT_EQ(build_at('c', {}), carried);
    EXPECT_EQ(last_compare.from, std::string(40, 'a'));
}

TEST_F(RecipeCarryTest, SaysTheDateOfItsOwnCommit) {
    build_first();
    build_at('b', {});
    EXPECT_NE(last_collect.texts["out-env"].find("SOURCE_DATE_EPOCH=\"77\""), std::string::npos);
}

TEST_F(RecipeCarryTest, BuildsWhereAnInputOfTheBuildOrOfTheConfigurationDiffers) {
    build_first();
    EXPECT_EQ(build_at('b', {{What::modified, "a.c"}}), built_with_known);
    EXPECT_EQ(finished.carried_from, std::nullopt);
    EXPECT_EQ(build_at('c', {{What::modified, "Kconfig"}}), configured);
}

TEST_F(RecipeCarryTest, KeepsTheInputsOfWhatAnIncrementalBuildLeftAsItWas) {
    build_first();
    build_at('b', {{What::modified, "Makefile"}}, {that_asked({"new.c"})});
    EXPECT_EQ(build_at('c', {{What::modified, "new.c"}}), built_with_known);
    EXPECT_EQ(build_at('d', {{What::modified, "a.c"}}), built_with_known)
        << "its object is in the image still";
}

TEST_F(RecipeCarryTest, ForgetsTheInputsOfWhatACleanBuildDidAway) {
    build_first();
    settings.mrproper = true;
    build_at('b', {{What::modified, "a.c"}},
             {that_asked({"Kconfig"}), that_asked({}), that_asked({"Makefile"})});
    EXPECT_EQ(build_at('c', {{What::modified, "a.c"}}), carried);
}

TEST_F(RecipeCarryTest, BuildsWhereTheVersionStringHasAnotherLength) {
    build_first();
    versions_alike = false;
    EXPECT_EQ(build_at('b', {}), built_after_all);
}

TEST_F(RecipeCarryTest, TakesAFailureOverToo) {
    build({that_asked({}), that_asked({}), that_asked({"a.c"}, made(2, error))});
    EXPECT_EQ(build_at('b', {}), carried);
    EXPECT_EQ(finished.return_code, 2);
    EXPECT_EQ(finished.err, error);
    EXPECT_FALSE(finished.reconfigured);
}

TEST_F(RecipeCarryTest, BuildsTheSameCommitAgainWhenItIsAskedForAgain) {
    build_first();
    EXPECT_EQ(build_at('a', {}), incremental);
}

TEST_F(RecipeCarryTest, BuildsWhereAMakeWasNotWatchedWhole) {
    build({that_asked({}), that_asked({}), made(0)});
    EXPECT_EQ(build_at('b', {}), incremental) << "one was not watched at all";
    memory = {};
    auto blind = that_asked({});
    blind.inputs->unseen = {"/usr/bin/static"};
    build({blind, that_asked({}), that_asked({})});
    EXPECT_EQ(build_at('b', {}), incremental) << "a program of one was not seen";
    EXPECT_EQ(build_at('c', {}), incremental) << "what it read is in O= still";
}

TEST_F(RecipeCarryTest, DoesNotTakeOverWhatIsDoubtful) {
    auto end = that_asked({}, made(2, error));
    end.machine.kernel_kills = 1;
    build({that_asked({}), that_asked({}), end});
    ASSERT_EQ(finished.cause, Cause::doubtful);
    EXPECT_EQ(build_at('b', {})[0], "check out");
}

TEST_F(RecipeCarryTest, DoesNotTakeOverFromAMakeThatWasEnded) {
    build_first();
    auto killed = that_asked({});
    killed.how = MakeEnded::How::signalled;
    build_at('b', {{What::modified, "a.c"}}, {killed});
    EXPECT_EQ(build_at('c', {})[0], "check out");
}

TEST_F(RecipeCarryTest, DoesNotTakeOverFromAnotherBoardOrOtherOrders) {
    build_first();
    make_flags = {"FW=/x"};
    EXPECT_EQ(build_at('b', {})[1], "check out");
    board = "peach";
    EXPECT_EQ(build_at('c', {})[0], "compare");
    EXPECT_EQ(finished.carried_from, std::nullopt);
}

TEST_F(RecipeCarryTest, BuildsAllWhereTheUserWantsThatOrTheImages) {
    build_first();
    settings.carry = false;
    EXPECT_EQ(build_at('b', {}), built_after_all);
    settings.carry = true;
    settings.keep_outputs = true;
    EXPECT_EQ(build_at('c', {})[1], "check out");
}

TEST_F(RecipeCarryTest, IsCleanWhereMakeDoesNotKnowWhatDiffers) {
    build_first();
    known.paths.clear();
    const Asked clean_after_all = {"compare",   "find", "check out", "empty",
                                   "configure", "sync", "build",     "collect"};
    EXPECT_EQ(build_at('b', {{What::modified, "a.c"}},
                       {that_asked({}), that_asked({}), that_asked({"a.c"})}),
              clean_after_all);
    EXPECT_EQ(last_find.paths, (std::vector<std::string>{"a.c"}));
    settings.carry = false;
    EXPECT_EQ(build_at('c', {{What::modified, "a.c"}}), clean_after_all)
        << "also where nothing is taken over";
}

TEST_F(RecipeCarryTest, IsCleanWhereAnotherProgramReadWhatDiffers) {
    build_first();
    memory.build_inputs.asked.insert("a.c");
    EXPECT_EQ(build_at('b', {{What::modified, "a.c"}}),
              (Asked{"compare", "check out", "empty", "configure", "sync", "build", "collect"}))
        << "make knows what the compiler read, and not who else did";
}

TEST_F(RecipeCarryTest, TakesNothingOverFromWhatTheMachineSpoilt) {
    build_first();
    wrong = {3, StepFailed{"no room"}};
    commit = std::string(40, 'b');
    differences = {{{What::modified, "Makefile"}}, true, 77};
    memory.noisy = {"a.o"};
    build({that_asked({})});
    wrong.reset();
    EXPECT_EQ(build_at('c', {})[0], "check out");
}

TEST_F(RecipeCarryTest, IsCleanWhereTheRecordsCannotBeRead) {
    build_first();
    commit = std::string(40, 'b');
    differences = {{{What::modified, "a.c"}}, true, 77};
    wrong = {2, StepFailed{"no"}};
    EXPECT_EQ(build({that_asked({}), that_asked({}), that_asked({})})[3], "empty");
}

TEST_F(RecipeCarryTest, ConfiguresOnlyWhereWhatTheConfigurationIsMadeOfDiffers) {
    build_first();
    commit = std::string(40, 'b');
    differences = {{{What::modified, "arch/other/Kconfig"}, {What::modified, "a.c"}}, true, 77};
    EXPECT_EQ(build({that_asked({})}, {{"arch/other/Kconfig", "a.c"}, false, false, 0}),
              built_with_known);
}

TEST_F(RecipeCarryTest, BuildsAllFromNothingThatTheUserWantsVerified) {
    build_first();
    settings.verify_carried = 100;
    EXPECT_EQ(build_at('b', {{What::modified, "README"}, {What::added, "doc/x"}}),
              (Asked{"compare", "check out", "empty", "configure", "sync", "build", "collect"}));
    EXPECT_EQ(finished.carried_from, std::nullopt);
    EXPECT_EQ(finished.verified_from, std::string(40, 'a'));
    EXPECT_EQ(finished.verified_changes, (std::vector<std::string>{"README", "doc/x"}));
    settings.verify_carried = 0;
    EXPECT_EQ(build_at('c', {}), carried);
    EXPECT_EQ(finished.verified_from, std::nullopt);
}

TEST_F(RecipeCarryTest, VerifiesNothingThatMustBeBuiltAnyhow) {
    build_first();
    settings.verify_carried = 100;
    EXPECT_EQ(build_at('b', {{What::modified, "a.c"}}), built_with_known);
    EXPECT_EQ(finished.verified_from, std::nullopt);
}

TEST_F(RecipeCarryTest, BuildsWhereTheTreesCannotBeCompared) {
    build_first();
    commit = std::string(40, 'b');
    wrong = {1, StepFailed{"git: no such commit"}};
    EXPECT_EQ(build({that_asked({})}), built_after_all);
    EXPECT_EQ(finished.return_code, 0);
}

TEST_F(RecipeCarryTest, WatchesTheMakesOfCommits) {
    build_first();
    EXPECT_TRUE(last_make.watch_files);
    settings.carry = false;
    build_at('b', {{What::modified, "a.c"}});
    EXPECT_TRUE(last_make.watch_files) << "what make does not know is seen all the same";
}

}  // namespace
}  // namespace bm::recipe
