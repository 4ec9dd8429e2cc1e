// SPDX-License-Identifier: GPL-2.0-or-later
// What no compiler on most machines makes; what they make is compared with the GNU tools
// themselves in tests/adapters/elf.
#include "domain/result/elf_image.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/result/elf_constants.hpp"
#include "domain/result/elf_text.hpp"

namespace bm::result {
namespace {

using Place = RawSymbol::Place;

RawSection section(std::string name, std::uint32_t type, std::uint64_t flags) {
    RawSection made;
    made.name = std::move(name);
    made.type = type;
    made.flags = flags;
    made.size = 16;
    made.alignment = 4;
    return made;
}

RawSymbol symbol(std::string name, std::uint8_t binding, std::uint8_t type,
                 std::uint32_t in_section) {
    return {std::move(name), 0x10, 4, binding, type, Place::section, in_section};
}

RawElf big_mips() {
    RawElf raw;
    raw.wide = false;
    raw.big_endian = true;
    raw.machine = elf::machine_mips;
    raw.type = elf::type_executable;
    raw.sections = {section("", elf::section_null, 0),
                    section(".reginfo", elf::section_mips_reginfo, elf::flag_alloc),
                    section(".text", 1, elf::flag_alloc | elf::flag_code),
                    section(".sbss", elf::section_nobits, elf::flag_alloc | elf::flag_write)};
    return raw;
}

TEST(FormatName, IsThatOfTheMachineAndItsByteOrder) {
    EXPECT_EQ(format_name(big_mips()), "elf32-tradbigmips");
    RawElf raw;
    raw.machine = elf::machine_ppc64;
    EXPECT_EQ(format_name(raw), "elf64-powerpcle");
    raw.machine = 0x7777;
    EXPECT_EQ(format_name(raw), "elf64-little");
    raw.wide = false;
    raw.big_endian = true;
    EXPECT_EQ(format_name(raw), "elf32-big");
}

TEST(ObjdumpText, NamesTheSectionsOfOneMachineOnlyForThatMachine) {
    auto raw = big_mips();
    raw.machine = elf::machine_ppc;
    EXPECT_EQ(objdump_text(image_of(raw), "u-boot").find("LINK_ONCE_SAME_SIZE"), std::string::npos);
}

TEST(ObjdumpText, NamesWhatOnlyMipsHas) {
    const auto text = objdump_text(image_of(big_mips()), "u-boot");
    EXPECT_NE(text.find("CONTENTS, ALLOC, LOAD, READONLY, DATA, LINK_ONCE_SAME_SIZE\n"),
              std::string::npos)
        << text;
}

TEST(ObjdumpText, ShowsControlCharactersOfNamesAsCarets) {
    ElfImage image;
    image.sections.push_back({.name = "a\x01\x7f"});
    EXPECT_NE(objdump_text(image, "x").find(" a^A^? "), std::string::npos);
}

TEST(ElfImage, LoadsASectionWhereItIsLinkedUnlessItLiesInASegmentAsAWhole) {
    RawElf raw;
    raw.sections = {section("", elf::section_null, 0), section(".text", 1, elf::flag_alloc)};
    raw.sections[1].address = raw.sections[1].offset = 0x1000;
    raw.segments = {{elf::segment_load, 0x1000, 0x1000, 0x8000, 16, 16}};
    EXPECT_EQ(image_of(raw).sections[0].lma, 0x8000u);
    raw.segments[0].filesz = raw.segments[0].memsz = 15;
    EXPECT_EQ(image_of(raw).sections[0].lma, 0x1000u) << "its last byte is not in the segment";
}

TEST(ElfImage, LoadsASectionWithoutBytesAsOneWithBytes) {
    RawElf raw;
    raw.sections = {section("", elf::section_null, 0),
                    section(".bss", elf::section_nobits, elf::flag_alloc | elf::flag_write)};
    raw.sections[1].address = raw.sections[1].offset = 0x1000;
    raw.segments = {{elf::segment_load, 0x1000, 0x1000, 0x8000, 0, 16}};
    EXPECT_EQ(image_of(raw).sections[0].lma, 0x8000u);
    raw.segments[0].memsz = 15;
    EXPECT_EQ(image_of(raw).sections[0].lma, 0x1000u) << "its last byte is not in the segment";
}

TEST(ElfImage, GivesSymbolsTheirValueAndCommonOnesTheirSize) {
    auto raw = big_mips();
    raw.symbols = {symbol("placed", elf::binding_global, elf::symbol_object, 3),
                   symbol("common", elf::binding_global, elf::symbol_object, 0)};
    raw.symbols[1].place = Place::common;
    const auto symbols = image_of(raw).symbols;
    ASSERT_EQ(symbols.size(), 2u);
    EXPECT_EQ(symbols[0].value, 0x10u);
    EXPECT_EQ(symbols[1].value, 4u);
}

TEST(ElfImage, KnowsSectionsForDebuggersByTheirNames) {
    for (const auto* name : {".debug_info", ".zdebug_line", ".gnu.linkonce.wi.f", ".line", ".stab",
                             ".stabstr", ".gdb_index"}) {
        RawElf raw;
        raw.sections = {section("", elf::section_null, 0), section(name, 1, 0)};
        EXPECT_TRUE(image_of(raw).sections[0].has(SectionFlag::debugging)) << name;
        raw.sections[1].flags = elf::flag_alloc;
        EXPECT_FALSE(image_of(raw).sections[0].has(SectionFlag::debugging)) << name;
    }
}

TEST(ElfImage, BelievesALoadAddressOfZeroOfOneSegmentAlone) {
    RawElf raw;
    raw.sections = {section("", elf::section_null, 0), section(".text", 1, elf::flag_alloc)};
    raw.sections[1].address = raw.sections[1].offset = 0x1000;
    raw.segments = {{elf::segment_load, 0x1000, 0x1000, 0, 16, 16}};
    EXPECT_EQ(image_of(raw).sections[0].lma, 0u);
    raw.segments.push_back({elf::segment_load, 0x2000, 0x2000, 0, 16, 16});
    EXPECT_EQ(image_of(raw).sections[0].lma, 0x1000u) << "two that are at 0 are nowhere";
    raw.segments[1].memsz = 0;
    EXPECT_EQ(image_of(raw).sections[0].lma, 0u) << "one of them is empty";
}

TEST(ElfImage, ListsRelocationsThatAreLoadedOfAFileThatCanBeLoaded) {
    RawElf raw;
    raw.sections = {section("", elf::section_null, 0), section(".symtab", elf::section_symbols, 0),
                    section(".rela.plt", elf::section_rela, elf::flag_alloc)};
    raw.sections[2].link = raw.sections[2].info = 1;
    const auto listed = [&](std::uint16_t type) {
        raw.type = type;
        return image_of(raw).sections.size();
    };
    EXPECT_EQ(listed(elf::type_executable), 1u);
    EXPECT_EQ(listed(elf::type_shared), 1u);
    EXPECT_EQ(listed(1), 0u) << "in a relocatable file it only serves another section";
}

TEST(NmText, HasTheLettersOfRareSymbols) {
    auto raw = big_mips();
    raw.symbols = {symbol("indirect", elf::binding_global, elf::symbol_ifunc, 2),
                   symbol("unique", elf::binding_unique, elf::symbol_object, 3),
                   symbol("strange", 7, elf::symbol_object, 3),
                   symbol("small", elf::binding_global, elf::symbol_object, 3)};
    EXPECT_EQ(nm_text(image_of(raw)),
              "00000004 i indirect\n00000004 B small\n00000004 ? strange\n00000004 u unique\n");
}

TEST(NmText, LeavesOutSymbolsOfSectionsThatAreNotListed) {
    auto raw = big_mips();
    raw.symbols = {symbol("nowhere", elf::binding_global, elf::symbol_object, 99),
                   symbol("null", elf::binding_global, elf::symbol_object, 0)};
    EXPECT_EQ(nm_text(image_of(raw)), "");
}

TEST(NmText, LeavesOutMarksOfCodeAndData) {
    auto raw = big_mips();
    raw.machine = elf::machine_arm;
    for (const char* name : {"$a", "$d.12", "$t.", "$x", "$", "$A", "$ab", "a"})
        raw.symbols.push_back(symbol(name, elf::binding_local, 0, 2));
    EXPECT_EQ(nm_text(image_of(raw)),
              "00000004 t $\n00000004 t $A\n00000004 t $ab\n00000004 t a\n");
}

RC_GTEST_PROP(ElfImage, IsMadeOfAnyHeaders, ()) {
    RawElf raw;
    raw.type = *rc::gen::inRange<std::uint16_t>(0, 5);
    raw.names_section = *rc::gen::arbitrary<std::uint32_t>();
    const auto number = [] { return *rc::gen::arbitrary<std::uint64_t>(); };
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
        raw.sections.push_back({"s", *rc::gen::inRange<std::uint32_t>(0, 20), number(), number(),
                                number(), number(), *rc::gen::inRange<std::uint32_t>(0, 7),
                                *rc::gen::inRange<std::uint32_t>(0, 7), number(), std::nullopt});
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        raw.segments.push_back({*rc::gen::inRange<std::uint32_t>(0, 9), number(), number(),
                                number(), number(), number()});
    raw.symbols = {{"x", number(), number(), *rc::gen::arbitrary<std::uint8_t>(),
                    *rc::gen::arbitrary<std::uint8_t>(), Place::section,
                    *rc::gen::arbitrary<std::uint32_t>()}};
    const auto image = image_of(raw);
    RC_ASSERT(image.sections.size() <= raw.sections.size());
    RC_ASSERT(!objdump_text(image, "x").empty());
    RC_ASSERT(!size_row(image, "x").empty());
}

RawSymbol source_file(std::string name) {
    auto file = symbol(std::move(name), elf::binding_local, elf::symbol_file, 0);
    file.place = Place::absolute;
    file.size = 0;
    return file;
}

TEST(StaticSymbols, AreListedByTheirSourceFile) {
    auto raw = big_mips();
    const auto local = [](const char* name) {
        return symbol(name, elf::binding_local, elf::symbol_function, 2);
    };
    raw.symbols = {source_file("b.c"), local("z"), local("a"), source_file("a.c"), local("z"),
                   symbol("shown", elf::binding_global, elf::symbol_function, 2),
                   source_file("<artificial>"), local("of_no_file"), source_file("c.c"),
                   local("a b")};
    EXPECT_EQ(statics_text(image_of(raw)), "a.c: z=4\nb.c: a=4 z=4\n");
}

}  // namespace
}  // namespace bm::result
