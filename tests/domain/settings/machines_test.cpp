// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/machines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::settings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

core::Expected<Machines> read(const std::string& text) {
    const auto settings = parse_settings(text, "f");
    if (!settings) return tl::unexpected(settings.error());
    return read_machines(*settings);
}

std::string problem(const std::string& text) {
    const auto machines = read(text);
    return machines ? "none" : machines.error().message;
}

std::vector<std::string> names_of(const core::Expected<std::vector<Machine>>& machines) {
    if (!machines) return {"error: " + machines.error().message};
    std::vector<std::string> names;
    for (const auto& machine : *machines) names.push_back(machine.name);
    return names;
}

TEST(Machines, AreHostsUnderTheirOwnOrAnotherName) {
    EXPECT_THAT(read("[machines]\nohau\nkea = simon@kea.example.org\nv6 = ::1\n").value().machines,
                ElementsAre(Machine{"ohau", "ohau", 0, {}, {}, {}, {}},
                            Machine{"kea", "simon@kea.example.org", 0, {}, {}, {}, {}},
                            Machine{"v6", "::1", 0, {}, {}, {}, {}}));
    EXPECT_THAT(read("").value().machines, IsEmpty());
}

TEST(Machines, AreDescribedWhereverTheirSectionStands) {
    const auto machines = read(
        "[machine:KEA]\nmax_boards = 3\nwork_dir = ~/bm work\nbm_path = /opt/bm\n"
        "worker_command = srun -w 'node 1' bm worker\npush_url = /nfs/bm/.git\n"
        "[machines]\nkea\n");
    EXPECT_THAT(machines.value().machines,
                ElementsAre(Machine{"kea",
                                    "kea",
                                    3,
                                    "~/bm work",
                                    "/opt/bm",
                                    {"srun", "-w", "node 1", "bm", "worker"},
                                    "/nfs/bm/.git"}));
    EXPECT_THAT(machines->warnings, IsEmpty());
}

TEST(Machines, HaveTheLimitsOfAllAndTheirOwn) {
    const auto machines = read(
        "[global]\nmax_load = 1.5\nmin_disk = 10\n[machines]\nkea\nohau\n[machine:kea]\n"
        "min_disk = 20\nmin_memory = 0\nanswer_limit = 9\n");
    ASSERT_TRUE(machines) << machines.error().message;
    EXPECT_EQ(machines->machines[0].limits, (core::MachineLimits{1.5, 20, 0, 9}));
    EXPECT_EQ(machines->machines[1].limits, (core::MachineLimits{1.5, 10, 512, 3}));
}

TEST(Machines, WarnOfADescriptionWithoutAMachine) {
    EXPECT_THAT(read("[machines]\nkea\n[machine:ohau]\nno = 1\n").value().warnings,
                ElementsAre("f:3: [machine:ohau] is of no machine that [machines] lists; ignored"));
}

TEST(Machines, NameFileAndLineOfWhatIsWrong) {
    const std::string kea = "[machines]\nkea\n[machine:kea]\n";
    EXPECT_EQ(
        problem(kea + "max_board = 1\n"),
        "f:4: [machine:kea] max_board: is not known; known are max_boards, work_dir, bm_path, "
        "worker_command, push_url, max_load, min_disk, min_memory, answer_limit");
    for (const char* number : {"", "-1", "x", "1x", "10001", "99999999999999999999"})
        EXPECT_EQ(problem(kea + "max_boards = " + number + "\n"),
                  "f:4: [machine:kea] max_boards: '" + std::string(number) +
                      "' is no number from 0 (all) to 10000");
    for (const char* text : {"", "-x", "a\n  b", "a\x01"})
        EXPECT_THAT(problem(kea + "work_dir = " + text + "\n"),
                    HasSubstr("f:4: [machine:kea] work_dir"));
    EXPECT_EQ(problem(kea + "worker_command = a 'b\n"),
              "f:4: [machine:kea] worker_command: a quote is not closed");
    EXPECT_THAT(problem(kea + "worker_command =\n"), HasSubstr("needs a program"));
    EXPECT_THAT(problem(kea + "[machine:KEA]\n"),
                HasSubstr("f:4: [machine:KEA]: stands here a second"));
}

TEST(Machines, HaveNamesThatCanBeFilesAndHostsThatAreNoOptions) {
    for (const std::string name : {"-x", "a/b", "a b", "..", "user@host", "a\tb"})
        EXPECT_THAT(problem("[machines]\n" + name + "\n"), HasSubstr("f:2: [machines] ")) << name;
    for (const std::string host : {"", "-oProxyCommand=x", "a b", "a\tb", "a\x7f", "a\n b"})
        EXPECT_THAT(problem("[machines]\nx = " + host + "\n"), HasSubstr("a host is one word"))
            << host;
    EXPECT_THAT(problem("[machines]\nx = " + std::string("a\0b", 3) + "\n"),
                HasSubstr("a host is"));
    EXPECT_THAT(problem("[machines]\nx = " + std::string(256, 'a') + "\n"), HasSubstr("a host is"));
    EXPECT_THAT(problem("[machines]\nkea\nKea = x\n"), HasSubstr("f:3: 'Kea' stands already"));
}

TEST(ChosenMachines, AreThoseThatAreNamedInTheirListedOrder) {
    const auto all = read("[machines]\na1\nb1\nc1\n").value().machines;
    EXPECT_THAT(names_of(choose_machines(all, {})), ElementsAre("a1", "b1", "c1"));
    EXPECT_THAT(names_of(choose_machines(all, {"C1,a1", "a1"})), ElementsAre("a1", "c1"));
    EXPECT_THAT(names_of(choose_machines(all, {"a1,d1"})),
                ElementsAre("error: Machines not found: d1; near it: a1, b1, c1; [machines] of the "
                            "settings lists them"));
}

TEST(CommandWords, AreSplitAsAShellWouldWithoutExpansions) {
    const auto words = [](const std::string& text) { return split_command(text).value(); };
    EXPECT_THAT(words("  a  b\tc\n d "), ElementsAre("a", "b", "c", "d"));
    EXPECT_THAT(words(R"('a b'"c d"\ e '' "")"), ElementsAre("a bc d e", "", ""));
    EXPECT_THAT(words(R"(\'\"\\ "\"\\\$\x" '\x"')"), ElementsAre("'\"\\", "\"\\$\\x", "\\x\""));
    EXPECT_THAT(words("$HOME *;`x`|&"), ElementsAre("$HOME", "*;`x`|&"));
    EXPECT_THAT(words(""), IsEmpty());
    for (const char* text : {"'a", "\"a", "a\\"}) EXPECT_FALSE(split_command(text)) << text;
}

RC_GTEST_PROP(Machines, AreReadOrRefusedWhateverTheBytes, (const std::string& text)) {
    const auto machines = read("[machines]\nkea\n" + text);
    RC_ASSERT(machines.has_value() || !machines.error().message.empty());
}

}  // namespace
}  // namespace bm::settings
