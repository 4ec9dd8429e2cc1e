// SPDX-License-Identifier: GPL-2.0-or-later
// A folder where a test makes ELF files with the tools of this machine.
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "tests/support/temp_dir.hpp"

namespace bm::adapters::elf::testing {

class Workshop {
  public:
    std::string path(const std::string& name) const { return folder_ / name; }

    void write(const std::string& name, const std::string& bytes) const {
        std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
        std::ofstream(path(name), std::ios::binary) << bytes;
    }

    std::string read(const std::string& name) const {
        std::ifstream file(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /// Stdout of a shell command run in the folder; a failing one fails the test.
    std::string run(const std::string& command) const {
        const std::string line = "cd " + folder_.path() + " && LC_ALL=C " + command;
        FILE* pipe = ::popen(line.c_str(), "r");
        if (pipe == nullptr) throw std::runtime_error("cannot run " + line);
        std::string out;
        char buffer[4096];
        for (std::size_t got = 0; (got = ::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
            out.append(buffer, got);
        if (::pclose(pipe) != 0) throw std::runtime_error("failed: " + line);
        return out;
    }

    static bool has(const std::string& program) {
        return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
    }

  private:
    bm::tests::TempDir folder_;
};

}  // namespace bm::adapters::elf::testing
