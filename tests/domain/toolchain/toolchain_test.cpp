// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/toolchain.hpp"

#include <gtest/gtest.h>

#include <set>

namespace bm::toolchain {
namespace {

Machine machine_with(std::set<std::string> programs, std::set<std::string> compilers = {}) {
    Machine machine;
    machine.arch = "x86_64";
    machine.home = "/home/u";
    machine.in_path = [programs](std::string_view name) -> std::optional<std::string> {
        if (!programs.contains(std::string(name))) return std::nullopt;
        return "/usr/bin/" + std::string(name);
    };
    machine.runs = [programs, compilers](const std::string& path) {
        const std::string usr = "/usr/bin/";
        return compilers.contains(path) ||
               (path.starts_with(usr) && programs.contains(path.substr(usr.size())) &&
                !compilers.contains("not " + path));
    };
    return machine;
}

std::string gcc(const std::string& arch, const Machine& machine,
                const std::map<std::string, std::string>& brought = {}) {
    const auto found = resolve(arch, brought, machine);
    return found ? found->gcc : found.error().message;
}

TEST(Toolchain, IsTheFirstOfTheTableThatPathHas) {
    const auto machine = machine_with({"aarch64-linux-gcc", "aarch64-none-elf-gcc"});
    EXPECT_EQ(gcc("aarch64", machine), "/usr/bin/aarch64-none-elf-gcc");
}

TEST(Toolchain, ThatWasBroughtComesFirstIfItRuns) {
    const auto machine =
        machine_with({"arm-linux-gnueabi-gcc"}, {"/home/u/tc/bin/arm-linux-gnueabi-gcc"});
    EXPECT_EQ(gcc("arm", machine, {{"arm", "~/tc/bin/arm-linux-gnueabi-gcc"}}),
              "/home/u/tc/bin/arm-linux-gnueabi-gcc");
    EXPECT_EQ(gcc("arm", machine, {{"arm", "/gone/arm-linux-gnueabi-gcc"}}),
              "/usr/bin/arm-linux-gnueabi-gcc");
}

TEST(Toolchain, OfTheMachineServesSandboxAndX86) {
    EXPECT_EQ(gcc("sandbox", machine_with({"gcc"})), "/usr/bin/gcc");
    EXPECT_EQ(gcc("x86", machine_with({"gcc"})), "/usr/bin/gcc");
}

TEST(Toolchain, ThatIsMissingIsSaidInTheWordsOfTheProtocol) {
    EXPECT_EQ(gcc("arm", machine_with({"gcc"})),
              "Tool chain error for arm: No tool chain found for arch 'arm'");
    EXPECT_EQ(gcc("no such arch", machine_with({"gcc"})),
              "Tool chain error for no such arch: No tool chain found for arch 'no such arch'");
}

TEST(Toolchain, PutsItsPrefixAndDirectoryIntoTheEnvironment) {
    const auto cross = resolve("arm", {}, machine_with({"arm-linux-gnueabi-gcc"}));
    ASSERT_TRUE(cross);
    EXPECT_EQ(environment(*cross, "/bin"),
              (std::map<std::string, std::string>{{"CROSS_COMPILE", "arm-linux-gnueabi-"},
                                                  {"PATH", "/usr/bin:/bin"}}));
    const auto native = resolve("sandbox", {}, machine_with({"gcc"}));
    ASSERT_TRUE(native);
    EXPECT_TRUE(environment(*native, "/bin").empty());
}

TEST(Toolchain, IsToldWithItsDirectoryOrBehindAWrapper) {
    const auto cross = resolve("arm", {}, machine_with({"arm-linux-gnueabi-gcc"}));
    ASSERT_TRUE(cross);
    using Variables = std::map<std::string, std::string>;
    EXPECT_EQ(environment(*cross, "/bin", {true, ""}),
              (Variables{{"CROSS_COMPILE", "/usr/bin/arm-linux-gnueabi-"}}));
    EXPECT_EQ(environment(*cross, "/bin", {true, "ccache"}),
              (Variables{{"CROSS_COMPILE", "ccache /usr/bin/arm-linux-gnueabi-"}}));
    EXPECT_EQ(
        environment(*cross, "/bin", {false, "ccache"}),
        (Variables{{"CROSS_COMPILE", "ccache arm-linux-gnueabi-"}, {"PATH", "/usr/bin:/bin"}}));
}

TEST(Toolchain, ThatTheUserNamesHasNoPrefix) {
    const auto machine =
        machine_with({"arm-linux-gnueabi-gcc"}, {"/usr/bin/arm-linux-gnueabi-gcc"});
    const auto named_one = named("arm-linux-gnueabi-gcc", "sandbox", {}, machine);
    ASSERT_TRUE(named_one);
    EXPECT_EQ(named_one->gcc, "/usr/bin/arm-linux-gnueabi-gcc");
    EXPECT_TRUE(environment(*named_one, "/bin").empty());
    for (const char* missing : {"clang-99", "/opt/clang-99"}) {
        const auto none = named(missing, "sandbox", {}, machine);
        ASSERT_FALSE(none);
        EXPECT_EQ(none.error().message, "Tool chain error for sandbox: the compiler '" +
                                            std::string(missing) +
                                            "' that -O names does not start here");
    }
}

TEST(Toolchain, ThatDoesNotStartIsPassedOver) {
    const auto machine = machine_with({"arm-linux-gnueabi-gcc", "arm-none-eabi-gcc"},
                                      {"not /usr/bin/arm-linux-gnueabi-gcc"});
    EXPECT_EQ(gcc("arm", machine), "/usr/bin/arm-none-eabi-gcc");
}

TEST(Toolchain, ThatWasFetchedServesWherePathHasNone) {
    auto machine = machine_with({}, {"/home/u/f/14/arm-linux-gnueabi-gcc"});
    machine.fetched = [](std::string_view name) {
        return std::vector<std::string>{"/home/u/f/15/" + std::string(name),
                                        "/home/u/f/14/" + std::string(name)};
    };
    EXPECT_EQ(gcc("arm", machine), "/home/u/f/14/arm-linux-gnueabi-gcc") << "the first that runs";
    machine.in_path = machine_with({"arm-none-eabi-gcc"}).in_path;
    machine.runs = [](const std::string&) { return true; };
    EXPECT_EQ(gcc("arm", machine), "/usr/bin/arm-none-eabi-gcc");
}

TEST(Toolchain, OfClangHasItsTargetAndTheBinutilsOfAGcc) {
    const auto machine = machine_with({"arm-linux-gnueabi-gcc", "clang", "gcc"}, {"/opt/clang-16"});
    const auto by_letter = named("clang", "arm", {}, machine);
    ASSERT_TRUE(by_letter);
    EXPECT_EQ(by_letter->host_cc, "clang");
    EXPECT_EQ(by_letter->cc, "clang -target arm-linux-gnueabi");
    EXPECT_EQ(environment(*by_letter, "/bin").at("CROSS_COMPILE"), "arm-linux-gnueabi-");
    const auto brought = resolve("arm", {{"arm", "/opt/clang-16"}}, machine);
    ASSERT_TRUE(brought);
    EXPECT_EQ(brought->gcc, "/opt/clang-16");
    EXPECT_EQ(brought->cc, "/opt/clang-16 -target arm-linux-gnueabi");
    const auto native = named("clang", "sandbox", {}, machine);
    ASSERT_TRUE(native);
    EXPECT_EQ(native->cc, "clang");
    EXPECT_TRUE(environment(*native, "/bin").empty());
}

TEST(Toolchain, OfClangIsMissingWhereBinutilsAre) {
    const auto none = named("clang", "mips", {}, machine_with({"clang"}));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message,
              "Tool chain error for mips: clang needs the binutils of a gcc for it, and there is "
              "none here; a tree that knows LLVM=1 needs none with -O LLVM=1");
}

TEST(Toolchain, IsMeantElsewhereBelowTheHomeAndInTheDistribution) {
    EXPECT_EQ(elsewhere("/home/u/tc/bin/arm-linux-gcc", "/home/u"), "~/tc/bin/arm-linux-gcc");
    EXPECT_EQ(elsewhere("/usr/bin/arm-linux-gnueabi-gcc", "/home/u"),
              "/usr/bin/arm-linux-gnueabi-gcc");
    EXPECT_EQ(elsewhere("/home/user2/arm-linux-gcc", "/home/u"), std::nullopt);
    EXPECT_EQ(elsewhere("/opt/arm-linux-gcc", "/home/u"), std::nullopt);
    EXPECT_EQ(elsewhere("/opt/arm-linux-gcc", ""), std::nullopt);
    EXPECT_EQ(elsewhere("/usr/bin/deeper/arm-linux-gcc", "/"), std::nullopt);
}

TEST(Toolchain, IsDescribedInFourLinesAndTheReturnCode) {
    const auto cross = resolve("arm", {}, machine_with({"arm-linux-gnueabi-gcc"}));
    ASSERT_TRUE(cross);
    EXPECT_EQ(describe(*cross, 2),
              "gcc /usr/bin/arm-linux-gnueabi-gcc\npath /usr/bin\ncross arm-linux-gnueabi-\n"
              "arch arm\n2");
}

}  // namespace
}  // namespace bm::toolchain
