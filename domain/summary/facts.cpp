// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/core/utf8.hpp"

namespace bm::summary {
namespace {

/// What is said beyond this is parsed each time.
constexpr std::size_t most_said_bytes = 64u << 20;

constexpr std::array<std::string_view, 12> all_configuration = {
    "u-boot.cfg",      "u-boot-spl.cfg", "u-boot-tpl.cfg", ".config",
    ".config-spl",     ".config-tpl",    "autoconf.mk",    "autoconf-spl.mk",
    "autoconf-tpl.mk", "autoconf.h",     "autoconf-spl.h", "autoconf-tpl.h"};
constexpr std::size_t usual_configuration = 3;

/// Whoever wrote the file: what is shown, and put into other forms, is UTF-8.
std::string text_of(const std::string& bytes) {
    return core::is_valid_utf8(bytes) ? bytes : core::to_valid_utf8(bytes);
}

/// `u-boot.sizes`
bool lists_functions(std::string_view file) { return file.ends_with(functions_ending); }

bool is_whole(const Files& files, bool (*concerns)(std::string_view file)) {
    return std::ranges::none_of(files.damaged,
                                [&](const auto& file) { return concerns(file.first); });
}

bool holds_configuration(std::string_view file) {
    return std::ranges::find(all_configuration, file) != all_configuration.end();
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

std::vector<std::string_view> configuration_files(const Parts& parts) {
    if (!parts.configuration) return {};
    const auto count = parts.keep_y ? all_configuration.size() : usual_configuration;
    return {all_configuration.begin(), all_configuration.begin() + count};
}

Shared<std::vector<Message>> FactReader::messages(const std::string& err, bool failed) {
    const auto key = std::pair(failed, err);
    if (const auto found = said_.find(key); found != said_.end()) return found->second;
    auto parsed =
        std::make_shared<const std::vector<Message>>(messages_of(text_of(err), failed, filter_));
    if (said_bytes_ + err.size() <= most_said_bytes) {
        said_bytes_ += err.size();
        said_.emplace(key, parsed);
    }
    return parsed;
}

Facts FactReader::read(const Files& files) {
    Facts facts;
    for (const auto& [file, what] : files.damaged) facts.problems.push_back(file + ": " + what);
    if (!files.done || files.damaged.contains("err")) return facts;
    const auto code = result::read_done(*files.done);
    if (!code) {
        facts.problems.push_back("done: it holds no return code");
        return facts;
    }
    constexpr int no_toolchain_code = 10;
    facts.return_code = *code;
    facts.no_toolchain = *code == no_toolchain_code;
    if (facts.no_toolchain) return facts;
    const bool failed = *code != 0;
    facts.messages = messages(files.err, failed);
    facts.state = result::state_of(*code, files.err);
    // What the user filters out makes no build a warned one.
    if (facts.state == result::BuildState::warned && facts.messages->empty())
        facts.state = result::BuildState::ok;
    facts.host = first_line(text_of(files.host));
    if (parts_.sizes) {
        facts.sizes = result::read_sizes(text_of(files.sizes));
        if (facts.sizes.empty() && !files.sizes.empty())
            facts.problems.push_back("sizes: no row of it can be read");
    }
    if (parts_.functions && !files.functions.empty() && is_whole(files, lists_functions)) {
        FunctionsByImage functions;
        for (const auto& [image, text] : files.functions) {
            const auto statics = files.statics.find(image);
            functions[image] = read_functions(
                text_of(text),
                statics == files.statics.end() ? std::string() : text_of(statics->second));
        }
        facts.functions = std::make_shared<const FunctionsByImage>(std::move(functions));
    }
    if (parts_.configuration && !files.configuration.empty() &&
        is_whole(files, holds_configuration)) {
        ConfigurationByFile configuration;
        for (const auto& [file, text] : files.configuration)
            configuration[file] = read_configuration(text_of(text), parts_.keep_y);
        facts.configuration = std::make_shared<const ConfigurationByFile>(std::move(configuration));
    }
    if (parts_.environment && !files.environment.empty())
        facts.environment =
            std::make_shared<const Values>(read_environment(text_of(files.environment)));
    if (parts_.lines && files.lines) {
        facts.lines = footprints_.read(text_of(*files.lines));
        if (!facts.lines) facts.problems.push_back("lines: a row of it cannot be read");
    }
    return facts;
}

}  // namespace bm::summary
