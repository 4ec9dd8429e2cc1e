// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "domain/kconfig/surroundings.hpp"

namespace bm::kconfig {

/// A tree that lies in directories, each asked in its turn, with the environment and the shell of
/// this process. Its working directory is that of the shell's commands.
class Directory final : public Surroundings {
  public:
    explicit Directory(std::vector<std::string> tops) : tops_(std::move(tops)) {}

    core::Expected<std::string> read(const std::string& path) override {
        for (const auto& top : tops_) {
            std::ifstream file(path.starts_with('/') ? path : top + "/" + path, std::ios::binary);
            std::string text{std::istreambuf_iterator<char>(file), {}};
            if (file.is_open() && !file.bad()) return text;
        }
        return core::fail(core::ErrorKind::not_found, "cannot read " + path);
    }
    std::optional<std::string> variable(const std::string& name) override {
        const auto* value = std::getenv(name.c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    }
    std::string shell(const std::string& command) override {
        std::string said;
        auto* pipe = ::popen(command.c_str(), "r");
        if (!pipe) return said;
        std::array<char, 4096> block{};
        for (std::size_t got; (got = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
            said.append(block.data(), got);
        ::pclose(pipe);
        return said;
    }

  private:
    std::vector<std::string> tops_;
};

}  // namespace bm::kconfig
