// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace bm::evidence {
namespace {

using How = Sighting::How;
using What = Change::What;
using Where = Sighting::Where;
using Why = Reason::Why;
using testing::IsEmpty;

Inputs inputs_of(const std::vector<Sighting>& sightings) {
    Inputs inputs;
    for (const auto& sighting : sightings) inputs.add(sighting);
    return inputs;
}

/// A build of drivers/net/foo.c, with SPL.
const Inputs& build() {
    static const auto inputs = inputs_of({
        {How::asked, Where::source, "drivers/net/foo.c"},
        {How::made, Where::source, "drivers/net/Makefile"},
        {How::configured, Where::source, "configs/board_defconfig"},
        // looked for, and not there
        {How::asked, Where::source, "drivers/net/Kbuild"},          // not there
        {How::asked, Where::source, "arch/arm/include/asm/foo.h"},  // not there
        {How::asked, Where::source, "arch/arm/dts/board-u-boot.dtsi"},
        {How::asked, Where::source, "board/acme"},
        {How::asked, Where::source, "board/none"},  // not there
        {How::asked, Where::output, "drivers/net/foo.o"},
        {How::asked, Where::output, "drivers/net/.foo.o.cmd"},
        {How::written, Where::output, "spl/drivers/mtd/bar.o"},
        {How::asked, Where::output, "lib/efi/hello_efi.so"},
        {How::listed, Where::source, "tools/binman/etype"},
        {How::wanted, Where::source, "doc/*/conf.py"},
        {How::wanted, Where::source, "scripts/exact"},
        {How::exists, Where::source, "drivers/net/Kconfig"},
        {How::names, Where::source, "**/Kconfig*"},
        {How::asked, Where::elsewhere, "/usr/bin/gcc"},
    });
    return inputs;
}

struct Case {
    What what;
    std::string path;
    std::optional<Why> why;
    std::string because;
};

class WhatCounts : public testing::TestWithParam<Case> {};

TEST_P(WhatCounts, IsAsTheSpecificationSays) {
    const auto& [what, path, why, because] = GetParam();
    const auto reasons = what_counts(build(), {{what, path}});
    if (!why) {
        EXPECT_THAT(reasons, IsEmpty()) << because;
        return;
    }
    ASSERT_EQ(reasons.size(), 1u) << because;
    EXPECT_EQ(reasons[0].why, *why) << because;
    EXPECT_EQ(reasons[0].change.path, path);
}

const Case cases[] = {
    {What::modified, "drivers/net/foo.c", Why::asked, "it was read"},
    {What::removed, "drivers/net/foo.c", Why::asked, "it was read"},
    {What::modified, "drivers/net/other.c", std::nullopt, "nobody asked for it"},
    {What::modified, "drivers/net", std::nullopt, "a directory is what is in it"},
    {What::added, "arch/arm/include/asm/foo.h", Why::asked, "it stands before another one now"},
    // looked for, and not there
    {What::added, "drivers/net/Kbuild", Why::asked, "make takes it in place of Makefile"},
    {What::added, "board/none", Why::asked, "the directory was looked for"},
    {What::added, "board/acme/new.c", std::nullopt, "the directory is there as it was"},
    {What::added, "drivers/net/new.c", std::nullopt, "nothing is made of it"},
    {What::removed, "drivers/net/old.c", std::nullopt, "nothing was made of it"},
    {What::added, "drivers/net/foo.S", Why::stem, "foo.o can be made of it"},
    {What::added, "drivers/net/foo_helper.c", Why::stem, "a rule may put something behind stems"},
    {What::added, "drivers/net/foobar.c", std::nullopt, "another stem"},
    {What::added, "drivers/net/fo.c", std::nullopt, "another stem"},
    {What::added, "drivers/mtd/bar.c", Why::stem, "SPL's objects lie in spl/"},
    {What::modified, "drivers/mtd/bar.c", std::nullopt, "who reads it asks for it"},
    {What::added, "drivers/usb/foo.c", std::nullopt, "the stem of another directory"},
    {What::added, "lib/efi/hello.c", Why::stem, "hello_efi.so may be made of it"},
    {What::added, "tools/binman/etype/new.py", Why::listed, "all names were read"},
    {What::removed, "tools/binman/etype/old.py", Why::listed, "all names were read"},
    {What::modified, "tools/binman/etype/x.py", std::nullopt, "its name was read, no more"},
    {What::added, "tools/binman/new.py", std::nullopt, "not in that directory"},
    {What::added, "tools/binman/etype/sub", Why::listed, "a directory is a name, too"},
    {What::added, "tools/binman/etype/sub/new.py", std::nullopt, "its directory was not read"},
    {What::added, "doc/usage/conf.py", Why::pattern, "it matches"},
    {What::added, "doc/usage/conf.txt", std::nullopt, "it does not match"},
    {What::added, "doc/usage", std::nullopt, "a part of the pattern is not there yet"},
    {What::added, "doc/conf.py", std::nullopt, "not below a directory of doc"},
    {What::added, "scripts/exact", Why::asked, "a pattern for one name"},
    {What::modified, "drivers/net/Makefile", Why::makefile, "make read it, and nobody else"},
    {What::removed, "drivers/net/Makefile", Why::exists, "it is not there any more"},
    {What::modified, "configs/board_defconfig", Why::kconfig, "conf read it, and nobody else"},
    {What::removed, "configs/board_defconfig", Why::exists, "it is not there any more"},
    {What::removed, "drivers/net/Kconfig", Why::exists, "make sees that it is gone"},
    {What::modified, "drivers/net/Kconfig", Why::names, "make does not see its text"},
    {What::modified, "arch/arc/Kconfig.debug", Why::names, "the names of its options are read"},
    {What::added, "new/deep/Kconfig", Why::names, "and would be in any directory"},
    {What::added, "new/deep/Makefile", std::nullopt, "another name"},
};
INSTANTIATE_TEST_SUITE_P(Cases, WhatCounts, testing::ValuesIn(cases));

TEST(WhatCountsOfMany, IsInTheirOrder) {
    const auto reasons = what_counts(build(), {{What::modified, "drivers/net/foo.c"},
                                               {What::modified, "README"},
                                               {What::added, "drivers/net/foo.S"}});
    ASSERT_EQ(reasons.size(), 2u);
    EXPECT_EQ(describe(reasons[0]), "drivers/net/foo.c (modified): the build asks for it");
    EXPECT_EQ(describe(reasons[1]),
              "drivers/net/foo.S (added): make may look for it to make drivers/net/foo.*");
}

TEST(ALinkThatComes, TurnsWhatWasLookedForBelowIt) {
    const auto inputs = inputs_of({{How::asked, Where::source, "include/dt-bindings/clk.h"}});
    EXPECT_EQ(what_counts(inputs, {{What::added, "include/dt-bindings", true}}).size(), 1u);
    EXPECT_EQ(what_counts(inputs, {{What::removed, "include/dt-bindings", true}}).size(), 1u);
    EXPECT_EQ(what_counts(inputs, {{What::added, "include/dt-bindings"}}).size(), 0u)
        << "a directory that came has what came with it";
    EXPECT_EQ(what_counts(inputs, {{What::added, "include/dt", true}}).size(), 0u);
}

TEST(WhatCountsAtTheTop, IsFoundThereToo) {
    const auto inputs =
        inputs_of({{How::listed, Where::source, ""}, {How::asked, Where::source, "Makefile"}});
    EXPECT_EQ(what_counts(inputs, {{What::modified, "Makefile"}}).size(), 1u);
    EXPECT_EQ(what_counts(inputs, {{What::added, "new"}}).size(), 1u);
    EXPECT_EQ(what_counts(inputs, {{What::added, "new/deep"}}).size(), 0u);
    const auto made = inputs_of(
        {{How::asked, Where::output, ".config"}, {How::asked, Where::output, "u-boot.bin"}});
    EXPECT_EQ(what_counts(made, {{What::added, "u-boot.lds"}}).size(), 1u);
    EXPECT_EQ(what_counts(made, {{What::added, "config.mk"}}).size(), 1u);
}

TEST(InputsOfTwoMakes, AreThoseOfBoth) {
    auto one = inputs_of({{How::asked, Where::source, "a"}});
    one.add(inputs_of({{How::asked, Where::source, "b"}, {How::unseen, Where::elsewhere, "/x"}}));
    EXPECT_EQ(one, inputs_of({{How::asked, Where::source, "a"},
                              {How::asked, Where::source, "b"},
                              {How::unseen, Where::elsewhere, "/x"}}));
}

}  // namespace
}  // namespace bm::evidence
