// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "domain/result/elf_text.hpp"

namespace bm::result {
namespace {

bool can_be_written(const ElfSymbol& symbol) {
    return symbol.size != 0 &&
           std::string_view("tdbr").find(symbol.letter) != std::string_view::npos &&
           !symbol.file.empty() && !symbol.name.empty() &&
           symbol.name.find_first_of(" \n") == std::string::npos &&
           symbol.file.find('\n') == std::string::npos &&
           symbol.file.find(": ") == std::string::npos;
}

}  // namespace

std::string statics_text(const ElfImage& image) {
    std::map<std::string, std::vector<const ElfSymbol*>> files;
    for (const auto& symbol : image.symbols)
        if (can_be_written(symbol)) files[symbol.file].push_back(&symbol);
    std::string text;
    for (auto& [file, symbols] : files) {
        std::ranges::sort(symbols, {}, [](const ElfSymbol* symbol) {
            return std::tie(symbol->name, symbol->size);
        });
        text += file + ":";
        for (const auto* symbol : symbols)
            text += fmt::format(" {}={:x}", symbol->name, symbol->size);
        text += "\n";
    }
    return text;
}

}  // namespace bm::result
