// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/elf/raw_reader.hpp"

#include <gelf.h>

#include <optional>

#include "adapters/elf/handles.hpp"

namespace bm::adapters::elf {
namespace {

constexpr std::size_t most_headers = 100'000;  ///< sections, and segments
constexpr std::size_t name_budget = 256u << 20;

class RawReader {
  public:
    RawReader(Elf* elf, const std::string& path) : elf_(elf), path_(path) {}

    core::Expected<result::RawElf> read() {
        BM_TRY(read_header());
        BM_TRY(read_sections());
        BM_TRY(read_segments());
        BM_TRY(read_symbols());
        return std::move(raw_);
    }

  private:
    core::Expected<void> read_header() {
        GElf_Ehdr header;
        if (elf_kind(elf_) != ELF_K_ELF || gelf_getehdr(elf_, &header) == nullptr) return refused();
        raw_.wide = header.e_ident[EI_CLASS] == ELFCLASS64;
        raw_.big_endian = header.e_ident[EI_DATA] == ELFDATA2MSB;
        raw_.machine = header.e_machine;
        raw_.type = header.e_type;
        return {};
    }

    core::Expected<void> read_sections() {
        std::size_t count = 0;
        std::size_t names = 0;
        if (elf_getshdrnum(elf_, &count) != 0 || count > most_headers) return refused();
        if (elf_getshdrstrndx(elf_, &names) != 0) return refused();
        raw_.names_section = static_cast<std::uint32_t>(names);
        for (std::size_t i = 0; i < count; ++i) {
            GElf_Shdr header;
            Elf_Scn* section = elf_getscn(elf_, i);
            if (gelf_getshdr(section, &header) == nullptr) return refused();
            BM_TRY_ASSIGN(auto name, name_at(names, header.sh_name));
            raw_.sections.push_back({std::move(name), header.sh_type, header.sh_flags,
                                     header.sh_addr, header.sh_offset, header.sh_size,
                                     header.sh_link, header.sh_info, header.sh_addralign,
                                     expanded(section, header)});
        }
        return {};
    }

    static std::optional<result::RawSection::Expanded> expanded(Elf_Scn* section,
                                                                const GElf_Shdr& header) {
        GElf_Chdr chdr;
        if ((header.sh_flags & SHF_COMPRESSED) == 0 || gelf_getchdr(section, &chdr) == nullptr)
            return std::nullopt;
        return result::RawSection::Expanded{chdr.ch_size, chdr.ch_addralign};
    }

    core::Expected<void> read_segments() {
        std::size_t count = 0;
        if (elf_getphdrnum(elf_, &count) != 0 || count > most_headers) return refused();
        for (std::size_t i = 0; i < count; ++i) {
            GElf_Phdr header;
            if (gelf_getphdr(elf_, static_cast<int>(i), &header) == nullptr) return refused();
            raw_.segments.push_back({header.p_type, header.p_offset, header.p_vaddr, header.p_paddr,
                                     header.p_filesz, header.p_memsz});
        }
        return {};
    }

    core::Expected<void> read_symbols() {
        const auto table = find(SHT_SYMTAB, std::nullopt);
        if (!table) return {};
        Elf_Data* data = elf_getdata(elf_getscn(elf_, *table), nullptr);
        if (data == nullptr) return refused();
        Elf_Data* indices = nullptr;
        if (const auto extended = find(SHT_SYMTAB_SHNDX, table))
            indices = elf_getdata(elf_getscn(elf_, *extended), nullptr);
        const std::size_t each = gelf_fsize(elf_, ELF_T_SYM, 1, EV_CURRENT);
        if (each == 0) return refused();
        const std::size_t count = data->d_size / each;
        for (std::size_t i = 1; i < count; ++i) {
            GElf_Sym symbol;
            Elf32_Word extended = 0;
            if (gelf_getsymshndx(data, indices, static_cast<int>(i), &symbol, &extended) == nullptr)
                return refused();
            BM_TRY(add(symbol, extended, raw_.sections[*table].link));
        }
        return {};
    }

    core::Expected<void> add(const GElf_Sym& symbol, std::uint32_t extended, std::size_t names) {
        using Place = result::RawSymbol::Place;
        Place place = Place::section;
        if (symbol.st_shndx == SHN_UNDEF) place = Place::undefined;
        if (symbol.st_shndx == SHN_COMMON) place = Place::common;
        const bool reserved = symbol.st_shndx >= SHN_LORESERVE && symbol.st_shndx != SHN_XINDEX;
        if (reserved && place != Place::common) place = Place::absolute;
        BM_TRY_ASSIGN(auto name, name_at(names, symbol.st_name));
        raw_.symbols.push_back({std::move(name), symbol.st_value, symbol.st_size,
                                static_cast<std::uint8_t>(GELF_ST_BIND(symbol.st_info)),
                                static_cast<std::uint8_t>(GELF_ST_TYPE(symbol.st_info)), place,
                                symbol.st_shndx == SHN_XINDEX ? extended : symbol.st_shndx});
        return {};
    }

    std::optional<std::size_t> find(std::uint32_t type, std::optional<std::size_t> link) const {
        for (std::size_t i = 1; i < raw_.sections.size(); ++i)
            if (raw_.sections[i].type == type && (!link || raw_.sections[i].link == *link))
                return i;
        return std::nullopt;
    }

    core::Expected<std::string> name_at(std::size_t table, std::size_t offset) {
        if (table == 0) return std::string();
        const char* name = elf_strptr(elf_, table, offset);
        if (name == nullptr) return refused();
        std::string text(name);
        if (text.size() > name_budget - named_) return not_sound(path_, "its names are too long");
        named_ += text.size();
        return text;
    }

    tl::unexpected<core::Error> refused() const {
        const int problem = elf_errno();
        return not_sound(path_, problem == 0 ? "it is no ELF file" : elf_errmsg(problem));
    }

    Elf* elf_;
    const std::string& path_;
    result::RawElf raw_;
    std::size_t named_ = 0;
};

}  // namespace

core::Expected<result::RawElf> read_raw(Elf* elf, const std::string& path) {
    return RawReader(elf, path).read();
}

}  // namespace bm::adapters::elf
