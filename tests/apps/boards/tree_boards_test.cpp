// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/tree_boards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "apps/bm/engine/boards.hpp"

namespace bm::app::engine {
namespace {

using core::ErrorKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FakeFiles final : public ports::SourceFiles {
  public:
    std::map<std::string, std::string> files;
    std::string cannot_be_read = {};
    bool was_listed = false;

    core::Expected<std::vector<std::string>> list() override {
        was_listed = true;
        std::vector<std::string> paths;
        for (const auto& [path, text] : files) paths.push_back(path);
        return paths;
    }
    core::Expected<void> prepare(const std::vector<std::string>&) override { return {}; }
    core::Expected<std::string> read(const std::string& path) override {
        if (path == cannot_be_read) return core::fail(ErrorKind::environment, "no " + path);
        const auto found = files.find(path);
        if (found == files.end()) return core::fail(ErrorKind::not_found, "No file " + path);
        return found->second;
    }
};

FakeFiles small_tree() {
    FakeFiles tree;
    tree.files = {
        {"Kconfig", "source \"arch/Kconfig\"\nconfig CC_IS_GCC\n\tdef_bool $(success,gcc)\n"},
        {"arch/Kconfig", "config SYS_ARCH\n\tstring \"arch\"\n\tdefault \"arm\"\n"},
        {"configs/snow_defconfig", ""},
        {"configs/Jet_defconfig", "CONFIG_SYS_ARCH=\"x86\"\n"},
        {"configs/.old_defconfig", ""},
        {"MAINTAINERS", "M: Top <t@x>\nS: Maintained\nF: configs/*_defconfig\n"},
        {"board/snow/MAINTAINERS", "M: S <s@x>\nS: Maintained\nF: configs/snow_defconfig\n"},
        {"tools/buildman/MAINTAINERS", "M: No <n@x>\nS: Orphan\nF: configs/*_defconfig\n"},
    };
    return tree;
}

std::vector<std::string> lines(const TreeBoards& boards) {
    std::vector<std::string> result;
    for (const auto& b : boards.boards)
        result.push_back(b.target + " " + b.arch + " " + b.status + " " + b.maintainers);
    return result;
}

TEST(TreeBoards, AreTheDefconfigsWithWhatTheTreeSaysOfThem) {
    auto tree = small_tree();
    const auto boards = read_tree_boards(tree, {});
    ASSERT_TRUE(boards);
    EXPECT_THAT(lines(*boards), ElementsAre("snow arm Active S <s@x>", "Jet x86 Active Top <t@x>"));
    EXPECT_THAT(boards->warnings, IsEmpty());
}

TEST(TreeBoards, AreAlsoThoseThatExtensionsMakeOfOthersWhenAskedFor) {
    auto tree = small_tree();
    tree.files["configs/quiet.config"] = "";
    tree.files["configs/a.buildman"] =
        "name: quiet\nfragment: quiet\ntargets:\n CONFIG_SYS_ARCH=x86\n CONFIG_NO_SUCH=n\n";
    tree.files["configs/b.buildman"] = "name: none\nfragment: missing\ntargets:\n *\n";
    tree.files["configs/c.buildman"] = "name: a b\n";
    tree.files["configs/sub/d.buildman"] = "name: sub\ntargets:\n *\n";
    EXPECT_EQ(read_tree_boards(tree, {}).value().boards.size(), 2u);
    TreeQuestion question;
    question.extended = true;
    const auto boards = read_tree_boards(tree, question);
    ASSERT_TRUE(boards);
    EXPECT_THAT(lines(*boards), ElementsAre("snow arm Active S <s@x>", "Jet x86 Active Top <t@x>",
                                            "quiet,Jet x86 Active Top <t@x>"));
    EXPECT_EQ(boards->boards.back().base, "Jet");
    EXPECT_THAT(boards->boards.back().fragments, ElementsAre("quiet"));
    EXPECT_THAT(boards->problems,
                ElementsAre(HasSubstr("Kconfig:3"),
                            "configs/b.buildman: none: there is no file configs/missing.config",
                            "configs/c.buildman:1: Invalid name"));
    EXPECT_THAT(boards->inputs, Contains("configs/a.buildman"));
}

TEST(TreeBoards, AreTheSameByHoweverManyThreads) {
    auto tree = small_tree();
    for (int i = 0; i < 40; ++i)
        tree.files["configs/b" + std::to_string(i) + "_defconfig"] =
            i % 3 == 0 ? "CONFIG_SYS_ARCH=\"mips\"\n" : "";
    TreeQuestion question;
    const auto by_one = read_tree_boards(tree, question);
    question.threads = 7;
    const auto by_seven = read_tree_boards(tree, question);
    ASSERT_TRUE(by_one && by_seven);
    EXPECT_EQ(by_one->boards, by_seven->boards);
    EXPECT_EQ(by_one->boards.size(), 42u);
}

TEST(TreeBoards, HaveWhatTheirDefconfigIncludes) {
    auto tree = small_tree();
    tree.files["configs/base.config"] = "CONFIG_SYS_ARCH=\"mips\"\n";
    tree.files["configs/snow_defconfig"] = "#include \"base.config\"\n";
    tree.files["configs/Jet_defconfig"] = "#include <configs/absent.config>\n";
    const auto boards = read_tree_boards(tree, {});
    ASSERT_TRUE(boards);
    EXPECT_THAT(lines(*boards), Contains("snow mips Active S <s@x>"));
    EXPECT_THAT(boards->inputs, Contains("configs/base.config"));
    EXPECT_THAT(boards->problems, Contains(HasSubstr("configs/Jet_defconfig:1: ")));
}

TEST(TreeBoards, AreListedThoughAKconfigFileIsBroken) {
    auto tree = small_tree();
    tree.files["arch/Kconfig"] += "config BROKEN\n\tbool \"open\nnonsense here\n";
    const auto boards = read_tree_boards(tree, {});
    ASSERT_TRUE(boards);
    EXPECT_EQ(boards->boards.size(), 2u);
    EXPECT_THAT(boards->problems, Contains(HasSubstr("arch/Kconfig:5:")));
}

TEST(TreeBoards, WarnOfABoardNobodyLooksAfter) {
    auto tree = small_tree();
    tree.files.erase("MAINTAINERS");
    const auto boards = read_tree_boards(tree, {});
    ASSERT_TRUE(boards);
    EXPECT_THAT(boards->warnings, ElementsAre("WARNING: no maintainers for 'Jet'"));
}

TEST(TreeBoards, OfTheSameNameInTwoFoldersCountOnce) {
    auto tree = small_tree();
    tree.files["configs/sub/snow_defconfig"] = "CONFIG_SYS_ARCH=\"mips\"\n";
    const auto boards = read_tree_boards(tree, {});
    ASSERT_TRUE(boards);
    EXPECT_EQ(boards->boards.size(), 2u);
    EXPECT_THAT(boards->problems, Contains(HasSubstr("configs/sub/snow_defconfig")));
}

TEST(TreeBoards, AreNotMadeOfANameThatNoBoardCanHave) {
    auto tree = small_tree();
    for (const auto* name : {"bl ank", "x:y", "-dash", "a&b", "\xc3\xa9", "", ".dot"})
        tree.files["configs/" + std::string(name) + "_defconfig"] = "";
    const auto boards = read_tree_boards(tree, {});
    ASSERT_TRUE(boards);
    EXPECT_EQ(boards->boards.size(), 2u);
    EXPECT_THAT(boards->problems, testing::SizeIs(7)) << "one of Kconfig, six of names";
    EXPECT_THAT(boards->problems, Contains(HasSubstr("configs/bl ank_defconfig: no board can")));
    EXPECT_THAT(boards->problems, testing::Not(Contains(HasSubstr(".dot_"))));
}

TEST(TreeBoards, SendNoControlCharactersToWhoeverIsShownWhatIsWrong) {
    auto tree = small_tree();
    tree.files["configs/\x1b[31m_defconfig"] = "";
    tree.files["Kconfig"] += "source \"\x1b]0;title\"\n\x16\n";
    tree.files["MAINTAINERS"] = "M: A\nS: \x1b[2J\nF: configs/*_defconfig\n";
    tree.files["configs/a.buildman"] = "name: a\n\x1b[1m" + std::string(5000, 'x') + ": y\n";
    TreeQuestion question;
    question.extended = true;
    const auto boards = read_tree_boards(tree, question);
    ASSERT_TRUE(boards);
    EXPECT_THAT(boards->problems, testing::SizeIs(testing::Ge(4u)));
    EXPECT_THAT(boards->warnings, testing::SizeIs(testing::Ge(1u)));
    for (const auto* lines : {&boards->problems, &boards->warnings})
        for (const auto& line : *lines) {
            EXPECT_EQ(line.find_first_of("\x1b\x16\n"), std::string::npos) << line;
            EXPECT_LT(line.size(), 1100u);
        }
}

TEST(TreeBoards, NameAllThatTheyDependOn) {
    auto tree = small_tree();
    tree.files["Kconfig"] += "osource \"absent/Kconfig\"\n";
    EXPECT_THAT(read_tree_boards(tree, {})->inputs,
                testing::IsSupersetOf({"Kconfig", "arch/Kconfig", "absent/Kconfig", "MAINTAINERS",
                                       "configs/snow_defconfig", "board/snow/MAINTAINERS"}));
}

TEST(TreeBoards, OfATreeWithoutBoardsAreAnErrorThatNamesTheWayOut) {
    FakeFiles tree;
    tree.files = {{"Kconfig", "config A\n\tbool\n"}, {"configs/a_defconfig", ""}};
    const auto boards = read_tree_boards(tree, {});
    ASSERT_FALSE(boards);
    EXPECT_THAT(boards.error().message, HasSubstr("--board-list"));
}

TEST(TreeBoards, OfABrokenTreeAreAnErrorThatNamesWhatIsBroken) {
    auto tree = small_tree();
    tree.files.erase("arch/Kconfig");
    const auto boards = read_tree_boards(tree, {});
    ASSERT_FALSE(boards);
    EXPECT_EQ(boards.error().kind, ErrorKind::usage);
    EXPECT_THAT(boards.error().message, HasSubstr("Kconfig:1: "));
}

TEST(TreeBoards, OfNoTreeAtAllAreAnErrorThatSaysSo) {
    FakeFiles tree;
    tree.files = {{"README", ""}};
    EXPECT_THAT(read_tree_boards(tree, {}).error().message, HasSubstr("no file Kconfig"));
    EXPECT_FALSE(tree.was_listed) << "it may be the whole file system";
}

TEST(TreeBoards, AreNotGuessedWhenAnIncludedFileCannotBeRead) {
    auto tree = small_tree();
    tree.files["configs/base.config"] = "";
    tree.files["configs/snow_defconfig"] = "#include \"base.config\"\n";
    tree.cannot_be_read = "configs/base.config";
    EXPECT_FALSE(read_tree_boards(tree, {}));
}

TEST(TreeBoards, AreNotGuessedWhenAFileThatIsThereCannotBeRead) {
    for (const auto* path : {"arch/Kconfig", "configs/snow_defconfig", "MAINTAINERS"}) {
        auto tree = small_tree();
        tree.cannot_be_read = path;
        const auto boards = read_tree_boards(tree, {});
        ASSERT_FALSE(boards) << path;
        EXPECT_EQ(boards.error().kind, ErrorKind::environment);
    }
}

class FindBoards : public testing::Test {
  protected:
    std::string found(const std::string& named = {}) {
        const auto boards = find_boards(
            named, {"out/topic", "out"},
            [this](const std::string& path) { return disk.read(path); },
            [this]() -> core::Expected<TreeBoards> {
                if (!tree_tells) return tl::unexpected(why);
                TreeBoards told;
                told.boards.emplace_back().target = "of-tree";
                return told;
            });
        return boards ? boards->boards.front().target : boards.error().message;
    }
    static std::string list(const std::string& name, const std::string& before = "# by hand\n") {
        return before + "\nActive arm - - - b " + name + " c\n";
    }

    FakeFiles disk;
    bool tree_tells = true;
    core::Error why = {ErrorKind::not_found, "the tree cannot tell"};
    const std::string generated = "#\n#   Automatically generated by boards.py: don't edit\n#\n";
};

TEST_F(FindBoards, AsksTheTreeWhereNobodyWroteAList) { EXPECT_EQ(found(), "of-tree"); }

TEST_F(FindBoards, TakesTheListThatTheUserNamed) {
    disk.files = {{"mine", list("mine")}, {"out/boards.cfg", list("out")}};
    EXPECT_EQ(found("mine"), "mine");
    EXPECT_EQ(found("absent"), "No file absent");
}

TEST_F(FindBoards, TakesAListByHandFromTheFirstPlaceThatHasOne) {
    disk.files = {{"out/boards.cfg", list("out")}};
    EXPECT_EQ(found(), "out");
    disk.files["out/topic/boards.cfg"] = list("topic");
    EXPECT_EQ(found(), "topic");
}

TEST_F(FindBoards, BelievesTheTreeMoreThanAListThatAToolGenerated) {
    disk.files = {{"out/boards.cfg", list("old", generated)}};
    EXPECT_EQ(found(), "of-tree");
    tree_tells = false;
    EXPECT_EQ(found(), "old");
}

TEST_F(FindBoards, BelievesNoGeneratedListWhereTheTreeIsBroken) {
    disk.files = {{"out/boards.cfg", list("old", generated)}};
    tree_tells = false;
    why = {ErrorKind::usage, "Kconfig:3: broken"};
    EXPECT_EQ(found(), "Kconfig:3: broken");
}

TEST_F(FindBoards, RefusesAListWithoutABoard) {
    disk.files = {{"out/boards.cfg", "# by hand\n"}};
    EXPECT_THAT(found(), HasSubstr("out/boards.cfg has no board"));
}

TEST_F(FindBoards, SaysWhyTheTreeCannotTell) {
    tree_tells = false;
    EXPECT_EQ(found(), "the tree cannot tell");
}

}  // namespace
}  // namespace bm::app::engine
