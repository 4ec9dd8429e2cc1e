// SPDX-License-Identifier: GPL-2.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/bm/engine/worker_result_files.hpp"
#include "apps/bm/engine/worker_steps.hpp"
#include "tests/apps/worker/fake_world.hpp"
#include "tests/support/fake_artefacts.hpp"

namespace bm::app::engine::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

class CollectTest : public testing::Test {
  protected:
    recipe::Collected collect_it(const recipe::Collect& step) {
        return std::get<recipe::Collected>(collect(step, output, {world, nullptr}));
    }

    FakeLoop loop;
    FakeProcesses processes{loop};
    FakeDisk disk;
    FakeResults results{disk};
    FakeElf elf;
    bm::tests::FakeArtefacts artefacts;
    WorkerWorld world{loop, processes, results, elf, artefacts, {}, {}, {}, {}, {}, {}};
    FakeOutput output{disk, "/o"};
};

TEST_F(CollectTest, AGoodBuildLeavesSizesConfigAndTexts) {
    disk.files = {{"u-boot", "ELF"},
                  {"spl/u-boot-spl", "ELF"},
                  {".config", "CONFIG_X=y"},
                  {"include/autoconf.mk", "top"},
                  {"env/built-in.a", "!<thin>"},
                  {"spl/include/autoconf.mk", "spl"}};
    elf.image.sections.push_back({".rodata", 0x1f0, 0, 0, 0, 0, 0});
    const auto done = collect_it({"/s/7.0", false, true, {{"toolchain", "gcc /x\n"}}});
    EXPECT_THAT(disk.results, Contains(Pair("/s/7.0/toolchain", "gcc /x\n")));
    EXPECT_THAT(disk.results, Contains(Pair("/s/7.0/.config", "CONFIG_X=y")));
    EXPECT_THAT(disk.results, Contains(Pair("/s/7.0/autoconf.mk", "top")));
    EXPECT_THAT(disk.results, Contains(Pair("/s/7.0/autoconf-spl.mk", "spl")));
    EXPECT_THAT(disk.results, Contains(Pair("/s/7.0/uboot.env", std::string("bootdelay=2\0", 12))));
    for (const std::string name : {"u-boot.sizes", "spl-u-boot-spl.objdump", "sizes"})
        EXPECT_THAT(done.files, Contains(name));
    ASSERT_TRUE(done.sizes);
    EXPECT_THAT(*done.sizes, testing::EndsWith("spl/u-boot-spl 000001f0"));
    EXPECT_EQ(disk.results["/s/7.0/sizes"], *done.sizes + "\n");
    EXPECT_THAT(done.texts, IsEmpty());
}

TEST_F(CollectTest, APrerequisiteIsWhatARecordNamesBesideItsCommand) {
    disk.files = {
        {".a.o.cmd",
         "cmd_a.o := sh ../scripts/gen.sh -I../include ../a.c\nsource_a.o := ../a.c\ndeps_a.o := "
         "\\\n"
         "    $(wildcard include/config/x.h) \\\n  ../include/b.h \\\n  /w/include/c.h \\\n"
         "  ../arch/arm/include/asm/x.h \\\n"}};
    FakeOutput below{disk, "/w/build"};
    const auto found = std::get<recipe::Prerequisites>(find_prerequisites(
        {{"a.c", "include/b.h", "include/c.h", "include/asm/x.h", "scripts/gen.sh", "b.h"}}, below,
        "/w"));
    EXPECT_THAT(found.paths, ElementsAre("a.c", "include/b.h", "include/c.h"))
        << "neither a command's words, nor another file's end";
}

TEST_F(CollectTest, AFailedBuildHasNoSizes) {
    disk.files = {{"u-boot", "stale"}, {".config", "x"}};
    const auto done = collect_it({"/s/7.0", false, false, {}});
    EXPECT_EQ(done.sizes, std::nullopt);
    EXPECT_THAT(done.files, ElementsAre(".config"));
}

TEST_F(CollectTest, WithoutFolderSmallFilesRideInTheResult) {
    disk.files = {{".config", "x"}, {"u-boot.cfg", std::string(1u << 20, 'x')}};
    const auto done = collect_it({"", true, false, {{"out-cmd", "make\n"}}});
    EXPECT_THAT(done.texts, ElementsAre(Pair(".config", "x"), Pair("out-cmd", "make\n")));
    EXPECT_THAT(done.files, IsEmpty());
    EXPECT_THAT(disk.results, IsEmpty());
}

TEST_F(CollectTest, ImagesAreKeptOnlyWhenAskedFor) {
    disk.files = {{"u-boot.bin", "image"},
                  {"u-boot.map", "map"},
                  {"spl/u-boot-spl.bin", "spl"},
                  {"other.o", "no"}};
    EXPECT_THAT(collect_it({"/s/1.0", false, true, {}}).files, IsEmpty());
    EXPECT_THAT(collect_it({"/s/1.0", true, true, {}}).files,
                ElementsAre("u-boot.bin", "u-boot.map", "u-boot-spl.bin"));
}

TEST_F(CollectTest, AnImageThatIsNoSoundElfFileIsNotMeasured) {
    disk.files = {{"u-boot", "junk"}};
    elf.sound = false;
    EXPECT_EQ(collect_it({"/s/1.0", false, true, {}}).sizes, std::nullopt);
}

recipe::Collect with_lines(const std::string& folder) {
    recipe::Collect step{folder, false, true, {}};
    step.lines = true;
    step.source = "/src";
    return step;
}

TEST_F(CollectTest, LinesOfAllImagesAreCountedTogether) {
    disk.files = {{"u-boot", "ELF"}, {"spl/u-boot-spl", "ELF"}};
    elf.raw_lines = {{{0x10, 0x20}}, {"a.c"}, {{{{0x10, 0x20}}, {{0x10, 0, 4}, {0x12, 0, 5}}}}};
    EXPECT_THAT(collect_it(with_lines("/s/7.0")).files, Contains("lines"));
    EXPECT_EQ(disk.results["/s/7.0/lines"], "a.c: 4-5\n");
    EXPECT_EQ(elf.asked_source, "/src");
    const auto for_buildman = collect_it(with_lines(""));
    EXPECT_EQ(for_buildman.lines, "a.c: 4-5\n");
    EXPECT_THAT(for_buildman.texts, Not(Contains(Pair("lines", testing::_))));
}

TEST_F(CollectTest, HalfAFootprintIsNone) {
    disk.files = {{"u-boot", "ELF"}, {"spl/u-boot-spl", "ELF"}};
    elf.sound = false;
    EXPECT_THAT(collect_it(with_lines("/s/7.0")).files, Not(Contains("lines")));
}

TEST_F(CollectTest, WhereNoImageSaysAnythingOfLinesThatIsSaid) {
    disk.files = {{"u-boot", "ELF"}};
    EXPECT_THAT(collect_it(with_lines("/s/7.0")).files, Contains("lines"));
    EXPECT_EQ(disk.results["/s/7.0/lines"], "");
    EXPECT_THAT(collect_it({"/s/8.0", false, true, {}}).files, Not(Contains("lines")));
}

TEST_F(CollectTest, AFullDiskIsTheMachinesFailure) {
    disk.refuse_results = "No space left on device";
    const auto result = collect({"/s/1.0", false, true, {}}, output, {world, nullptr});
    ASSERT_TRUE(std::holds_alternative<recipe::StepFailed>(result));
    EXPECT_THAT(std::get<recipe::StepFailed>(result).message, testing::HasSubstr("No space"));
}

TEST(ResultFiles, NamesThatAreNoFileNamesAreLeftOut) {
    FakeDisk disk;
    disk.files = {{"u-boot with space", ""}, {"u-boot-ok", ""}};
    EXPECT_THAT(kept_files(FakeOutput(disk, "/o")),
                ElementsAre(ResultFile{"u-boot-ok", "u-boot-ok"}));
}

TEST(MakeSpec, NothingOfOurOwnEnvironmentIsAdded) {
    recipe::RunMake make;
    make.arguments = {"O=/o"};
    make.environment = {{"LC_ALL", "C"}};
    const auto spec = make_spec(make, "gmake", "/src");
    EXPECT_THAT(spec.argv, ElementsAre("gmake", "O=/o"));
    EXPECT_THAT(spec.environment, ElementsAre(Pair("LC_ALL", "C")));
    EXPECT_EQ(spec.limit, std::nullopt);
    EXPECT_FALSE(spec.keep_going);
}

TEST(MakeEnded, SaysWhoEndedIt) {
    using Kind = ports::ProcessEnd::Kind;
    using How = recipe::MakeEnded::How;
    const std::pair<Kind, How> table[] = {{Kind::exited, How::exited},
                                          {Kind::signalled, How::signalled},
                                          {Kind::limit, How::limit},
                                          {Kind::stopped, How::guard},
                                          {Kind::cancelled, How::cancelled},
                                          {Kind::not_started, How::not_started},
                                          {Kind::lost, How::lost}};
    for (const auto& [kind, how] : table) {
        auto end = process_end(kind, 3, "e");
        end.problem = "p";
        const auto ended = make_ended(end);
        EXPECT_EQ(ended.how, how);
        EXPECT_EQ(ended.code, 3);
        EXPECT_EQ(ended.err, "e");
        EXPECT_EQ(ended.problem, "p");
    }
}

}  // namespace
}  // namespace bm::app::engine::test
