// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/choice.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "domain/toolchain/compiler_name.hpp"

namespace bm::toolchain {
namespace {

/// A machine with these programs, of which some have a version of their own or do not work.
struct World {
    std::set<std::string> programs;
    std::map<std::string, std::string> versions = {};  ///< by path; "": it is rejected
    std::vector<std::string> path = {"/usr/local/bin", "/usr/bin"};
    std::string arch = "x86_64";

    Sight sight() const {
        Sight sight;
        sight.arch = arch;
        sight.home = "/home/u";
        sight.is_program = [this](const std::string& file) { return programs.contains(file); };
        sight.in_path = [this](std::string_view name) {
            std::vector<std::string> found;
            for (const auto& folder : path)
                if (programs.contains(folder + "/" + std::string(name)))
                    found.push_back(folder + "/" + std::string(name));
            return found;
        };
        sight.matches = [this](const std::string& pattern) {
            if (!pattern.ends_with("/*/*")) return std::vector<std::string>{pattern};
            std::set<std::string> found;
            const auto stem = pattern.substr(0, pattern.size() - 3);
            for (const auto& file : programs)
                if (const auto bin = file.find("/bin/"); file.starts_with(stem) && bin != file.npos)
                    found.insert(file.substr(0, bin));
            return std::vector<std::string>(found.begin(), found.end());
        };
        sight.compilers_in = [this](const std::string& folder) {
            std::vector<std::string> names;
            for (const auto& file : programs)
                if (file.substr(0, file.rfind('/')) == folder && file.ends_with("gcc"))
                    names.emplace_back(file_name(file));
            return names;
        };
        return sight;
    }

    std::vector<Judged> judged(const Wishes& wishes, const std::string& for_arch) const {
        std::vector<Judged> all;
        const auto candidates = find_candidates(wishes, {for_arch}, sight());
        for (const auto& candidate : *candidates) {
            const auto version = versions.find(candidate.path);
            core::Expected<Described> said = Described{"12.2.0", "x-linux"};
            if (version != versions.end()) said->version = version->second;
            if (said->version.empty())
                said = core::fail(core::ErrorKind::refused, "does not answer");
            if (!candidate.refused.empty())
                said = core::fail(core::ErrorKind::refused, candidate.refused);
            all.push_back({candidate, said});
        }
        return all;
    }

    std::string chosen(const std::string& for_arch, const Wishes& wishes = {}) const {
        const auto all = judged(wishes, for_arch);
        const auto choice = choose(for_arch, wishes, all);
        return choice.chosen ? choice.chosen->candidate.path : choice.why;
    }
};

Wishes prefix(const std::string& arch, const std::string& value) {
    return {{{arch, value, "f:2"}}, {}, {}};
}
Wishes folder(const std::string& value, const std::string& key = "other") {
    return {{}, {{key, value, "f:2"}}, {}};
}

TEST(Choice, FollowsThePrefixOfTheSettingsFirst) {
    const World world{{"/opt/x/arm-none-eabi-gcc", "/usr/bin/arm-linux-gnueabi-gcc",
                       "/usr/bin/arm-mine-eabi-gcc"}};
    EXPECT_EQ(world.chosen("arm", prefix("arm", "/opt/x/arm-none-eabi-gcc")),
              "/opt/x/arm-none-eabi-gcc");
    EXPECT_EQ(world.chosen("arm", prefix("arm", "/opt/x/arm-none-eabi-")),
              "/opt/x/arm-none-eabi-gcc");
    EXPECT_EQ(world.chosen("arm", prefix("arm", "arm-mine-eabi-")), "/usr/bin/arm-mine-eabi-gcc");
    EXPECT_EQ(world.chosen("arm"), "/usr/bin/arm-linux-gnueabi-gcc");
}

TEST(Choice, FollowsTheOrderOfPath) {
    World world{{"/usr/bin/arm-mine-eabi-gcc", "/bin/arm-mine-eabi-gcc"}};
    world.path = {"/usr/bin", "/bin"};
    EXPECT_EQ(world.chosen("arm", prefix("arm", "arm-mine-eabi-")), "/usr/bin/arm-mine-eabi-gcc");
}

TEST(Choice, IsNoneWhereThePrefixOfTheSettingsGivesNone) {
    World world{{"/usr/bin/arm-linux-gnueabi-gcc", "/opt/arm-none-eabi-gcc"}};
    EXPECT_EQ(world.chosen("arm", prefix("arm", "/gone/arm-")),
              "f:2: No tool chain found for prefix '/gone/arm-gcc'");
    world.versions["/opt/arm-none-eabi-gcc"] = "";
    EXPECT_EQ(world.chosen("arm", prefix("arm", "/opt/arm-none-eabi-")),
              "f:2: No tool chain found for prefix '/opt/arm-none-eabi-gcc': "
              "/opt/arm-none-eabi-gcc does not answer");
}

TEST(Choice, PrefersDownloadsToCalculatedPriorities) {
    World world{{"/home/u/dl/g/arm/bin/arm-linux-gnueabi-gcc", "/opt/bin/arm-none-eabi-gcc"}};
    Wishes wishes = folder("/opt");
    wishes.paths.push_back({"download", "~/dl/*/*", "f:3"});
    EXPECT_EQ(world.chosen("arm", wishes), "/home/u/dl/g/arm/bin/arm-linux-gnueabi-gcc");
    EXPECT_EQ(world.chosen("arm", folder("/opt")), "/opt/bin/arm-none-eabi-gcc");
}

TEST(Choice, FindsWhatWasFetchedWithoutBeingTold) {
    const World world{{"/home/u/.buildman-toolchains/gcc-14.2.0-nolibc/sh4-linux/bin/sh4-linux-gcc",
                       "/usr/bin/sh4-linux-gnu-gcc"}};
    EXPECT_EQ(world.chosen("sh"),
              "/home/u/.buildman-toolchains/gcc-14.2.0-nolibc/sh4-linux/bin/sh4-linux-gcc");
}

TEST(Choice, TakesTheNewerThenTheShorterThenTheFirstPath) {
    World world{
        {"/opt/bin/arm-b-eabi-gcc", "/opt/bin/arm-a-eabi-gcc", "/opt/bin/arm-long-eabi-gcc"}};
    EXPECT_EQ(world.chosen("arm", folder("/opt")), "/opt/bin/arm-a-eabi-gcc");
    world.versions["/opt/bin/arm-long-eabi-gcc"] = "13.1";
    EXPECT_EQ(world.chosen("arm", folder("/opt")), "/opt/bin/arm-long-eabi-gcc");
}

TEST(Choice, AsksAliasesBeforeTheArchItself) {
    const World world{{"/opt/bin/sh-elf-gcc", "/opt/bin/sh4-linux-gcc", "/usr/bin/gcc"}};
    Wishes wishes = folder("/opt");
    EXPECT_EQ(world.chosen("sh", wishes), "/opt/bin/sh-elf-gcc");
    wishes.aliases["sh"] = {"none", "sh4"};
    EXPECT_EQ(world.chosen("sh", wishes), "/opt/bin/sh4-linux-gcc");
    wishes.aliases["sh"] = {"none"};
    EXPECT_EQ(world.chosen("sh", wishes), "/opt/bin/sh-elf-gcc");
}

TEST(Choice, PassesOverOddNamesAndSaysWhatBecameOfEach) {
    World world{{"/opt/bin/gnatgcc", "/opt/bin/c99-gcc", "/opt/bin/gcc",
                 "/opt/bin/arm-none-eabi-gcc", "/usr/bin/arm-linux-gnueabi-gcc", "/usr/bin/gcc"}};
    EXPECT_EQ(world.chosen("sandbox", folder("/opt")), "/opt/bin/gcc");
    world.versions["/opt/bin/arm-none-eabi-gcc"] = "";
    const auto all = world.judged(folder("/opt"), "arm");
    const auto choice = choose("arm", folder("/opt"), all);
    ASSERT_EQ(choice.standings.size(), 2u);
    EXPECT_EQ(choice.standings[0].reason, "rejected: does not answer");
    EXPECT_EQ(choice.standings[1].reason, "");
    EXPECT_EQ(choice.why, "a usual prefix, in PATH");
}

TEST(Candidates, AreOnlyThoseOfTheArchesThatAreAskedFor) {
    const World world{
        {"/opt/bin/arm-none-eabi-gcc", "/opt/bin/sh4-linux-gcc", "/opt/bin/mips-elf-gcc"}};
    const auto count = [&](const std::vector<std::string>& arches) {
        return find_candidates(folder("/opt"), arches, world.sight())->size();
    };
    EXPECT_EQ(count({"arm"}), 1u);
    EXPECT_EQ(count({"sh"}), 1u) << "sh4 stands in for it";
    EXPECT_EQ(count({"arm", "mips"}), 2u);
    EXPECT_EQ(count({}), 3u);
}

TEST(Choice, OfTheMachineServesX86OnlyThere) {
    World world{{"/usr/bin/gcc"}};
    EXPECT_EQ(world.chosen("x86"), "/usr/bin/gcc");
    world.arch = "aarch64";
    EXPECT_EQ(world.chosen("x86"), "No tool chain found for arch 'x86'");
    EXPECT_EQ(world.chosen("sandbox"), "/usr/bin/gcc");
}

TEST(Choice, TakesAClangThatThePrefixNames) {
    const World world{{"/usr/bin/clang-14", "/usr/bin/arm-linux-gnueabi-gcc"}};
    EXPECT_EQ(world.chosen("arm", prefix("arm", "clang-14")), "/usr/bin/clang-14");
    EXPECT_EQ(world.chosen("arm", prefix("arm", "/usr/bin/clang-14")), "/usr/bin/clang-14");
}

TEST(Priority, IsTheFirstPartThatThePathHas) {
    const std::pair<const char*, int> rows[] = {
        {"/opt/arm-none-elf/bin/gcc", 4},
        {"/x/arm-unknown-linux-gnueabi-gcc", 5},
        {"/usr/bin/arm-linux-gnueabi-gcc", 6},
        {"/usr/bin/arm-none-linux-gnueabi-gcc", 6},
        {"/usr/bin/m68k-uclinux-gcc", 9},
        {"/usr/bin/arm-none-eabi-gcc", 10},
        {"/usr/bin/gcc", 15},
    };
    for (const auto& [path, priority] : rows)
        EXPECT_EQ(calculated_priority(path), priority) << path;
}

RC_GTEST_PROP(Choice, IsTheSameInWhateverOrderFilesAreFound, ()) {
    World world;
    for (const auto* cpu : {"arm", "arm64x", "sh4"})
        for (const auto* system : {"-linux", "-none-eabi", "-elf"})
            for (const auto* place : {"/opt/bin/", "/usr/bin/", "/usr/local/bin/"})
                if (*rc::gen::arbitrary<bool>()) {
                    const auto path = std::string(place) + cpu + system + "-gcc";
                    world.programs.insert(path);
                    world.versions[path] =
                        *rc::gen::element<std::string>("", "9.1", "12.2", "12.10");
                }
    const auto wishes = folder("/opt");
    const auto judged = world.judged(wishes, "arm");
    auto shuffled = judged;
    for (std::size_t i = shuffled.size(); i > 1; --i)
        std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
    const auto one = choose("arm", wishes, judged);
    const auto other = choose("arm", wishes, shuffled);
    RC_ASSERT((one.chosen == nullptr) == (other.chosen == nullptr));
    if (one.chosen) {
        RC_ASSERT(one.chosen->candidate == other.chosen->candidate);
        RC_ASSERT(one.chosen->said.has_value());
    }
    std::size_t serving = 0;
    for (const auto& standing : one.standings) serving += standing.reason.empty() ? 1 : 0;
    RC_ASSERT(serving == (one.chosen ? 1u : 0u));
}

}  // namespace
}  // namespace bm::toolchain
