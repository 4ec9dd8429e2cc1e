// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/make_arguments.hpp"

namespace bm::recipe {
namespace {

using Purpose = RunMake::Purpose;

constexpr std::string_view sync_output = "--output-sync=target";

using Words = std::vector<std::string>;

Words goals(Purpose purpose, const MakeOptions& options, const protocol::Settings& settings) {
    switch (purpose) {
        case Purpose::mrproper:
            return {};  // stands first
        case Purpose::configure: {
            Words words = options.defconfig;
            if (words.empty()) words.push_back(options.board + "_defconfig");
            words.insert(words.end(), settings.fragments.begin(), settings.fragments.end());
            return words;
        }
        case Purpose::save_defconfig:
            return {"savedefconfig"};
        case Purpose::merge_config:
            return {"KCONFIG_ALLCONFIG=" + std::string(adjusted_config), "alldefconfig"};
        case Purpose::sync_config:
            // Not `syncconfig`: it brings this file up to date without what the Makefile's own rule
            // for it makes besides (U-Boot: autoconf.mk, u-boot.cfg), which would stay as they
            // were.
            return {"include/config/auto.conf"};
        case Purpose::build:
            if (settings.config_only) return {"cfg"};
            return settings.target.empty() ? Words() : Words{settings.target};
    }
    return {};
}

}  // namespace

std::vector<std::string> make_arguments(Purpose purpose, const MakeOptions& options,
                                        const protocol::Settings& settings) {
    Words words;
    if (purpose == Purpose::mrproper) words.emplace_back("mrproper");
    if (!options.output.empty()) words.push_back("O=" + options.output);
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
    if (!options.llvm.empty()) words.push_back("LLVM=" + options.llvm);
    if (!options.host_cc.empty()) words.push_back("HOSTCC=" + options.host_cc);
    if (!options.cc.empty()) words.push_back("CC=" + options.cc);
    if (purpose == Purpose::build) {
        words.emplace_back("-k");
        words.emplace_back(sync_output);
    }
    const auto last = goals(purpose, options, settings);
    words.insert(words.end(), last.begin(), last.end());
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
