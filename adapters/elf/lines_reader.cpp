// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/elf/lines_reader.hpp"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <gelf.h>

#include <filesystem>
#include <unordered_map>

#include "adapters/elf/handles.hpp"

namespace bm::adapters::elf {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_rows = 16'000'000;
constexpr std::size_t most_files = 1'000'000;
constexpr std::size_t most_ranges = 4'000'000;

struct DwarfEnd {
    void operator()(Dwarf* dwarf) const { dwarf_end(dwarf); }
};
using DwarfHandle = std::unique_ptr<Dwarf, DwarfEnd>;

std::string without_links(const fs::path& path) {
    std::error_code problem;
    const auto found = fs::canonical(path, problem);
    return problem ? std::string() : found.string();
}

class LinesReader {
  public:
    LinesReader(Elf* elf, const std::string& path, const SourcePlaces& places)
        : elf_(elf),
          path_(path),
          source_(without_links(places.source)),
          output_(without_links(places.output)) {}

    core::Expected<result::RawLines> read() {
        BM_TRY(read_sections());
        const DwarfHandle dwarf(dwarf_begin_elf(elf_, DWARF_C_READ, nullptr));
        if (!dwarf) {
            const int problem = dwarf_errno();
            if (dwarf_errmsg(problem) == std::string_view("no DWARF information"))
                return std::move(raw_);
            return not_sound(path_, dwarf_errmsg(problem));
        }
        BM_TRY(read_units(dwarf.get()));
        return std::move(raw_);
    }

  private:
    core::Expected<void> read_sections() {
        if (elf_kind(elf_) != ELF_K_ELF) return not_sound(path_, "it is no ELF file");
        for (Elf_Scn* scn = elf_nextscn(elf_, nullptr); scn != nullptr;
             scn = elf_nextscn(elf_, scn)) {
            GElf_Shdr header;
            if (gelf_getshdr(scn, &header) == nullptr) return not_sound(path_, elf_errmsg(-1));
            constexpr auto wanted = SHF_ALLOC | SHF_EXECINSTR;
            if ((header.sh_flags & wanted) == wanted)
                raw_.executable.push_back({header.sh_addr, header.sh_addr + header.sh_size});
        }
        return {};
    }

    core::Expected<void> read_units(Dwarf* dwarf) {
        Dwarf_CU* unit = nullptr;
        Dwarf_Die die;
        Dwarf_Half version = 0;
        std::uint8_t type = 0;
        int more = 0;
        while ((more = dwarf_get_units(dwarf, unit, &unit, &version, &type, &die, nullptr)) == 0)
            if (type == DW_UT_compile || type == DW_UT_partial) BM_TRY(read_unit(die));
        if (more < 0) return not_sound(path_, dwarf_errmsg(-1));
        return {};
    }

    core::Expected<void> read_unit(Dwarf_Die& die) {
        result::RawLines::Unit unit;
        BM_TRY(read_code(die, unit));
        Dwarf_Lines* lines = nullptr;
        std::size_t count = 0;
        // A unit without code may come without lines.
        if (unit.code.empty() || dwarf_getsrclines(&die, &lines, &count) != 0) return {};
        rows_ += count;
        if (rows_ > most_rows) return not_sound(path_, "its line tables are too long");
        std::unordered_map<const char*, std::uint32_t> files;
        for (std::size_t i = 0; i < count; ++i) {
            Dwarf_Line* line = dwarf_onesrcline(lines, i);
            result::RawLines::Row row;
            int number = 0;
            bool end = false;
            const char* name = dwarf_linesrc(line, nullptr, nullptr);
            if (name == nullptr || dwarf_lineaddr(line, &row.address) != 0 ||
                dwarf_lineno(line, &number) != 0 || dwarf_lineendsequence(line, &end) != 0)
                continue;
            if (end || number <= 0) continue;
            row.line = static_cast<std::uint32_t>(number);
            const auto known = files.find(name);
            row.file = known != files.end() ? known->second : files[name] = file_number(name);
            unit.rows.push_back(row);
        }
        if (raw_.files.size() > most_files) return not_sound(path_, "it names too many files");
        raw_.units.push_back(std::move(unit));
        return {};
    }

    core::Expected<void> read_code(Dwarf_Die& die, result::RawLines::Unit& unit) {
        Dwarf_Addr base = 0;
        result::AddressRange range;
        for (std::ptrdiff_t at = 0;
             (at = dwarf_ranges(&die, at, &base, &range.begin, &range.end)) > 0;) {
            if (++ranges_ > most_ranges) return not_sound(path_, "its units have too many pieces");
            unit.code.push_back(range);
        }
        return {};
    }

    std::uint32_t file_number(const char* name) {
        const auto [found, fresh] =
            numbers_.try_emplace(name, static_cast<std::uint32_t>(raw_.files.size()));
        if (fresh) raw_.files.push_back(result::path_in_source(real_path(name), source_, output_));
        return found->second;
    }

    /// A tree that maps its prefix away names files relative to itself, wherever make ran.
    std::string real_path(const fs::path& name) const {
        if (name.is_absolute()) return without_links(name);
        const auto found = without_links(source_ / name);
        return found.empty() ? without_links(output_ / name) : found;
    }

    Elf* elf_;
    const std::string& path_;
    std::string source_;
    std::string output_;
    result::RawLines raw_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::size_t rows_ = 0;
    std::size_t ranges_ = 0;
};

}  // namespace

core::Expected<result::RawLines> read_lines(Elf* elf, const std::string& path,
                                            const SourcePlaces& places) {
    return LinesReader(elf, path, places).read();
}

}  // namespace bm::adapters::elf
