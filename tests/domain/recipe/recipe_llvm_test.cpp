// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/domain/recipe/recipe_fixture.hpp"

namespace bm::recipe {
namespace {

using toolchain::LlvmTree;

class RecipeLlvmTest : public RecipeTest {
  protected:
    RecipeLlvmTest() {
        compiler = {"arm", "/usr/bin/clang", "/usr/bin", "arm-linux-gnueabi-"};
        compiler.llvm = "1";
    }

    static CheckedOut of(LlvmTree tree) {
        CheckedOut out;
        out.llvm = tree;
        return out;
    }

    bool has(const std::string& word) const {
        return std::ranges::find(last_make.arguments, word) != last_make.arguments.end();
    }
};

TEST_F(RecipeLlvmTest, LooksWhatTheTreeKnowsOnlyWhereItMatters) {
    EXPECT_TRUE(std::get<CheckOut>(std::get<Step>(recipe().start())).look_for_llvm);
    compiler.llvm.clear();
    EXPECT_FALSE(std::get<CheckOut>(std::get<Step>(recipe().start())).look_for_llvm);
}

TEST_F(RecipeLlvmTest, SaysTheTargetToATreeThatHasItFromThePrefix) {
    EXPECT_EQ(build({}, of(LlvmTree::by_prefix)), clean);
    EXPECT_TRUE(has("LLVM=1"));
    EXPECT_EQ(last_make.environment.at("CROSS_COMPILE"), "arm-linux-gnueabi-");
    EXPECT_EQ(last_make.environment.at("PATH"), "/bin");
}

// An outcome was taken over, with the prefix that the tree did not want any more.
TEST_F(RecipeLlvmTest, LooksAgainWhereATreeMayKnowMore) {
    settings.carry = true;
    auto watched = made(0);
    watched.inputs.emplace();
    build({watched, watched, watched}, of(LlvmTree::by_prefix));
    commit = std::string(40, 'b');
    using What = evidence::Change::What;
    differences.changes = {{What::modified, "README"}};
    EXPECT_EQ(build({watched}), (Asked{"compare", "collect"}));
    differences.changes = {{What::added, "scripts/Makefile.clang"}};
    EXPECT_EQ(build({watched}, of(LlvmTree::by_prefix))[1], "check out");
}

TEST_F(RecipeLlvmTest, LeavesTheTargetToATreeThatKnowsIt) {
    settings.wrapper = "ccache";
    EXPECT_EQ(build({}, of(LlvmTree::by_arch)), clean);
    EXPECT_TRUE(has("LLVM=1"));
    EXPECT_TRUE(has("CC=ccache clang"));
    EXPECT_FALSE(last_make.environment.contains("CROSS_COMPILE"));
}

TEST_F(RecipeLlvmTest, FailsATreeThatDoesNotKnowItWithoutMake) {
    EXPECT_EQ(build({}, of(LlvmTree::unknown)), (Asked{"check out", "collect"}));
    EXPECT_EQ(finished.return_code, 1);
    EXPECT_EQ(finished.cause, Cause::make) << "no other machine can do better";
    EXPECT_TRUE(finished.err.starts_with("LLVM=1 is nothing that this source's Makefile knows"));
}

TEST_F(RecipeLlvmTest, BuildsAnewWhereATreeLearnedIt) {
    build({}, of(LlvmTree::by_prefix));
    EXPECT_EQ(build({}, of(LlvmTree::by_prefix)), incremental);
    EXPECT_EQ(build({}, of(LlvmTree::by_arch)), clean);
}

}  // namespace
}  // namespace bm::recipe
