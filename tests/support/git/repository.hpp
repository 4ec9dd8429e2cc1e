// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "adapters/git/program.hpp"
#include "tests/support/git/plain_runner.hpp"
#include "tests/support/temp_dir.hpp"

namespace bm::tests {

namespace fs = std::filesystem;

inline std::map<std::string, std::string> git_environment() {
    return {{"PATH", "/usr/local/bin:/usr/bin:/bin"},
            {"HOME", "/nonexistent"},
            {"GIT_CONFIG_NOSYSTEM", "1"}};
}

inline void write(const std::string& path, const std::string& text) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

inline std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A real repository with a real git, made commit by commit.
class Repository {
  public:
    explicit Repository(std::string directory, std::vector<std::string> init = {})
        : git_(runner_, git_environment()), directory_(std::move(directory)) {
        fs::create_directories(directory_);
        std::vector<std::string> words = {"init", "-q", "-b", "main"};
        words.insert(words.end(), init.begin(), init.end());
        git(words);
        git({"config", "user.name", "Tester"});
        git({"config", "user.email", "tester@example.org"});
    }

    std::string git(std::vector<std::string> words) {
        auto out = git_.line(directory_, std::move(words));
        EXPECT_TRUE(out) << out.error().message;
        return out.value_or("");
    }

    /// Writes the file, commits, and returns the hash.
    std::string commit(const std::string& path, const std::string& text,
                       const std::string& subject) {
        write(directory_ + "/" + path, text);
        git({"add", "-A"});
        git({"commit", "-q", "-m", subject});
        return git({"rev-parse", "HEAD"});
    }

    const std::string& directory() const { return directory_; }
    const adapters::git::Program& program() const { return git_; }

  private:
    PlainRunner runner_;
    adapters::git::Program git_;
    std::string directory_;
};

}  // namespace bm::tests
