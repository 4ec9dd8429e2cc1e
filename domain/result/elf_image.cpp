// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/elf_image.hpp"

#include <optional>
#include <string_view>

#include "domain/result/elf_constants.hpp"
#include "domain/result/elf_order.hpp"
#include "domain/result/elf_section.hpp"

namespace bm::result {
namespace {

using Sections = std::vector<std::optional<ElfSection>>;

const ElfSection* section_of(const RawSymbol& symbol, const Sections& sections) {
    if (symbol.place != RawSymbol::Place::section || symbol.section >= sections.size())
        return nullptr;
    const auto& section = sections[symbol.section];
    return section ? &*section : nullptr;
}

/// Sections of Windows programs, which nm knows by name, with or without a numbered suffix.
std::optional<char> letter_by_name(std::string_view section) {
    constexpr std::pair<std::string_view, char> known[] = {
        {".drectve", 'i'}, {".edata", 'e'}, {".idata", 'i'}, {".pdata", 'p'}};
    for (const auto& [prefix, letter] : known) {
        if (!section.starts_with(prefix)) continue;
        if (section.size() == prefix.size() ||
            std::string_view(".$0123456789").find(section[prefix.size()]) != std::string_view::npos)
            return letter;
    }
    return std::nullopt;
}

char letter_of(const ElfSection& section) {
    if (auto letter = letter_by_name(section.name)) return *letter;
    if (section.has(SectionFlag::code)) return 't';
    if (section.has(SectionFlag::data)) return section.has(SectionFlag::readonly) ? 'r' : 'd';
    if (!section.has(SectionFlag::contents)) return 'b';
    if (section.has(SectionFlag::debugging)) return 'N';
    return section.has(SectionFlag::readonly) ? 'n' : '?';
}

bool is_object(const RawSymbol& symbol) {
    return symbol.type == elf::symbol_object || symbol.type == elf::symbol_common;
}

char letter_of(const RawSymbol& symbol, const ElfSection* section) {
    if (section == nullptr) return 'C';
    if (symbol.type == elf::symbol_ifunc) return 'i';
    if (symbol.binding == elf::binding_weak) return is_object(symbol) ? 'V' : 'W';
    if (symbol.binding == elf::binding_unique) return 'u';
    const char letter = letter_of(*section);
    if (symbol.binding == elf::binding_local) return letter;
    if (symbol.binding != elf::binding_global) return '?';
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

/// The marks that say where code and data begin: `$a`, `$x.1`.
bool is_mapping_mark(const RawElf& raw, std::string_view name) {
    if (name.size() < 2 || name[0] != '$' || (name.size() > 2 && name[2] != '.')) return false;
    if (raw.machine == elf::machine_arm) return name[1] >= 'a' && name[1] <= 'z';
    if (raw.machine == elf::machine_aarch64)
        return std::string_view("xdmfp").find(name[1]) != std::string_view::npos;
    return false;
}

std::uint64_t value_of(const RawElf& raw, const RawSymbol& symbol) {
    if (symbol.place == RawSymbol::Place::common) return symbol.size;
    const bool thumb_bit =
        raw.machine == elf::machine_arm &&
        (symbol.type == elf::symbol_function || symbol.type == elf::symbol_arm_thumb);
    return thumb_bit ? symbol.value & ~std::uint64_t{1} : symbol.value;
}

std::optional<ElfSymbol> listed(const RawElf& raw, const RawSymbol& symbol,
                                const Sections& sections) {
    if (symbol.type == elf::symbol_section || symbol.type == elf::symbol_file) return std::nullopt;
    if (is_mapping_mark(raw, symbol.name)) return std::nullopt;
    const auto* section = section_of(symbol, sections);
    if (section == nullptr && symbol.place != RawSymbol::Place::common) return std::nullopt;
    return ElfSymbol{value_of(raw, symbol), symbol.size, section ? section->vma : 0,
                     letter_of(symbol, section), symbol.name};
}

/// A symbol of this type names the source of the local ones behind it. What link-time optimization
/// compiled comes from no file in particular.
std::string source_of(const RawSymbol& symbol) {
    return symbol.name.starts_with('<') ? std::string() : symbol.name;
}

}  // namespace

ElfImage image_of(const RawElf& raw) {
    ElfImage image;
    image.format = format_name(raw);
    image.wide = raw.wide;
    const Sections sections = listed_sections(raw);
    for (const auto number : listing_order(raw))
        if (sections[number]) image.sections.push_back(*sections[number]);
    std::string source;
    for (const auto& symbol : raw.symbols) {
        if (symbol.type == elf::symbol_file) source = source_of(symbol);
        auto kept = listed(raw, symbol, sections);
        if (!kept) continue;
        if (symbol.binding == elf::binding_local) kept->file = source;
        image.symbols.push_back(std::move(*kept));
    }
    return image;
}

}  // namespace bm::result
