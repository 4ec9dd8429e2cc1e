// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/domain/recipe/recipe_fixture.hpp"

namespace bm::recipe {
namespace {

constexpr auto no_space = "ld: final link failed: No space left on device\n";
constexpr auto crashed = "a.c:5:1: internal compiler error: in f\n";

MakeEnded full(MakeEnded end) {
    end.machine.rooms = {Room{"/w", 1u << 30, 0, 0, 0, std::nullopt}};
    return end;
}

TEST_F(RecipeTest, LeavesAFailureOnAFullDiskToTheMachineAtEachStep) {
    const auto steps = build({});
    ASSERT_EQ(steps, clean);
    for (std::size_t good = 0; good < 3; ++good) {
        std::vector<MakeEnded> makes(good, made(0));
        makes.push_back(full(made(2, error)));
        memory = {};
        build(makes);
        EXPECT_EQ(finished.cause, Cause::machine) << good;
        EXPECT_EQ(finished.return_code, 2) << good;
        EXPECT_TRUE(
            finished.err.starts_with("make ended with status 2, but /w has only 0 KiB left"))
            << finished.err;
        EXPECT_FALSE(memory.trusted);
    }
}

TEST_F(RecipeTest, DoesNotBelieveASuccessOnAFullDisk) {
    build({made(0), made(0), full(made(0))});
    EXPECT_EQ(finished.cause, Cause::machine);
    EXPECT_EQ(finished.return_code, 1) << "a machine's failure never looks like a success";
}

TEST_F(RecipeTest, TellsWhatMakeSaidOfTheMachine) {
    build({made(0), made(0), made(2, no_space)});
    EXPECT_EQ(finished.cause, Cause::machine);
    EXPECT_TRUE(finished.err.ends_with(no_space)) << finished.err;
}

TEST_F(RecipeTest, DoesNotGoOnWithAConfigurationThatHadNoRoom) {
    const auto asked = build({made(0), made(1, no_space)});
    EXPECT_EQ(asked, (Asked{"check out", "empty", "configure", "sync"}));
    EXPECT_EQ(finished.cause, Cause::machine);
}

TEST_F(RecipeTest, TheGuardsStopOnAFullDiskIsTheMachines) {
    build({full({MakeEnded::How::guard, 0, "", "", ""})});
    EXPECT_EQ(finished.cause, Cause::machine);
}

TEST_F(RecipeTest, GivesAWholeOutcomeThatIsInDoubtAndBuildsTheNextAnew) {
    const auto asked = build({made(0), made(0), made(2, crashed)});
    EXPECT_EQ(asked.back(), "collect");
    EXPECT_EQ(finished.cause, Cause::doubtful);
    EXPECT_EQ(finished.return_code, 2);
    EXPECT_EQ(finished.err, crashed) << "as it is stored when other tries say the same";
    EXPECT_EQ(build({}), clean);
}

TEST_F(RecipeTest, ForgetsTheDoubtWhenACleanBuildHasTheLastWord) {
    build({});
    build({made(2, crashed), made(0), made(0), made(2, error)});
    EXPECT_EQ(finished.cause, Cause::make);
    EXPECT_EQ(finished.err, error);
}

TEST_F(RecipeTest, MissingBlobsAreNoDoubt) {
    build({made(0), made(0), made(2, "bl31.bin: not found\nSome images are invalid\n")});
    EXPECT_EQ(finished.cause, Cause::make);
    EXPECT_EQ(finished.return_code, 0);
}

TEST_F(RecipeTest, AsksForTheCompilerToBeThereStill) {
    build({});
    EXPECT_EQ(last_make.compiler, compiler.gcc);
}

}  // namespace
}  // namespace bm::recipe
