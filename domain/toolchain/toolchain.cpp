// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/toolchain.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bm::toolchain {
namespace {

using Row = std::pair<std::string_view, std::vector<std::string_view>>;

const std::vector<Row>& table() {
    static const std::vector<Row> rows = {
        {"aarch64", {"aarch64-linux-gnu-", "aarch64-none-elf-", "aarch64-linux-"}},
        {"arm", {"arm-linux-gnueabi-", "arm-linux-gnueabihf-", "arm-none-eabi-"}},
        {"riscv", {"riscv64-linux-gnu-", "riscv64-unknown-elf-"}},
        {"riscv32", {"riscv64-linux-gnu-", "riscv64-unknown-elf-"}},
        {"riscv64", {"riscv64-linux-gnu-", "riscv64-unknown-elf-"}},
        {"powerpc", {"powerpc-linux-gnu-"}},
        {"mips", {"mips-linux-gnu-"}},
        {"m68k", {"m68k-linux-gnu-"}},
        {"sh", {"sh4-linux-gnu-"}},
        {"xtensa", {"xtensa-linux-", "xtensa-lx106-elf-", "xtensa-elf-"}},
        {"arc", {"arc-linux-gnu-", "arc-linux-", "arc-elf32-"}},
    };
    return rows;
}

bool is_native(std::string_view arch, std::string_view machine) {
    return arch == "sandbox" || (arch == "x86" && machine == "x86_64");
}

/// P 6.1: the prefix is the file name up to its last '-'.
Toolchain describe_path(const std::string& arch, const std::string& gcc) {
    const auto slash = gcc.rfind('/');
    const auto name = slash == std::string::npos ? gcc : gcc.substr(slash + 1);
    const auto dash = name.rfind('-');
    return {arch, gcc, slash == std::string::npos ? std::string() : gcc.substr(0, slash),
            dash == std::string::npos ? std::string() : name.substr(0, dash + 1)};
}

std::string expand_home(const std::string& path, const std::string& home) {
    return path.starts_with("~/") ? home + path.substr(1) : path;
}

}  // namespace

std::vector<std::string_view> archs() {
    std::vector<std::string_view> result;
    for (const auto& row : table()) result.push_back(row.first);
    result.insert(result.end(), {"sandbox", "x86"});
    return result;
}

std::vector<std::string_view> prefixes(std::string_view arch) {
    const auto row = std::ranges::find(table(), arch, &Row::first);
    return row == table().end() ? std::vector<std::string_view>() : row->second;
}

core::Expected<Toolchain> resolve(const std::string& arch,
                                  const std::map<std::string, std::string>& brought,
                                  const Machine& machine) {
    if (const auto given = brought.find(arch); given != brought.end()) {
        const auto path = expand_home(given->second, machine.home);
        if (machine.runs(path)) return describe_path(arch, path);
    }
    for (const auto prefix : prefixes(arch))
        if (const auto gcc = machine.in_path(std::string(prefix) + "gcc"))
            return describe_path(arch, *gcc);
    if (is_native(arch, machine.arch))
        if (const auto gcc = machine.in_path("gcc")) return describe_path(arch, *gcc);
    return core::fail(
        core::ErrorKind::not_found,
        "Tool chain error for " + arch + ": No tool chain found for arch '" + arch + "'");
}

core::Expected<Toolchain> named(const std::string& compiler, const std::string& arch,
                                const Machine& machine) {
    const bool is_path = compiler.find('/') != std::string::npos;
    const auto found =
        is_path ? std::optional(expand_home(compiler, machine.home)) : machine.in_path(compiler);
    if (!found || !machine.runs(*found))
        return core::fail(core::ErrorKind::not_found, "Tool chain error for " + arch +
                                                          ": the compiler '" + compiler +
                                                          "' that -O names does not start here");
    auto toolchain = describe_path(arch, *found);
    toolchain.prefix.clear();
    return toolchain;
}

std::map<std::string, std::string> environment(const Toolchain& toolchain, const std::string& path,
                                               const Telling& telling) {
    if (toolchain.prefix.empty()) return {};
    const auto wrapper = telling.wrapper.empty() ? std::string() : telling.wrapper + " ";
    if (telling.full_path && !toolchain.directory.empty())
        return {{"CROSS_COMPILE", wrapper + toolchain.directory + "/" + toolchain.prefix}};
    std::map<std::string, std::string> added = {{"CROSS_COMPILE", wrapper + toolchain.prefix}};
    if (!toolchain.directory.empty()) added["PATH"] = toolchain.directory + ":" + path;
    return added;
}

std::string describe(const Toolchain& toolchain, std::int64_t return_code) {
    return "gcc " + toolchain.gcc + "\npath " + toolchain.directory + "\ncross " +
           toolchain.prefix + "\narch " + toolchain.arch + "\n" + std::to_string(return_code);
}

}  // namespace bm::toolchain
