// SPDX-License-Identifier: GPL-2.0-or-later
// Trees that nobody wrote, and what a real conf says of them: BM_KCONFIG_CONF names it,
// BM_KCONFIG_SOURCE the tree it comes from, and BM_TREES how many are made. They are the same ones
// each time: RC_PARAMS=seed=N makes others.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <sstream>

#include "domain/kconfig/configuration.hpp"
#include "domain/kconfig/parser.hpp"
#include "tests/kconfig/tree_writer.hpp"
#include "tests/support/kconfig/directory.hpp"
#include "tests/support/kconfig/problems.hpp"
#include "tests/support/temp_dir.hpp"

namespace bm::kconfig {
namespace {

/// What becomes of a tree.
struct Said {
    bool refused = false;
    std::string lines;            ///< of .config
    std::set<std::string> unmet;  ///< those that are selected beyond what they depend on
    std::string problems;         ///< not compared
    friend bool operator==(const Said& a, const Said& b) {
        return a.refused == b.refused && a.lines == b.lines && a.unmet == b.unmet;
    }
};

void showValue(const Said& said, std::ostream& out) {
    out << (said.refused ? "refused\n" : said.lines) << "--\n" << said.problems;
}

/// The symbols that lines name behind these words.
std::set<std::string> unmet_in(const std::string& said) {
    const std::string words = "unmet direct dependencies detected for ";
    std::set<std::string> names;
    for (auto at = said.find(words); at != std::string::npos; at = said.find(words, at)) {
        at += words.size();
        names.insert(said.substr(at, said.find_first_of(":\n", at) - at));
    }
    return names;
}

std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Said say_of_conf(const std::string& conf, const std::string& folder) {
    ::unlink((folder + "/.config").c_str());
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 2, (folder + "/said").c_str(),
                                       O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    std::vector<std::string> words = {conf, "-s", "--defconfig=defconfig", "Kconfig"};
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    const auto failed =
        ::posix_spawn(&child, conf.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("cannot start " + conf);
    int status = 0;
    ::waitpid(child, &status, 0);
    Said said;
    said.refused = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    said.problems = text_of(folder + "/said");
    if (said.refused) return said;
    said.unmet = unmet_in(said.problems);
    std::istringstream all(text_of(folder + "/.config"));
    for (std::string line; std::getline(all, line);)
        if (line.starts_with("CONFIG_") || line.starts_with("# CONFIG_")) said.lines += line + "\n";
    return said;
}

/// The dialect is that of the source.
Said say(const std::string& folder, const std::string& source) {
    Directory tree({folder, source});
    const auto parsed = parse("Kconfig", tree);
    Said said;
    for (const auto& problem : parsed.problems) {
        said.problems += line_of(problem) + "\n";
        said.refused = said.refused || problem.weight == Problem::Weight::error;
    }
    if (said.refused) return said;
    Configuration configuration(parsed.tree);
    for (const auto& problem : configuration.load("defconfig", text_of(folder + "/defconfig")))
        said.problems += line_of(problem) + "\n";
    said.lines = configuration.lines();
    for (const auto& problem : configuration.unmet_dependencies())
        said.problems += line_of(problem) + "\n";
    said.unmet = unmet_in(said.problems);
    return said;
}

void want_trees(const char* count) {
    const auto* before = std::getenv("RC_PARAMS");
    const auto all =
        std::string("max_success=") + count + " max_size=1000 " + (before ? before : "seed=1");
    ::setenv("RC_PARAMS", all.c_str(), 1);
}

TEST(GeneratedTrees, MeanWhatConfTakesThemFor) {
    const auto* conf = std::getenv("BM_KCONFIG_CONF");
    const auto* source = std::getenv("BM_KCONFIG_SOURCE");
    if (!conf || !source)
        GTEST_SKIP() << "BM_KCONFIG_CONF and BM_KCONFIG_SOURCE name no scripts/kconfig/conf";
    const bool modern = std::ifstream(std::string(source) + "/scripts/kconfig/parser.y").is_open();
    const auto* count = std::getenv("BM_TREES");
    want_trees(count ? count : "300");
    ::setenv("ENV", "env", 1);
    const tests::TempDir folder;
    std::size_t accepted = 0;
    const bool held = rc::check([&](const std::vector<std::uint8_t>& row) {
        Decisions decisions(row);
        auto files = TreeWriter(decisions, modern).write();
        if (!files.contains("other")) files["other"];
        for (const auto& [name, text] : files) std::ofstream(folder / name) << text;
        const auto theirs = say_of_conf(conf, folder.path()), ours = say(folder.path(), source);
        accepted += theirs.refused ? 0 : 1;
        if (ours == theirs) return;
        std::ostringstream report;
        for (const auto& [name, text] : files) report << "=== " << name << "\n" << text;
        report << "=== conf\n";
        showValue(theirs, report);
        report << "=== bm\n";
        showValue(ours, report);
        RC_FAIL(report.str());
    });
    EXPECT_TRUE(held);
    EXPECT_GT(accepted, 100u) << "most trees are refused, and compare nothing";
}

}  // namespace
}  // namespace bm::kconfig
