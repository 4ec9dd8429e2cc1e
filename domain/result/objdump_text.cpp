// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <iterator>

#include "domain/result/elf_text.hpp"

namespace bm::result {
namespace {

constexpr std::pair<SectionFlag, const char*> flag_names[] = {
    {SectionFlag::contents, "CONTENTS"}, {SectionFlag::alloc, "ALLOC"},
    {SectionFlag::load, "LOAD"},         {SectionFlag::reloc, "RELOC"},
    {SectionFlag::readonly, "READONLY"}, {SectionFlag::code, "CODE"},
    {SectionFlag::data, "DATA"},         {SectionFlag::debugging, "DEBUGGING"},
    {SectionFlag::exclude, "EXCLUDE"},   {SectionFlag::octets, "OCTETS"},
    {SectionFlag::purecode, "PURECODE"}, {SectionFlag::thread_local_data, "THREAD_LOCAL"},
    {SectionFlag::group, "GROUP"},       {SectionFlag::link_once, "LINK_ONCE_DISCARD"},
    {SectionFlag::link_once_same_size, "LINK_ONCE_SAME_SIZE"},
};

std::string flags_text(const ElfSection& section) {
    std::string text;
    for (const auto& [flag, name] : flag_names) {
        if (!section.has(flag)) continue;
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

/// Control characters are shown as ^A.
std::string printable(std::string_view name) {
    std::string text;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
            text += '^';
            text += static_cast<char>((byte + 0x40) & 0x7f);
        } else {
            text += c;
        }
    }
    return text;
}

}  // namespace

std::string objdump_text(const ElfImage& image, std::string_view name) {
    const int digits = image.wide ? 16 : 8;
    std::string text = fmt::format(
        "\n{}:     file format {}\n\nSections:\nIdx Name          Size      {:{}}{:{}}File off  "
        "Algn\n",
        name, image.format, "VMA", digits + 2, "LMA", digits + 2);
    int number = 0;
    for (const auto& section : image.sections)
        fmt::format_to(std::back_inserter(text),
                       "{:3} {:13} {:08x}  {:0{}x}  {:0{}x}  {:08x}  2**{}\n                  {}\n",
                       number++, printable(section.name), section.size, section.vma, digits,
                       section.lma, digits, section.file_offset, section.alignment_log2,
                       flags_text(section));
    return text;
}

}  // namespace bm::result
