// SPDX-License-Identifier: GPL-2.0-or-later
// The headers of an ELF file as they stand in it, in host byte order. What they mean to the GNU
// tools is image_of's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bm::result {

struct RawSection {
    std::string name;
    std::uint32_t type = 0;
    std::uint64_t flags = 0;
    std::uint64_t address = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint32_t link = 0;
    std::uint32_t info = 0;
    std::uint64_t alignment = 0;
    struct Expanded {
        std::uint64_t size = 0;
        std::uint64_t alignment = 0;
    };
    std::optional<Expanded> expanded = std::nullopt;  ///< what a compressed section holds
};

struct RawSegment {
    std::uint32_t type = 0;
    std::uint64_t offset = 0;
    std::uint64_t vaddr = 0;
    std::uint64_t paddr = 0;
    std::uint64_t filesz = 0;
    std::uint64_t memsz = 0;
};

struct RawSymbol {
    /// Where it is defined.
    enum class Place {
        section,    ///< in the section with number `section`
        undefined,  ///< elsewhere
        absolute,   ///< nowhere: its value is a number
        common,     ///< wherever the linker will put it
    };
    std::string name;
    std::uint64_t value = 0;
    std::uint64_t size = 0;
    std::uint8_t binding = 0;
    std::uint8_t type = 0;
    Place place = Place::undefined;
    std::uint32_t section = 0;
};

struct RawElf {
    bool wide = true;  ///< 64 bits
    bool big_endian = false;
    std::uint16_t machine = 0;
    std::uint16_t type = 0;
    std::uint32_t names_section = 0;   ///< number of the section that holds the section names
    std::vector<RawSection> sections;  ///< by number; the first is the null section
    std::vector<RawSegment> segments;
    std::vector<RawSymbol> symbols;  ///< of the first symbol table, without its null symbol
};

}  // namespace bm::result
