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
    machine.runs = [compilers](const std::string& path) { return compilers.contains(path); };
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
    EXPECT_EQ(environment(*cross, "/bin", {false, "ccache"}),
              (Variables{{"CROSS_COMPILE", "ccache arm-linux-gnueabi-"},
                         {"PATH", "/usr/bin:/bin"}}));
}

TEST(Toolchain, ThatTheUserNamesHasNoPrefix) {
    const auto machine = machine_with({"arm-linux-gnueabi-gcc"}, {"/usr/bin/arm-linux-gnueabi-gcc"});
    const auto named_one = named("arm-linux-gnueabi-gcc", "sandbox", machine);
    ASSERT_TRUE(named_one);
    EXPECT_EQ(named_one->gcc, "/usr/bin/arm-linux-gnueabi-gcc");
    EXPECT_TRUE(environment(*named_one, "/bin").empty());
    for (const char* missing : {"clang-99", "/opt/clang-99"}) {
        const auto none = named(missing, "sandbox", machine);
        ASSERT_FALSE(none);
        EXPECT_EQ(none.error().message, "Tool chain error for sandbox: the compiler '" +
                                            std::string(missing) +
                                            "' that -O names does not start here");
    }
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
