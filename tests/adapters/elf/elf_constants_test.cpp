// SPDX-License-Identifier: GPL-2.0-or-later
// Our numbers against those of the C library's <elf.h>.
#include "domain/result/elf_constants.hpp"

#include <elf.h>
#include <gtest/gtest.h>

namespace bm::result::elf {
namespace {

struct Pair {
    std::uint64_t ours;
    std::uint64_t theirs;
};

TEST(ElfConstants, AreThoseOfTheSystemsHeader) {
    const Pair pairs[] = {
        {type_executable, ET_EXEC},
        {type_shared, ET_DYN},
        {section_null, SHT_NULL},
        {section_symbols, SHT_SYMTAB},
        {section_strings, SHT_STRTAB},
        {section_rela, SHT_RELA},
        {section_nobits, SHT_NOBITS},
        {section_rel, SHT_REL},
        {section_shlib, SHT_SHLIB},
        {section_group, SHT_GROUP},
        {section_symbol_indices, SHT_SYMTAB_SHNDX},
        {section_mips_reginfo, SHT_MIPS_REGINFO},
        {flag_write, SHF_WRITE},
        {flag_alloc, SHF_ALLOC},
        {flag_code, SHF_EXECINSTR},
        {flag_tls, SHF_TLS},
        {flag_exclude, SHF_EXCLUDE},
        {segment_load, PT_LOAD},
        {segment_tls, PT_TLS},
        {binding_local, STB_LOCAL},
        {binding_global, STB_GLOBAL},
        {binding_weak, STB_WEAK},
        {binding_unique, STB_GNU_UNIQUE},
        {symbol_object, STT_OBJECT},
        {symbol_function, STT_FUNC},
        {symbol_section, STT_SECTION},
        {symbol_file, STT_FILE},
        {symbol_common, STT_COMMON},
        {symbol_ifunc, STT_GNU_IFUNC},
        {symbol_arm_thumb, STT_ARM_TFUNC},
        {machine_386, EM_386},
        {machine_68k, EM_68K},
        {machine_mips, EM_MIPS},
        {machine_ppc, EM_PPC},
        {machine_ppc64, EM_PPC64},
        {machine_arm, EM_ARM},
        {machine_sh, EM_SH},
        {machine_x86_64, EM_X86_64},
        {machine_xtensa, EM_XTENSA},
        {machine_nios2, EM_ALTERA_NIOS2},
        {machine_aarch64, EM_AARCH64},
        {machine_microblaze, EM_MICROBLAZE},
        {machine_arc, EM_ARCV2},
        {machine_riscv, EM_RISCV},
    };
    for (const auto& pair : pairs) EXPECT_EQ(pair.ours, pair.theirs) << &pair - pairs;
}

}  // namespace
}  // namespace bm::result::elf
