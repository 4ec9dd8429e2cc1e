// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/make_arguments.hpp"

namespace bm::recipe {
namespace {

using Purpose = RunMake::Purpose;

constexpr std::string_view sync_output = "--output-sync=target";

/// Board names hold ',' for extended boards: base_defconfig and fragments come later with them.
std::string goal(Purpose purpose, const MakeOptions& options, const protocol::Settings& settings) {
    switch (purpose) {
        case Purpose::mrproper:
            return "mrproper";
        case Purpose::configure:
            return options.board + "_defconfig";
        case Purpose::sync_config:
            // Not `syncconfig`: it brings this file up to date without what the Makefile's own rule
            // for it makes besides (U-Boot: autoconf.mk, u-boot.cfg), which would stay as they were.
            return "include/config/auto.conf";
        case Purpose::build:
            return settings.config_only ? "cfg" : "";
    }
    return "";
}

}  // namespace

std::vector<std::string> make_arguments(Purpose purpose, const MakeOptions& options,
                                        const protocol::Settings& settings) {
    std::vector<std::string> words;
    if (purpose == Purpose::mrproper) words.emplace_back("mrproper");
    words.push_back("O=" + options.output);
    words.emplace_back(settings.verbose_build ? "V=1" : "-s");
    words.emplace_back("-j");
    words.push_back(std::to_string(options.jobs));
    words.push_back("NPROC=" + std::to_string(options.jobs));
    if (settings.warnings_as_errors) {
        words.emplace_back("KCFLAGS=-Werror");
        words.emplace_back("HOSTCFLAGS=-Werror");
    }
    if (settings.allow_missing) words.emplace_back("BINMAN_ALLOW_MISSING=1");
    if (settings.no_lto) words.emplace_back("NO_LTO=1");
    if (settings.reproducible_builds) words.emplace_back("SOURCE_DATE_EPOCH=0");
    words.insert(words.end(), options.make_flags.begin(), options.make_flags.end());
    if (purpose == Purpose::build) {
        words.emplace_back("-k");
        words.emplace_back(sync_output);
    }
    const auto last = goal(purpose, options, settings);
    if (purpose != Purpose::mrproper && !last.empty()) words.push_back(last);
    return words;
}

std::string command_line(const std::vector<std::string>& arguments) {
    std::string text = "make";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& word = arguments[i];
        if (word == "-j") {
            ++i;
            continue;
        }
        if (word.starts_with("NPROC=") || word == sync_output) continue;
        text += " " + word;
    }
    return text + "\n";
}

}  // namespace bm::recipe
