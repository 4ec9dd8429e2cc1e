// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "domain/result/elf_text.hpp"

namespace bm::result {

// Berkeley style: text is all that is only read, bss what has no bytes in the file.
std::string size_row(const ElfImage& image, std::string_view name) {
    std::uint64_t text = 0;
    std::uint64_t data = 0;
    std::uint64_t bss = 0;
    for (const auto& section : image.sections) {
        if (!section.has(SectionFlag::alloc)) continue;
        if (section.has(SectionFlag::code) || section.has(SectionFlag::readonly))
            text += section.size;
        else if (section.has(SectionFlag::contents))
            data += section.size;
        else
            bss += section.size;
    }
    const std::uint64_t all = text + data + bss;
    return fmt::format("{:7}\t{:7}\t{:7}\t{:7}\t{:7x}\t{}", text, data, bss, all, all, name);
}

}  // namespace bm::result
