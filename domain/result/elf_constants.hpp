// SPDX-License-Identifier: GPL-2.0-or-later
// The numbers of the ELF specification and its supplements that result/ reads.
#pragma once

#include <cstdint>

namespace bm::result::elf {

inline constexpr std::uint16_t type_executable = 2, type_shared = 3;

inline constexpr std::uint32_t section_null = 0, section_symbols = 2, section_strings = 3,
                               section_rela = 4, section_nobits = 8, section_rel = 9,
                               section_shlib = 10, section_dynamic_symbols = 11, section_group = 17,
                               section_symbol_indices = 18, section_relr = 19,
                               section_mips_reginfo = 0x70000006,
                               section_mips_abiflags = 0x7000002a;

inline constexpr std::uint64_t flag_write = 0x1, flag_alloc = 0x2, flag_code = 0x4,
                               flag_tls = 0x400, flag_exclude = 0x80000000,
                               flag_arm_purecode = 0x20000000;

inline constexpr std::uint32_t segment_load = 1, segment_tls = 7;

inline constexpr std::uint8_t binding_local = 0, binding_global = 1, binding_weak = 2,
                              binding_unique = 10;
inline constexpr std::uint8_t symbol_object = 1, symbol_function = 2, symbol_section = 3,
                              symbol_file = 4, symbol_common = 5, symbol_ifunc = 10,
                              symbol_arm_thumb = 13;

inline constexpr std::uint16_t machine_386 = 3, machine_68k = 4, machine_mips = 8, machine_ppc = 20,
                               machine_ppc64 = 21, machine_arm = 40, machine_sh = 42,
                               machine_x86_64 = 62, machine_xtensa = 94, machine_nios2 = 113,
                               machine_aarch64 = 183, machine_microblaze = 189, machine_arc = 195,
                               machine_riscv = 243;

}  // namespace bm::result::elf
