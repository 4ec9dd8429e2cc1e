// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/arches.hpp"

#include <algorithm>

namespace bm::toolchain {
namespace {

using Names = std::vector<std::string_view>;

struct Row {
    std::string_view arch;
    Names prefixes;
    std::string_view package;
    Names stand_ins = {};
};

/// Debian's names first, then those of others; kernel.org's crosstool last.
const std::vector<Row>& table() {
    static const Names riscv = {"riscv64-linux-gnu-", "riscv64-unknown-elf-", "riscv64-linux-"};
    static const std::vector<Row> rows = {
        {"aarch64",
         {"aarch64-linux-gnu-", "aarch64-none-elf-", "aarch64-linux-"},
         "gcc-aarch64-linux-gnu"},
        {"arc", {"arc-linux-gnu-", "arc-linux-", "arc-elf32-"}, "gcc-arc-linux-gnu"},
        {"arm",
         {"arm-linux-gnueabi-", "arm-linux-gnueabihf-", "arm-none-eabi-"},
         "gcc-arm-linux-gnueabi"},
        {"m68k", {"m68k-linux-gnu-", "m68k-linux-"}, "gcc-m68k-linux-gnu"},
        {"microblaze", {"microblaze-linux-", "microblaze-elf-"}, ""},
        {"mips", {"mips-linux-gnu-", "mips-linux-"}, "gcc-mips-linux-gnu"},
        {"nios2", {"nios2-linux-", "nios2-elf-"}, ""},
        {"powerpc", {"powerpc-linux-gnu-", "powerpc-linux-"}, "gcc-powerpc-linux-gnu"},
        {"riscv", riscv, "gcc-riscv64-linux-gnu", {"riscv64", "riscv32"}},
        {"riscv32", riscv, "gcc-riscv64-linux-gnu", {"riscv", "riscv64"}},
        {"riscv64", riscv, "gcc-riscv64-linux-gnu", {"riscv"}},
        {"sandbox", {}, "gcc"},
        {"sh", {"sh4-linux-gnu-", "sh4-linux-"}, "gcc-sh4-linux-gnu", {"sh4"}},
        {"x86", {}, "gcc", {"i386", "i686", "x86_64"}},
        {"xtensa", {"xtensa-linux-", "xtensa-lx106-elf-", "xtensa-elf-"}, ""},
    };
    return rows;
}

const Row* row_of(std::string_view arch) {
    const auto row = std::ranges::find(table(), arch, &Row::arch);
    return row == table().end() ? nullptr : &*row;
}

bool is_intel(std::string_view cpu) {
    return cpu == "x86" || cpu == "x86_64" || cpu == "amd64" ||
           (cpu.size() == 4 && cpu.front() == 'i' && cpu.ends_with("86"));
}

}  // namespace

const std::vector<std::string>& board_arches() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto& row : table())
            if (row.arch != "riscv") all.emplace_back(row.arch);
        return all;
    }();
    return names;
}

std::vector<std::string_view> prefixes(std::string_view arch) {
    const auto* row = row_of(arch);
    return row ? row->prefixes : Names();
}

std::vector<std::string_view> stand_ins(std::string_view arch) {
    const auto* row = row_of(arch);
    return row ? row->stand_ins : Names();
}

bool is_native(std::string_view arch, std::string_view machine) {
    return arch == "sandbox" || (arch == "x86" && machine == "x86_64");
}

std::string_view debian_package(std::string_view arch) {
    const auto* row = row_of(arch);
    return row ? row->package : std::string_view();
}

std::string family(std::string_view cpu) {
    if (is_intel(cpu)) return "x86";
    for (const std::string_view stem :
         {"aarch64", "microblaze", "mips", "powerpc", "riscv32", "riscv64", "riscv", "xtensa"})
        if (cpu.starts_with(stem))
            return std::string(stem == "riscv32" || stem == "riscv64" ? "riscv" : stem);
    if (cpu.starts_with("ppc")) return "powerpc";
    if (cpu == "sh" || (cpu.starts_with("sh") && cpu.size() > 2 && cpu[2] >= '1' && cpu[2] <= '5'))
        return "sh";
    if (cpu.starts_with("arm") || cpu.starts_with("thumb")) return "arm";
    if (cpu == "arc" || cpu.starts_with("arceb") || cpu == "arc64") return "arc";
    return std::string(cpu);
}

}  // namespace bm::toolchain
