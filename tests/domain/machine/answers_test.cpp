// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/protocol/limits.hpp"

namespace bm::machine {
namespace {

using core::ErrorKind;
using testing::HasSubstr;

AnswerReader read(std::string_view text) {
    AnswerReader reader;
    reader.feed(text);
    return reader;
}

TEST(Answers, AreFoundAmongWhateverALoginShellPrints) {
    const std::string banner(1u << 20, 'x');
    const auto answers = read(banner + "\n::bm:: arch riscv64\r\nnews\n ::bm:: system no\n" +
                              banner + "\n::bm:: system Linux\n::bm:: end\n" + banner);
    EXPECT_EQ(answers.text_of("arch"), "riscv64");
    EXPECT_EQ(answers.text_of("system"), "Linux");
    EXPECT_TRUE(answers.complete());
    EXPECT_FALSE(read("::bm:: end").complete()) << "a line that has no end has not all come";
}

TEST(Answers, KeepTheFirstOfEachWord) {
    EXPECT_EQ(read("::bm:: a 1\n::bm:: a 2\n").text_of("a"), "1");
}

TEST(Answers, AreBounded) {
    EXPECT_EQ(read("::bm:: a " + std::string(100'000, 'x') + "\n::bm:: b 1\n").text_of("a"), "");
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "::bm:: w" + std::to_string(i) + " x\n";
    EXPECT_EQ(read(many).text_of("w63"), "x");
    EXPECT_EQ(read(many).text_of("w64"), "");
    AnswerReader reader;
    EXPECT_TRUE(reader.feed(std::string(protocol::limits::banner_bytes, 'x')));
    EXPECT_FALSE(reader.feed("x"));
}

TEST(Answers, BecomeFactsWhereTheyFit) {
    const auto facts = facts_of(
        read("::bm:: system Linux\n::bm:: arch x86_64\n::bm:: work_dir /w\n::bm:: place /b/w\n"
             "::bm:: ours yes\n::bm:: bm /usr/bin/bm\n::bm:: git 2.39\n::bm:: make 4.3\n"
             "::bm:: object_format sha1\n::bm:: holder by me\n::bm:: free_kilobytes 2\n"));
    EXPECT_EQ(facts, (Facts{"Linux", "x86_64", "/w", "/b/w", true, "/usr/bin/bm", "2.39", "4.3",
                            "sha1", "by me", 2048}));
    const auto load = facts_of(read("::bm:: cpus 8\n::bm:: threads 4\n::bm:: load 1.25\n"
                                    "::bm:: memory_kilobytes 3\n"))
                          .load;
    EXPECT_EQ(load, (Load{8, 4, 1.25, 3072}));
    EXPECT_EQ(facts_of(read("::bm:: cpus -1\n::bm:: load nan\n::bm:: threads 9999999\n")).load,
              Load{});
    EXPECT_EQ(facts_of(read("::bm:: cpus 8\n")).load.threads, 8);
    const auto odd =
        facts_of(read("::bm:: work_dir w\n::bm:: place /b\x07\n::bm:: ours no\n"
                      "::bm:: free_kilobytes 12x\n"));
    EXPECT_EQ(odd, Facts{});
    EXPECT_EQ(facts_of(read("::bm:: free_kilobytes 18446744073709551615\n")), Facts{});
    const auto longest = "/" + std::string(4095, 'x');
    EXPECT_EQ(facts_of(read("::bm:: bm " + longest + "\n")).bm, longest);
    EXPECT_EQ(facts_of(read("::bm:: bm " + longest + "x\n")).bm, "");
}

RC_GTEST_PROP(Answers, AreTheSameHoweverTheBytesAreSplit,
              (const std::vector<std::string>& noise, const std::vector<std::size_t>& cuts)) {
    std::string text;
    for (const auto& one : noise) text += one + "\n::bm:: " + one + " x\n";
    AnswerReader pieces;
    std::string_view rest = text;
    for (const auto cut : cuts) {
        const auto piece = rest.substr(0, cut % 100);
        pieces.feed(piece);
        rest.remove_prefix(piece.size());
    }
    pieces.feed(rest);
    const auto whole = read(text);
    for (const auto& one : noise) RC_ASSERT(pieces.text_of(one) == whole.text_of(one));
    RC_ASSERT(facts_of(pieces) == facts_of(whole));
}

core::Error failure(std::optional<int> status, const std::string& err,
                    std::string_view answers = "") {
    return step_failure("looking", "me@kea", {status, "killed by signal 9", err}, read(answers));
}

TEST(StepFailure, SaysWhatHelpsWhereSomethingDoes) {
    EXPECT_EQ(failure(255, "me@kea: Permission denied (publickey).\n"),
              (core::Error{ErrorKind::usage,
                           "looking: me@kea: Permission denied (publickey).: let 'ssh me@kea' log "
                           "in without a question: ssh-copy-id, ssh-add"}));
    EXPECT_THAT(failure(255, "noise\nHost key verification failed.\n").message,
                HasSubstr("run 'ssh me@kea' once by hand"));
    EXPECT_THAT(failure(1, "fatal: unable to read 12ab\nerror: x\n").message,
                HasSubstr("fatal: unable to read 12ab: the source lacks old files"));
    EXPECT_EQ(failure(1, "sh: cannot write: No space left on device\n").kind, ErrorKind::no_space);
}

TEST(StepFailure, TellsAStrangersKeyFromOneThatChanged) {
    const auto changed = failure(255,
                                 "@@@\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!  @\n@@@\n"
                                 "Host key verification failed.\n");
    EXPECT_EQ(changed.kind, ErrorKind::usage);
    EXPECT_THAT(changed.message, HasSubstr("looking: its host key has CHANGED: if it was set up "
                                           "anew, 'ssh-keygen -R me@kea' and"));
}

TEST(StepFailure, SaysThatAMachineAsksForAPassword) {
    EXPECT_THAT(failure(255, "me@kea: Permission denied (publickey,password).\n").message,
                HasSubstr("Permission denied (publickey,password), it asks for a password: let"));
}

TEST(StepFailure, TellsSilenceFromAnAnswerThatHasNoEnd) {
    using namespace std::chrono_literals;
    EXPECT_EQ(silence("kea", 3s, read("")).what, "no answer within 3 s");
    EXPECT_EQ(silence("kea", 1500ms, read("::bm:: system Linux\n")).what,
              "not all answered within 1.5 s");
}

TEST(StepFailure, CarriesTheWordsThatTellMost) {
    EXPECT_EQ(failure(128,
                      "mesg: no tty\nssh: connect to host kea port 22: Connection refused\n"
                      "fatal: Could not read from remote repository.\n\nPlease make sure\n"),
              (core::Error{ErrorKind::environment,
                           "looking: ssh: connect to host kea port 22: Connection refused: no sshd "
                           "listens there: start it, or name its Port for me@kea in "
                           "~/.ssh/config"}));
    EXPECT_EQ(failure(255, "ssh: no\r\n").message, "looking: ssh: no");
    EXPECT_EQ(failure(1, "one\ntwo\n\n").message, "looking: two");
    EXPECT_EQ(failure(255, "").message, "looking: the connection failed");
    EXPECT_EQ(failure(0, "").message, "looking: it broke off without an answer");
    EXPECT_EQ(failure(3, "").message, "looking: ended with status 3");
    EXPECT_EQ(failure(std::nullopt, "").message, "looking: killed by signal 9");
}

TEST(StepFailure, IsLastingWhenTheScriptItselfGaveUp) {
    EXPECT_EQ(failure(1, "mkdir: no\n", "::bm:: failed cannot make /x\n"),
              (core::Error{ErrorKind::refused, "looking: cannot make /x"}));
}

}  // namespace
}  // namespace bm::machine
