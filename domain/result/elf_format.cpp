// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/elf_constants.hpp"
#include "domain/result/elf_image.hpp"

namespace bm::result {
namespace {

/// BFD's names for one machine; nullptr where there is no such format.
struct Names {
    std::uint16_t machine;
    const char* little32;
    const char* big32;
    const char* little64;
    const char* big64;
};

constexpr Names known[] = {
    {elf::machine_386, "elf32-i386", nullptr, nullptr, nullptr},
    {elf::machine_x86_64, "elf32-x86-64", nullptr, "elf64-x86-64", nullptr},
    {elf::machine_arm, "elf32-littlearm", "elf32-bigarm", nullptr, nullptr},
    {elf::machine_aarch64, "elf32-littleaarch64", "elf32-bigaarch64", "elf64-littleaarch64",
     "elf64-bigaarch64"},
    {elf::machine_riscv, "elf32-littleriscv", "elf32-bigriscv", "elf64-littleriscv",
     "elf64-bigriscv"},
    {elf::machine_ppc, "elf32-powerpcle", "elf32-powerpc", nullptr, nullptr},
    {elf::machine_ppc64, nullptr, nullptr, "elf64-powerpcle", "elf64-powerpc"},
    {elf::machine_mips, "elf32-tradlittlemips", "elf32-tradbigmips", "elf64-tradlittlemips",
     "elf64-tradbigmips"},
    {elf::machine_68k, nullptr, "elf32-m68k", nullptr, nullptr},
    {elf::machine_sh, "elf32-sh-linux", "elf32-shbig-linux", nullptr, nullptr},
    {elf::machine_xtensa, "elf32-xtensa-le", "elf32-xtensa-be", nullptr, nullptr},
    {elf::machine_nios2, "elf32-littlenios2", "elf32-bignios2", nullptr, nullptr},
    {elf::machine_microblaze, "elf32-microblazeel", "elf32-microblaze", nullptr, nullptr},
    {elf::machine_arc, "elf32-littlearc", "elf32-bigarc", nullptr, nullptr},
};

}  // namespace

std::string format_name(const RawElf& raw) {
    for (const auto& names : known) {
        if (names.machine != raw.machine) continue;
        const char* name = raw.wide ? (raw.big_endian ? names.big64 : names.little64)
                                    : (raw.big_endian ? names.big32 : names.little32);
        if (name != nullptr) return name;
    }
    return std::string(raw.wide ? "elf64-" : "elf32-") + (raw.big_endian ? "big" : "little");
}

}  // namespace bm::result
