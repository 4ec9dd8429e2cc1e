// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/llvm.hpp"

#include <algorithm>
#include <utility>

#include "domain/core/shown.hpp"
#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/compiler_name.hpp"

namespace bm::toolchain {
namespace {

constexpr std::string_view variable = "LLVM=";
constexpr std::size_t longest_value = 1000;

bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("/._+~@%-").find(c) != std::string_view::npos;
}

/// $(NAME) or ${NAME}, or an ifdef of it, in a line that is no comment.
bool uses_variable(std::string_view makefile, const std::string& name) {
    const std::string spellings[] = {"$(" + name + ")", "${" + name + "}"};
    const std::string conditions[] = {"ifdef " + name, "ifndef " + name};
    while (!makefile.empty()) {
        const auto end = std::min(makefile.find('\n'), makefile.size());
        auto line = makefile.substr(0, end);
        makefile.remove_prefix(std::min(end + 1, makefile.size()));
        line = line.substr(0, line.find('#'));
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        for (const auto& spelling : spellings)
            if (line.find(spelling) != std::string_view::npos) return true;
        for (const auto& condition : conditions)
            if (line.ends_with(condition)) return true;
    }
    return false;
}

/// One for each arch, the same on every machine: no gcc has to be there for it.
std::string prefix_for(const std::string& arch, const Machine& machine) {
    if (is_native(arch, machine.arch)) return {};
    if (arch == "x86") return "x86_64-linux-gnu-";
    const auto usual = prefixes(arch);
    return usual.empty() ? std::string() : std::string(usual.front());
}

}  // namespace

bool asks_for_llvm(std::string_view word) { return word == "llvm" || word.starts_with(variable); }

core::Expected<std::string> llvm_value(std::string_view word) {
    if (word == "llvm") return "1";
    auto value = std::string(word.substr(std::min(word.size(), variable.size())));
    const bool is_folder = value.starts_with('/') || value.starts_with("~/");
    const bool is_suffix =
        value.size() > 1 && value.starts_with('-') && value.find('/') == std::string::npos;
    if (value.size() > longest_value || !std::ranges::all_of(value, is_plain) ||
        (value != "1" && !is_folder && !is_suffix))
        return core::fail(core::ErrorKind::refused,
                          core::shown(word, 60) +
                              ": LLVM can be 1, a suffix as -15, or a directory as /opt/llvm/bin/");
    if (is_folder && !value.ends_with('/')) value += '/';
    return value;
}

std::string llvm_program(std::string_view program, std::string_view value) {
    if (value.ends_with('/')) return std::string(value).append(program);
    return value == "1" ? std::string(program) : std::string(program).append(value);
}

std::string llvm_word(std::string_view clang) {
    const auto name = file_name(clang);
    const auto suffix = name.substr(std::min(name.find('-'), name.size()));
    return std::string(variable).append(suffix.empty() ? "1" : suffix);
}

LlvmTree llvm_tree(std::string_view makefile, std::string_view makefile_clang) {
    if (!uses_variable(makefile, "LLVM")) return LlvmTree::unknown;
    const bool knows_arches =
        uses_variable(makefile_clang, "SRCARCH") || uses_variable(makefile_clang, "ARCH");
    return knows_arches ? LlvmTree::by_arch : LlvmTree::by_prefix;
}

core::Expected<Toolchain> with_llvm(std::string_view word, const std::string& arch,
                                    const Machine& machine) {
    BM_TRY_ASSIGN(auto value, llvm_value(word));
    if (value.starts_with("~/")) value = machine.home + value.substr(1);
    Toolchain toolchain;
    toolchain.arch = arch;
    toolchain.prefix = prefix_for(arch, machine);
    toolchain.llvm = value;
    for (const std::string_view program : {"clang", "ld.lld", "llvm-objcopy"}) {
        const auto name = llvm_program(program, value);
        const auto found = name.starts_with('/') ? std::optional(name) : machine.in_path(name);
        if (!found || !machine.runs(*found))
            return core::fail(core::ErrorKind::not_found,
                              "Tool chain error for " + arch + ": LLVM=" + value + " needs '" +
                                  name +
                                  "', which does not start here: install Debian's clang, lld and "
                                  "llvm, or name others, as LLVM=-15");
        if (!toolchain.gcc.empty()) continue;
        toolchain.gcc = *found;
        toolchain.directory = found->substr(0, found->rfind('/'));
    }
    return toolchain;
}

core::Expected<Toolchain> for_tree(Toolchain toolchain, LlvmTree tree, const std::string& wrapper) {
    if (toolchain.llvm.empty()) return toolchain;
    if (tree == LlvmTree::unknown)
        return core::fail(core::ErrorKind::usage,
                          "LLVM=" + toolchain.llvm +
                              " is nothing that this source's Makefile knows: -O clang builds it "
                              "with clang and the binutils of a gcc");
    if (tree == LlvmTree::by_arch) toolchain.prefix.clear();
    if (!wrapper.empty()) toolchain.cc = wrapper + " " + llvm_program("clang", toolchain.llvm);
    return toolchain;
}

}  // namespace bm::toolchain
