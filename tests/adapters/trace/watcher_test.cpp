// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/watcher.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "adapters/process/command_runner.hpp"
#include "tests/support/own_executable.hpp"
#include "tests/support/temp_dir.hpp"

namespace bm::adapters::trace {
namespace {

using evidence::Sighting;
using testing::HasSubstr;
using testing::IsSupersetOf;

class WatcherTest : public testing::Test {
  protected:
    core::Expected<std::unique_ptr<Watcher>> watcher(const std::string& make) {
        return Watcher::create(commands, make, environment);
    }
    process::CommandRunner commands{{bm::tests::own_executable(), -1}};
    std::map<std::string, std::string> environment = {{"PATH", "/usr/bin:/bin"}};
    bm::tests::TempDir folder;
};

TEST_F(WatcherTest, AMakeIsWatched) {
    const auto made = watcher("make");
    ASSERT_TRUE(made) << made.error().message;
    const auto log = *(*made)->open();
    std::ofstream(folder.path() + "/Makefile") << "all:; @cat Makefile\n";
    ports::ProcessSpec spec;
    spec.argv = {"make", "-s"};
    spec.environment = environment;
    for (auto& [name, value] : log->variables()) spec.environment[name] = value;
    spec.directory = folder.path();
    ASSERT_EQ(commands.run(spec).code, 0);
    EXPECT_THAT(
        log->sightings(folder.path(), "/none"),
        IsSupersetOf({Sighting{Sighting::How::made, Sighting::Where::source, "Makefile"},
                      Sighting{Sighting::How::asked, Sighting::Where::source, "Makefile"}}));
    log->clear();
    EXPECT_TRUE(log->sightings(folder.path(), "/none").empty());
}

TEST_F(WatcherTest, AMakeThatCannotBeWatchedIsRefused) {
    const auto static_make = folder.path() + "/make";
    std::ofstream(folder.path() + "/p.c") << "int main(void) { return 0; }\n";
    ASSERT_EQ(std::system(("gcc -static -o " + static_make + " " + folder.path() + "/p.c").c_str()),
              0);
    const auto made = watcher(static_make);
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().message, HasSubstr("builds cannot be watched here"));
}

}  // namespace
}  // namespace bm::adapters::trace
