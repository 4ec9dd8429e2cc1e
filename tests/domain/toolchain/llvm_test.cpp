// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/llvm.hpp"

#include <gtest/gtest.h>

#include <set>

namespace bm::toolchain {
namespace {

Machine machine_with(std::set<std::string> files, std::string arch = "x86_64") {
    Machine machine;
    machine.arch = std::move(arch);
    machine.home = "/home/u";
    machine.in_path = [files](std::string_view name) -> std::optional<std::string> {
        const auto path = "/usr/bin/" + std::string(name);
        return files.contains(path) ? std::optional(path) : std::nullopt;
    };
    machine.runs = [files](const std::string& path) { return files.contains(path); };
    return machine;
}

const std::set<std::string> all = {"/usr/bin/clang", "/usr/bin/ld.lld", "/usr/bin/llvm-objcopy"};

/// Of Linux.
constexpr auto knows = "# odd\nifneq ($(LLVM),)\nCC = clang\nendif\n";
constexpr auto names_targets = "CLANG_TARGET_FLAGS := $(CLANG_TARGET_FLAGS_$(SRCARCH))\n";

TEST(Llvm, IsAskedForAsOnKbuildsCommandLine) {
    struct Row {
        const char* word;
        const char* value;
        const char* clang;
    };
    for (const auto& [word, value, clang] :
         {Row{"llvm", "1", "clang"}, Row{"LLVM=1", "1", "clang"},
          Row{"LLVM=-15", "-15", "clang-15"},
          Row{"LLVM=/opt/llvm/bin/", "/opt/llvm/bin/", "/opt/llvm/bin/clang"},
          Row{"LLVM=/opt/llvm/bin", "/opt/llvm/bin/", "/opt/llvm/bin/clang"},
          Row{"LLVM=~/llvm", "~/llvm/", "~/llvm/clang"}}) {
        EXPECT_TRUE(asks_for_llvm(word));
        const auto read = llvm_value(word);
        ASSERT_TRUE(read) << word;
        EXPECT_EQ(*read, value);
        EXPECT_EQ(llvm_program("clang", *read), clang);
    }
    for (const char* other : {"clang", "gcc", "llvm-gcc", "LLVM", ""})
        EXPECT_FALSE(asks_for_llvm(other)) << other;
    EXPECT_EQ(llvm_word("/usr/bin/clang"), "LLVM=1");
    EXPECT_EQ(llvm_word("/usr/bin/clang-15"), "LLVM=-15");
}

TEST(Llvm, HasNoOtherValues) {
    for (const char* word : {"LLVM=", "LLVM=0", "LLVM=15", "LLVM=-", "LLVM=bin/", "LLVM=-15/x",
                             "LLVM=/a b/", "LLVM=/$(shell x)/", "LLVM=1\n"})
        EXPECT_FALSE(llvm_value(word)) << word;
    EXPECT_EQ(llvm_value("LLVM=15").error().message,
              "LLVM=15: LLVM can be 1, a suffix as -15, or a directory as /opt/llvm/bin/");
}

TEST(Llvm, IsKnownToATreeWhoseMakefileUsesIt) {
    EXPECT_EQ(llvm_tree("", ""), LlvmTree::unknown);
    EXPECT_EQ(llvm_tree("# set $(LLVM)\nLLVM_IAS := 1\nX = $(LLVM_IAS)\n", names_targets),
              LlvmTree::unknown);
    EXPECT_EQ(llvm_tree(knows, ""), LlvmTree::by_prefix);
    EXPECT_EQ(llvm_tree("CC = clang # not gcc\nX = ${LLVM}", ""), LlvmTree::by_prefix);
    EXPECT_EQ(llvm_tree("ifdef LLVM \r\n", ""), LlvmTree::by_prefix);
    EXPECT_EQ(llvm_tree("ifdef LLVM_IAS\n", ""), LlvmTree::unknown);
}

TEST(Llvm, HasItsTargetFromTheTreeOrFromThePrefix) {
    EXPECT_EQ(llvm_tree(knows, names_targets), LlvmTree::by_arch);
    EXPECT_EQ(llvm_tree(knows, "CLANG_FLAGS += --target=$(notdir $(CROSS_COMPILE:%-=%))\n"),
              LlvmTree::by_prefix);
    const auto arm = with_llvm("LLVM=1", "arm", machine_with(all));
    ASSERT_TRUE(arm);
    EXPECT_EQ(arm->gcc, "/usr/bin/clang");
    using Variables = std::map<std::string, std::string>;
    const auto by_prefix = for_tree(*arm, LlvmTree::by_prefix, "");
    EXPECT_EQ(environment(*by_prefix, "/bin", {true, "ccache"}),
              (Variables{{"CROSS_COMPILE", "arm-linux-gnueabi-"}}));
    EXPECT_TRUE(environment(*for_tree(*arm, LlvmTree::by_arch, ""), "/bin").empty());
}

TEST(Llvm, TellsClangTheArchOnlyWhereItIsAnother) {
    const auto prefix = [](const char* arch, const char* machine) {
        return with_llvm("llvm", arch, machine_with(all, machine))->prefix;
    };
    EXPECT_EQ(prefix("x86", "x86_64"), "");
    EXPECT_EQ(prefix("x86", "aarch64"), "x86_64-linux-gnu-");
    EXPECT_EQ(prefix("sandbox", "aarch64"), "");
    EXPECT_EQ(prefix("aarch64", "aarch64"), "aarch64-linux-gnu-");
    EXPECT_EQ(prefix("riscv32", "x86_64"), "riscv64-linux-gnu-");
    EXPECT_EQ(prefix("hexagon", "x86_64"), "");
}

TEST(Llvm, StandsBehindAWrapperAsCc) {
    const auto fifteen =
        machine_with({"/usr/bin/clang-15", "/usr/bin/ld.lld-15", "/usr/bin/llvm-objcopy-15"});
    const auto found = with_llvm("LLVM=-15", "arm", fifteen);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->llvm, "-15");
    EXPECT_EQ(for_tree(*found, LlvmTree::by_arch, "ccache")->cc, "ccache clang-15");
    EXPECT_EQ(for_tree(*found, LlvmTree::by_arch, "")->cc, "");
}

TEST(Llvm, IsNothingForATreeThatDoesNotKnowIt) {
    const auto found = with_llvm("LLVM=1", "arm", machine_with(all));
    const auto refused = for_tree(*found, LlvmTree::unknown, "");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "LLVM=1 is nothing that this source's Makefile knows: -O clang builds it with clang "
              "and the binutils of a gcc");
    const Toolchain gcc{"arm", "/usr/bin/arm-gcc", "/usr/bin", "arm-"};
    EXPECT_EQ(*for_tree(gcc, LlvmTree::unknown, "ccache"), gcc);
}

TEST(Llvm, NeedsItsLinkerToo) {
    const auto none = with_llvm("LLVM=1", "arm", machine_with({"/usr/bin/clang"}));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message,
              "Tool chain error for arm: LLVM=1 needs 'ld.lld', which does not start here: install "
              "Debian's clang, lld and llvm, or name others, as LLVM=-15");
}

TEST(Llvm, ThatWasBroughtForAnArchHasNoOtherInItsPlace) {
    const auto machine = machine_with({"/home/u/llvm/clang", "/home/u/llvm/ld.lld",
                                       "/home/u/llvm/llvm-objcopy", "/usr/bin/arm-none-eabi-gcc"});
    EXPECT_EQ(resolve("arm", {{"arm", "LLVM=~/llvm"}}, machine)->llvm, "/home/u/llvm/");
    EXPECT_EQ(named("LLVM=~/llvm/", "arm", {}, machine)->gcc, "/home/u/llvm/clang");
    EXPECT_FALSE(resolve("arm", {{"arm", "LLVM=1"}}, machine));
}

TEST(Llvm, IsMeantElsewhereByNameOrBelowTheHome) {
    EXPECT_EQ(elsewhere("LLVM=-15", "/home/u"), "LLVM=-15");
    EXPECT_EQ(elsewhere("LLVM=/home/u/llvm/bin/", "/home/u"), "LLVM=~/llvm/bin/");
    EXPECT_EQ(elsewhere("LLVM=~/llvm", "/home/u"), "LLVM=~/llvm");
    EXPECT_EQ(elsewhere("LLVM=/opt/llvm/", "/home/u"), std::nullopt);
}

}  // namespace
}  // namespace bm::toolchain
