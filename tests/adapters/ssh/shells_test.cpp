// SPDX-License-Identifier: GPL-2.0-or-later
// What is said to a machine means the same to every login shell.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/machine/commands.hpp"
#include "domain/machine/quote.hpp"
#include "tests/adapters/ssh/far_machine.hpp"

namespace bm::tests {
namespace {

/// fish writes into its home.
ports::ProcessEnd run(const std::vector<std::string>& argv,
                      const std::string& home = "/nonexistent") {
    ports::ProcessSpec spec;
    spec.argv = argv;
    spec.environment = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"HOME", home}};
    spec.directory = "/";
    return PlainRunner().run(spec);
}

std::string path_of(const std::string& shell) {
    for (const std::string folder : {"/bin/", "/usr/bin/"})
        if (::access((folder + shell).c_str(), X_OK) == 0) return folder + shell;
    return {};
}

RC_GTEST_PROP(Quote, GivesShTheWordAsItWas, ()) {
    const auto word = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::inRange<char>(1, 127), rc::gen::inRange<char>(-128, 0),
                       rc::gen::elementOf(std::string("'\"\\!$`*~ \n"))));
    RC_ASSERT(run({"sh", "-c", "printf %s " + machine::quote(word)}).out == word);
    RC_ASSERT(run({"sh", "-c", machine::run_by_sh("printf %s " + machine::quote(word))}).out ==
              word);
}

class LoginShell : public FarMachine, public testing::WithParamInterface<const char*> {
  protected:
    void SetUp() override {
        shell = path_of(GetParam());
        if (shell.empty()) GTEST_SKIP() << "there is no " << GetParam() << " here";
        log_in_with(shell);
    }
    std::string shell;
};

TEST_P(LoginShell, TakesEveryWordAsItWas) {
    for (const std::string word :
         {"it's", "a\\", "\\'", "!!", "\\!", "a!b", "$HOME", "`id`", "*", "~", "\"", "{a,b}", "(x)",
          "%self", "a;b&c|d", "^x^y", "\t", "-n", ""}) {
        const auto command = machine::run_by_sh("printf %s " + machine::quote("." + word));
        const auto end = run({shell, "-c", command}, home);
        EXPECT_EQ(end.out, "." + word) << end.err;
    }
}

TEST_P(LoginShell, SeesAMachineThroughItsStart) {
    Repository user(temp / "user");
    const auto tip = user.commit("a", "1\n", "First");
    adapters::git::PrivateRepository ours(user.program(), temp / "ours");
    ASSERT_TRUE(ours.borrow(user.directory()));
    ASSERT_TRUE(ours.hold("c1", {tip}));
    write(worker_file, stub_worker);
    const machine::Terms terms{"far", "me@far", "~/it's ! \\ \"work\"", "", stub, "sha1"};
    const auto facts = look(terms);
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_EQ(facts->work_dir, home + "/it's ! \\ \"work\"");
    const auto shipped = ship({facts->place, stub});
    ASSERT_TRUE(shipped) << shipped.error().message;
    const auto pushed = push(facts->work_dir);
    ASSERT_TRUE(pushed) << pushed.error().message;
    const auto words = far.worker_command({{facts->place, true}, facts->work_dir, {}}, true);
    EXPECT_EQ(run({shell, "-c", words.back()}, home).out, "\n-g " + facts->work_dir + " -D\n");
}

INSTANTIATE_TEST_SUITE_P(Of, LoginShell,
                         testing::Values("sh", "dash", "bash", "zsh", "csh", "tcsh", "fish"),
                         [](const auto& shell) { return std::string(shell.param); });

}  // namespace
}  // namespace bm::tests
