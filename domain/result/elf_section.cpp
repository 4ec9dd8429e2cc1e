// SPDX-License-Identifier: GPL-2.0-or-later
// Which sections GNU tools list, and what they say of each; the rules are those of BFD.
#include "domain/result/elf_section.hpp"

#include <algorithm>
#include <bit>
#include <string_view>

#include "domain/result/elf_constants.hpp"

namespace bm::result {
namespace {

bool is_loadable_file(const RawElf& raw) {
    return raw.type == elf::type_executable || raw.type == elf::type_shared;
}

bool is_rel(const RawSection& section) {
    return section.type == elf::section_rel || section.type == elf::section_rela;
}

/// Number of the symbol table; 0 when there is none.
std::size_t symbol_table(const RawElf& raw) {
    for (std::size_t i = 1; i < raw.sections.size(); ++i)
        if (raw.sections[i].type == elf::section_symbols) return i;
    return 0;
}

/// True when it merely holds the relocations of section `info`.
bool serves_another(const RawElf& raw, const RawSection& section, std::size_t symbols) {
    if (!is_rel(section)) return false;
    if (is_loadable_file(raw) && (section.flags & elf::flag_alloc) != 0) return false;
    return section.link != 0 && section.link == symbols && section.info != 0 &&
           section.info < raw.sections.size() && !is_rel(raw.sections[section.info]);
}

bool is_listed(const RawElf& raw, std::size_t number, std::size_t symbols) {
    const auto& section = raw.sections[number];
    switch (section.type) {
        case elf::section_null:
        case elf::section_symbol_indices:
        case elf::section_shlib:
            return false;
        case elf::section_symbols:
            return number == symbols && (section.flags & elf::flag_alloc) != 0 &&
                   raw.type == elf::type_shared;
        case elf::section_strings:
            return number != raw.names_section &&
                   !(symbols != 0 && raw.sections[symbols].link == number);
        default:
            return !serves_another(raw, section, symbols);
    }
}

bool starts_with_any(std::string_view name, std::initializer_list<std::string_view> prefixes) {
    return std::ranges::any_of(prefixes, [&](auto prefix) { return name.starts_with(prefix); });
}

class Flags {
  public:
    void add(SectionFlag flag, bool condition = true) {
        if (condition) bits_ |= static_cast<std::uint32_t>(flag);
    }
    std::uint32_t bits() const { return bits_; }

  private:
    std::uint32_t bits_ = 0;
};

/// Sections for debuggers are known by their names only.
void add_debugging(Flags& flags, std::string_view name) {
    if (starts_with_any(name,
                        {".debug", ".gnu.debuglto_.debug_", ".gnu.linkonce.wi.", ".zdebug"})) {
        flags.add(SectionFlag::debugging);
        flags.add(SectionFlag::octets);
    } else if (starts_with_any(name, {".gnu.build.attributes", ".note.gnu"})) {
        flags.add(SectionFlag::octets);
    } else if (starts_with_any(name, {".line", ".stab"}) || name == ".gdb_index") {
        flags.add(SectionFlag::debugging);
    }
}

std::uint32_t flags_of(const RawElf& raw, const RawSection& section) {
    const bool contents = section.type != elf::section_nobits;
    const bool alloc = (section.flags & elf::flag_alloc) != 0;
    const bool code = (section.flags & elf::flag_code) != 0;
    Flags flags;
    flags.add(SectionFlag::contents, contents);
    flags.add(SectionFlag::alloc, alloc);
    flags.add(SectionFlag::load, alloc && contents);
    flags.add(SectionFlag::readonly, (section.flags & elf::flag_write) == 0);
    flags.add(SectionFlag::code, code);
    flags.add(SectionFlag::data, !code && alloc && contents);
    flags.add(SectionFlag::exclude, (section.flags & elf::flag_exclude) != 0);
    flags.add(SectionFlag::thread_local_data, (section.flags & elf::flag_tls) != 0);
    flags.add(SectionFlag::group, section.type == elf::section_group);
    flags.add(SectionFlag::purecode,
              raw.machine == elf::machine_arm && (section.flags & elf::flag_arm_purecode) != 0);
    flags.add(SectionFlag::link_once, section.name.starts_with(".gnu.linkonce"));
    flags.add(SectionFlag::link_once_same_size,
              raw.machine == elf::machine_mips && (section.type == elf::section_mips_reginfo ||
                                                   section.type == elf::section_mips_abiflags));
    if (!alloc) add_debugging(flags, section.name);
    return flags.bits();
}

/// `size` bytes at `start` lie within `length` bytes at `from`; no sum overflows.
bool lies_within(std::uint64_t start, std::uint64_t size, std::uint64_t from,
                 std::uint64_t length) {
    return start >= from && start - from <= length && size <= length - (start - from);
}

bool is_in_segment(const RawSection& section, const RawSegment& segment) {
    const bool tls = (section.flags & elf::flag_tls) != 0;
    const bool fits = segment.type == elf::segment_tls ? tls : segment.type == elf::segment_load;
    if (!fits) return false;
    const bool nobits = section.type == elf::section_nobits;
    const bool elsewhere = tls && nobits && segment.type != elf::segment_tls;
    const std::uint64_t size = elsewhere ? 0 : section.size;
    return (nobits || lies_within(section.offset, size, segment.offset, segment.filesz)) &&
           lies_within(section.address, size, segment.vaddr, segment.memsz);
}

/// Several segments whose physical addresses are all 0 say nothing about load addresses.
bool says_load_addresses(const RawElf& raw) {
    const auto loads = std::ranges::count_if(raw.segments, [](const RawSegment& segment) {
        return segment.type == elf::segment_load && segment.memsz != 0;
    });
    const bool any =
        std::ranges::any_of(raw.segments, [](const auto& segment) { return segment.paddr != 0; });
    return any || loads <= 1;
}

/// Counted from the segment's start in the file, as its bytes are what is loaded there; without
/// bytes, from its start in memory.
std::uint64_t load_address(const RawElf& raw, const RawSection& section) {
    if ((section.flags & elf::flag_alloc) == 0 || !says_load_addresses(raw)) return section.address;
    const bool tls = (section.flags & elf::flag_tls) != 0;
    std::uint64_t address = section.address;
    for (const auto& segment : raw.segments) {
        if (segment.type == elf::segment_load && tls) continue;
        if (!is_in_segment(section, segment)) continue;
        address = section.type == elf::section_nobits
                      ? segment.paddr + section.address - segment.vaddr
                      : segment.paddr + section.offset - segment.offset;
        if (lies_within(section.address, section.size, segment.vaddr, segment.memsz)) break;
    }
    return raw.wide ? address : address & 0xffffffff;
}

unsigned log2_of(std::uint64_t alignment) {
    return alignment == 0 ? 0 : static_cast<unsigned>(std::countr_zero(alignment));
}

/// objdump says of compressed debugging sections what they are once expanded.
ElfSection listed(const RawElf& raw, const RawSection& section) {
    ElfSection made{section.name,          section.size,
                    section.address,       load_address(raw, section),
                    section.offset,        log2_of(section.alignment),
                    flags_of(raw, section)};
    if (section.expanded && made.has(SectionFlag::debugging) && made.has(SectionFlag::octets)) {
        made.size = section.expanded->size;
        made.alignment_log2 = log2_of(section.expanded->alignment);
    }
    return made;
}

}  // namespace

std::vector<std::optional<ElfSection>> listed_sections(const RawElf& raw) {
    std::vector<std::optional<ElfSection>> all(raw.sections.size());
    const std::size_t symbols = symbol_table(raw);
    for (std::size_t i = 1; i < raw.sections.size(); ++i)
        if (is_listed(raw, i, symbols)) all[i] = listed(raw, raw.sections[i]);
    for (const auto& section : raw.sections)
        if (serves_another(raw, section, symbols) && all[section.info])
            all[section.info]->flags |= static_cast<std::uint32_t>(SectionFlag::reloc);
    return all;
}

}  // namespace bm::result
