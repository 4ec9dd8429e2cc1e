// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

#include "domain/result/elf_text.hpp"

namespace bm::result {

// By size, then by name as bytes; what has the same of both stays in the order of addresses.
std::string nm_text(const ElfImage& image) {
    std::vector<const ElfSymbol*> rows;
    for (const auto& symbol : image.symbols)
        if (symbol.size != 0) rows.push_back(&symbol);
    std::ranges::stable_sort(rows, [](const ElfSymbol* a, const ElfSymbol* b) {
        return std::tie(a->size, a->name, a->value, a->section_vma) <
               std::tie(b->size, b->name, b->value, b->section_vma);
    });
    std::string text;
    for (const auto* symbol : rows)
        fmt::format_to(std::back_inserter(text), "{:0{}x} {} {}\n", symbol->size,
                       image.wide ? 16 : 8, symbol->letter, symbol->name);
    return text;
}

}  // namespace bm::result
