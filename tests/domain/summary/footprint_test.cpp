// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/footprint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/summary/text.hpp"
#include "tests/domain/summary/farm.hpp"

namespace bm::summary::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A series whose source is known; equal at all commits, but for what is said of it.
class Series final : public Sources {
  public:
    const SourceDiff* diff(std::size_t from, std::size_t to) const override {
        static const SourceDiff equal;
        const auto found = diffs.find({from, to});
        return found == diffs.end() ? &equal : &found->second;
    }
    std::optional<std::string> text(std::size_t commit, const std::string& path) const override {
        const auto found = texts.find({commit, path});
        return found == texts.end() ? std::nullopt : std::optional(found->second);
    }
    std::map<std::pair<std::size_t, std::size_t>, SourceDiff> diffs;
    std::map<std::pair<std::size_t, std::string>, std::string> texts;
};

Files with_lines(const std::string& lines) {
    auto files = build(0);
    files.lines = lines;
    return files;
}

std::string shown(const Farm& farm, std::size_t commit, const Sources& sources, Show show = {}) {
    show.lines = true;
    const auto text = text_of(farm.model.commits(), commit, farm.view(commit, sources), show,
                              result::Colours::off)
                          .text;
    return text.substr(text.find('\n') + 1);
}

TEST(Footprint, ARowThatIsNoneMakesItUnknown) {
    FootprintReader reader;
    for (const auto* text : {"a.c\n", "a.c: \n", ": 1\n", "a.c: 1-\n", "a.c: 1\na.c: 2\n", "\n"})
        EXPECT_EQ(reader.read(text), nullptr) << text;
    const auto read = reader.read("b.c: 1\na.c: 2,4-5");
    ASSERT_NE(read, nullptr) << "without a newline at its end, in any order";
    EXPECT_EQ(read->files()[0]->path, "a.c");
}

RC_GTEST_PROP(FootprintProperty, OfAnyBytesIsReadWithoutHarm, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "a.c", ": ", "1", "-", ",", "4294967295", "\n", ":", " ", std::string("\0", 1)));
    std::string text;
    for (const auto& piece : pieces) text += piece;
    FootprintReader reader;
    const auto read = reader.read(text);
    if (read) RC_ASSERT(*reader.read(text) == *read);
}

TEST(Footprint, OneThatCannotBeReadIsNamed) {
    FactReader reader({.lines = true}, {});
    const auto facts = reader.read(with_lines("a.c: 1\nb.c: cut of"));
    EXPECT_EQ(facts.lines, nullptr);
    EXPECT_THAT(facts.problems, ElementsAre(HasSubstr("lines")));
    EXPECT_EQ(facts.state, result::BuildState::ok);
}

TEST(FootprintChange, SaysWhichLinesAndFilesCameOrWent) {
    Farm farm({"x", "y"}, 2);
    farm.put(0, 0, with_lines("a.c: 1-10\nb.c: 1-2\n"));
    farm.put(0, 1, with_lines("a.c: 1-9,12\nc.c: 1-3\n"));
    farm.put(1, 0, with_lines("a.c: 1-10\n"));
    farm.put(1, 1, with_lines("a.c: 1-10\n"));
    EXPECT_EQ(shown(farm, 1, Series()), "x: +4 -3 lines, +1 -1 files\n");
    EXPECT_EQ(shown(farm, 1, Series(), {.detail = true}),
              "x: +4 -3 lines, +1 -1 files\n    ~ a.c  +1 -1\n    - b.c  -2\n    + c.c  +3\n");
    EXPECT_EQ(shown(farm, 0, Series()), "") << "the first is compared with nothing";
}

TEST(FootprintChange, BoardsThatChangedAlikeAreNamedTogether) {
    Farm farm({"x", "y", "z"}, 2);
    for (const std::size_t b : {0u, 1u, 2u}) farm.put(b, 0, with_lines("a.c: 1-2\nb.c: 1\n"));
    for (const std::size_t b : {0u, 2u}) farm.put(b, 1, with_lines("a.c: 1-3\nb.c: 1\n"));
    farm.put(1, 1, with_lines("a.c: 1-2\nb.c: 1-2\n"));
    EXPECT_EQ(shown(farm, 1, Series()),
              "x z: +1 -0 lines, +0 -0 files\ny: +1 -0 lines, +0 -0 files\n");
}

TEST(FootprintChange, LinesThatOnlyMovedAreNoChange) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, with_lines("a.c: 10-20\n"));
    farm.put(0, 1, with_lines("a.c: 12-22\n"));
    Series source;
    source.diffs[{0, 1}] = {{"a.c", {{5, 0, 5, 2}}}};
    EXPECT_EQ(shown(farm, 1, source), "");
    EXPECT_EQ(shown(farm, 1, NoSources()),
              "x: lines not known: git cannot compare its source with that of 01\n")
        << "nobody knows that they moved";
}

TEST(FootprintChange, AnImageThatHasNoneIsComparedToo) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, with_lines("a.c: 1\n"));
    farm.put(0, 1, with_lines(""));
    EXPECT_EQ(shown(farm, 1, Series()), "x: +0 -1 lines, +0 -1 files\n");
}

TEST(FootprintChange, AnEditedLineIsAnotherOneThoughItsNumberIsTheSame) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, with_lines("a.c: 10-20\n"));
    farm.put(0, 1, with_lines("a.c: 10-20\n"));
    Series source;
    source.diffs[{0, 1}] = {{"a.c", {{11, 1, 11, 1}, {40, 1, 40, 1}}}};
    EXPECT_EQ(shown(farm, 1, source), "x: +1 -1 lines, +0 -0 files\n");
}

TEST(FootprintChange, IsComparedWithTheLastBuildThatHasAFootprint) {
    Farm farm({"x"}, 4);
    farm.put(0, 0, with_lines("a.c: 1\n"));
    farm.put(0, 1, build(2));
    farm.put(0, 2, build(0));
    farm.put(0, 3, with_lines("a.c: 1-2\n"));
    EXPECT_THAT(farm.view(2).lines, IsEmpty());
    EXPECT_EQ(shown(farm, 3, Series()), "x: +1 -0 lines, +0 -0 files (since 01)\n");
    EXPECT_EQ(farm.view(3).lines[0].before, 0u);
}

TEST(FootprintChange, ShowsTheLinesThemselvesRemovedOnesFirst) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, with_lines("a.c: 1-2\n"));
    farm.put(0, 1, with_lines("a.c: 1,3\n"));
    Series source;
    source.diffs[{0, 1}] = {};
    source.texts[{0, "a.c"}] = "one\ntwo\nthree\n";
    source.texts[{1, "a.c"}] = "one\ntwo\nthr\x1b[31mee\n";
    const auto text = shown(farm, 1, source, {.lines_code = true});
    EXPECT_THAT(text, HasSubstr("        -    2 two\n        +    3 thr"));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(FootprintChange, ShowsAtMostFiftyLinesOfAFile) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, with_lines("a.c: 1\nb.c: 1\n"));
    farm.put(0, 1, with_lines("a.c: 1-4000000000\nb.c: 1\n"));
    const auto text = shown(farm, 1, Series(), {.lines_code = true});
    EXPECT_THAT(text, HasSubstr("        +   51 \n        ... and 3999999949 more lines\n"));
}

}  // namespace
}  // namespace bm::summary::test
