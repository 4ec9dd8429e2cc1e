// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/locator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_dir.hpp"

namespace bm::adapters::trace {
namespace {

namespace stdfs = std::filesystem;
using evidence::Sighting;
using How = Sighting::How;
using Where = Sighting::Where;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// src/ with a folder, a file and links; src/build is O=.
class LocatorTest : public testing::Test {
  protected:
    void SetUp() override {
        stdfs::create_directories(top + "/src/arch/arm");
        stdfs::create_directories(top + "/src/build/include");
        stdfs::create_directories(top + "/elsewhere");
        std::ofstream(top + "/src/arch/arm/a.h") << "x";
        stdfs::create_directory_symlink("arch/arm", top + "/src/link");
        stdfs::create_symlink("arm/a.h", top + "/src/arch/other.h");
        stdfs::create_directory_symlink(top + "/src/arch/arm", top + "/src/build/include/asm");
    }
    std::vector<Sighting> of(Access access, const std::string& path) const {
        Locator locator(top + "/src", top + "/src/build");
        locator.add({access, top + "/" + path});
        return locator.sightings();
    }
    bm::tests::TempDir folder;
    std::string top = folder.path();
};

TEST_F(LocatorTest, AFileIsBelowTheSourceOrBelowO) {
    EXPECT_THAT(of(Access::read, "src/arch/arm/a.h"),
                UnorderedElementsAre(Sighting{How::asked, Where::source, "arch/arm/a.h"}));
    EXPECT_THAT(of(Access::write, "src/build/x.o"),
                UnorderedElementsAre(Sighting{How::written, Where::output, "x.o"}));
    EXPECT_THAT(of(Access::list, "src"),
                UnorderedElementsAre(Sighting{How::listed, Where::source, ""}));
    EXPECT_THAT(of(Access::read, "elsewhere/x"), IsEmpty());
    EXPECT_THAT(of(Access::read, "src/.git/HEAD"), IsEmpty());
}

TEST_F(LocatorTest, DotsAreResolvedAlongTheFoldersThatAreThere) {
    EXPECT_THAT(of(Access::absent, "src/build/../arch/./arm//../b.h"),
                UnorderedElementsAre(Sighting{How::sought, Where::source, "arch/b.h"}));
    EXPECT_THAT(of(Access::present, "src/arch/.."),
                UnorderedElementsAre(Sighting{How::sought, Where::source, ""}));
}

TEST_F(LocatorTest, ALinkOnTheWayIsAskedForAndSoIsWhatItLeadsTo) {
    EXPECT_THAT(of(Access::read, "src/link/a.h"),
                UnorderedElementsAre(Sighting{How::asked, Where::source, "link"},
                                     Sighting{How::asked, Where::source, "arch/arm/a.h"}));
    EXPECT_THAT(of(Access::read, "src/arch/other.h"),
                UnorderedElementsAre(Sighting{How::asked, Where::source, "arch/other.h"},
                                     Sighting{How::asked, Where::source, "arch/arm/a.h"}));
    EXPECT_THAT(of(Access::link, "src/arch/other.h"),
                UnorderedElementsAre(Sighting{How::asked, Where::source, "arch/other.h"}));
}

TEST_F(LocatorTest, ALinkOfOLeadsIntoTheSource) {
    EXPECT_THAT(of(Access::absent, "src/build/include/asm/new.h"),
                UnorderedElementsAre(Sighting{How::asked, Where::output, "include/asm"},
                                     Sighting{How::sought, Where::source, "arch/arm/new.h"}));
}

TEST_F(LocatorTest, WhatIsNotThereHasTheNameItWouldHave) {
    EXPECT_THAT(of(Access::absent, "src/none/deep/x.h"),
                UnorderedElementsAre(Sighting{How::sought, Where::source, "none/deep/x.h"}));
    EXPECT_THAT(of(Access::absent, "src/none/../arch/x.h"),
                UnorderedElementsAre(Sighting{How::sought, Where::source, "none"}))
        << "the folder is what is missing";
}

TEST_F(LocatorTest, APatternIsResolvedUpToItsFirstFreeName) {
    EXPECT_THAT(of(Access::pattern, "src/link/*/x?"),
                UnorderedElementsAre(Sighting{How::asked, Where::source, "link"},
                                     Sighting{How::wanted, Where::source, "arch/arm/*/x?"}));
    EXPECT_THAT(of(Access::pattern, "src/arch/none"),
                UnorderedElementsAre(Sighting{How::exists, Where::source, "arch/none"}));
}

TEST_F(LocatorTest, ALoopOfLinksEnds) {
    stdfs::create_symlink("loop", top + "/src/loop");
    EXPECT_THAT(of(Access::read, "src/loop/x"), testing::Not(IsEmpty()));
}

TEST_F(LocatorTest, WhatCouldNotBeSeenIsSaid) {
    Locator locator(top + "/src", top + "/src/build");
    locator.add({Access::unwatched, "./static"});
    EXPECT_THAT(locator.sightings(),
                UnorderedElementsAre(Sighting{How::unseen, Where::elsewhere, "./static"}));
}

}  // namespace
}  // namespace bm::adapters::trace
