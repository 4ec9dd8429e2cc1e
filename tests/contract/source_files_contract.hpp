// SPDX-License-Identifier: GPL-2.0-or-later
// What every adapter of ports::SourceFiles promises.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>

#include "ports/source_files.hpp"
#include "tests/support/temp_dir.hpp"

namespace bm::tests {

/// By path; one that begins with `-> ` is a link to what follows.
using Contents = std::map<std::string, std::string>;
/// A tree with these files in it, made below a folder.
using MakeSourceFiles =
    std::function<std::unique_ptr<ports::SourceFiles>(const std::string& folder, const Contents&)>;

class SourceFilesContract : public testing::TestWithParam<MakeSourceFiles> {
  protected:
    void SetUp() override {
        files = GetParam()(temp / "r", {{"b", "2\n"},
                                        {"a/z", ""},
                                        {"a/deep/er", std::string("\0\xff\n\n", 4)},
                                        {"with blank", "x"},
                                        {".hidden/f", "h"},
                                        {"a/link", "-> ../b"},
                                        {"loop", "-> loop"},
                                        {"a/deep/sideways", "-> .././z"},
                                        {"to link", "-> a/link"},
                                        {"out", "-> ../secret"},
                                        {"out and in", "-> ../r/b"},
                                        {"from the root", "-> /etc/passwd"}});
        std::ofstream(temp / "secret") << "s";
        ASSERT_NE(files, nullptr);
    }

    TempDir temp;
    std::unique_ptr<ports::SourceFiles> files;
};

TEST_P(SourceFilesContract, ListsEveryFileSorted) {
    EXPECT_EQ(files->list().value(),
              (std::vector<std::string>{".hidden/f", "a/deep/er", "a/deep/sideways", "a/link",
                                        "a/z", "b", "from the root", "loop", "out", "out and in",
                                        "to link", "with blank"}));
}

TEST_P(SourceFilesContract, ReadsWhateverBytesAFileHas) {
    EXPECT_EQ(files->read("a/deep/er").value(), std::string("\0\xff\n\n", 4));
    EXPECT_EQ(files->read("a/z").value(), "");
    EXPECT_EQ(files->read("with blank").value(), "x");
}

TEST_P(SourceFilesContract, ReadsTheSameAfterAWord) {
    ASSERT_TRUE(files->prepare({"b", "a/deep/er", "a/z", "nowhere"}));
    EXPECT_EQ(files->read("a/deep/er").value(), std::string("\0\xff\n\n", 4));
    EXPECT_EQ(files->read("a/z").value(), "");
    EXPECT_EQ(files->read("b").value(), "2\n");
    EXPECT_EQ(files->read("with blank").value(), "x");
}

TEST_P(SourceFilesContract, ReadsWhatALinkLeadsTo) {
    EXPECT_EQ(files->read("a/link").value(), "2\n");
    EXPECT_EQ(files->read("to link").value(), "2\n");
    EXPECT_EQ(files->read("a/deep/sideways").value(), "");
    for (const auto* path : {"out", "out and in", "from the root"}) {
        const auto outside = files->read(path);
        ASSERT_FALSE(outside) << path;
        EXPECT_EQ(outside.error().kind, core::ErrorKind::not_found) << path;
    }
}

TEST_P(SourceFilesContract, IsReadByTwoThreadsAtOnce) {
    const auto read = [&] {
        int right = 0;
        for (int i = 0; i < 20; ++i) {
            right += files->read("b").value_or("") == "2\n" ? 1 : 0;
            right += files->read("nowhere") ? 0 : 1;
        }
        return right;
    };
    auto other = std::async(std::launch::async, read);
    EXPECT_EQ(read(), 40);
    EXPECT_EQ(other.get(), 40);
}

TEST_P(SourceFilesContract, SaysThatAFileIsNotThere) {
    const std::string long_name(300, 'x');
    for (const auto& path : {std::string("nowhere"), std::string("b/under"), std::string("a"),
                             std::string("a/deep"), std::string("loop"), long_name}) {
        const auto absent = files->read(path);
        ASSERT_FALSE(absent) << path;
        EXPECT_EQ(absent.error().kind, core::ErrorKind::not_found) << path;
    }
}

TEST_P(SourceFilesContract, NeverReadsOutsideOfTheTree) {
    for (const auto* path : {"../r/b", "a/../b", "/etc/passwd", ""})
        EXPECT_FALSE(files->read(path)) << path;
}

}  // namespace bm::tests
