// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/kconfig/configuration.hpp"
#include "domain/kconfig/parser.hpp"
#include "tests/support/kconfig/problems.hpp"

namespace bm::kconfig {

/// A tree of files that a test writes down.
class FakeSurroundings final : public Surroundings {
  public:
    core::Expected<std::string> read(const std::string& path) override {
        const auto found = files.find(path);
        if (found == files.end()) return core::fail(core::ErrorKind::not_found, "not found");
        return found->second;
    }
    std::optional<std::string> variable(const std::string& name) override {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    }
    std::string shell(const std::string& command) override {
        commands.push_back(command);
        return answers[command];
    }

    std::map<std::string, std::string> files, variables, answers;
    std::vector<std::string> commands;
};

inline std::vector<std::string> lines_of(const std::vector<Problem>& problems) {
    std::vector<std::string> result;
    for (const auto& one : problems) result.push_back(line_of(one));
    return result;
}

/// A tree of one file.
inline Parsed parse_text(const std::string& text) {
    FakeSurroundings surroundings;
    surroundings.files["Kconfig"] = text;
    return parse("Kconfig", surroundings);
}

/// What .config has for a tree of one file and a defconfig.
inline std::string config_of(const std::string& kconfig, const std::string& defconfig = "") {
    const auto parsed = parse_text(kconfig);
    Configuration configuration(parsed.tree);
    (void)configuration.load("defconfig", defconfig);
    return configuration.lines();
}

}  // namespace bm::kconfig
