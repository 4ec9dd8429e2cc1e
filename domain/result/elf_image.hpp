// SPDX-License-Identifier: GPL-2.0-or-later
// An ELF file as nm, size and objdump see it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/result/elf_raw.hpp"

namespace bm::result {

/// In the order in which objdump names them.
enum class SectionFlag : std::uint32_t {
    contents = 1u << 0,  ///< it has bytes in the file
    alloc = 1u << 1,     ///< it takes memory when the program runs
    load = 1u << 2,      ///< its bytes are loaded
    reloc = 1u << 3,     ///< the file holds relocations for it
    readonly = 1u << 4,
    code = 1u << 5,
    data = 1u << 6,
    debugging = 1u << 7,
    exclude = 1u << 8,
    octets = 1u << 9,  ///< addressed in bytes whatever the machine's unit is
    purecode = 1u << 10,
    thread_local_data = 1u << 11,
    group = 1u << 12,
    link_once = 1u << 13,
    link_once_same_size = 1u << 14,
};

struct ElfSection {
    std::string name = {};
    std::uint64_t size = 0;
    std::uint64_t vma = 0;
    std::uint64_t lma = 0;
    std::uint64_t file_offset = 0;
    unsigned alignment_log2 = 0;
    std::uint32_t flags = 0;  ///< SectionFlag bits

    bool has(SectionFlag flag) const { return (flags & static_cast<std::uint32_t>(flag)) != 0; }
    friend bool operator==(const ElfSection&, const ElfSection&) = default;
};

/// A symbol that lies in the image: neither undefined, absolute nor of use to debuggers only.
struct ElfSymbol {
    std::uint64_t value = 0;
    std::uint64_t size = 0;
    std::uint64_t section_vma = 0;
    char letter = '?';  ///< nm's: its kind, upper case when global
    std::string name;
    std::string file = {};  ///< of a local one the source it comes from, without folders, if known
    friend bool operator==(const ElfSymbol&, const ElfSymbol&) = default;
};

struct ElfImage {
    std::string format;  ///< objdump's: `elf64-littleaarch64`
    bool wide = true;    ///< addresses have 64 bits, else 32
    std::vector<ElfSection> sections;
    std::vector<ElfSymbol> symbols;
    friend bool operator==(const ElfImage&, const ElfImage&) = default;
};

/// Total: any headers give an image.
ElfImage image_of(const RawElf& raw);

/// BFD's name for the format; `elf32-little` and the like for machines that are not known here.
std::string format_name(const RawElf& raw);

}  // namespace bm::result
