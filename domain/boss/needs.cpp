// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/needs.hpp"

#include <utility>

namespace bm::boss {

namespace {

using Letters = std::vector<std::pair<bool, std::string_view>>;

std::string used_of(const Letters& letters) {
    std::string text;
    for (const auto& [used, name] : letters) {
        if (!used) continue;
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

Letters letters_of_options(const protocol::Settings& settings) {
    return {
        {!settings.adjust_config.empty(), "-a or -r"},
        {!settings.fragments.empty(), "--fragments"},
        {!settings.target.empty(), "--target"},
        {settings.in_tree, "-i"},
        {settings.quick, "-Q"},
        {settings.full_path, "-p"},
        {settings.dtc_skip, "--dtc-skip"},
        {!settings.compiler.empty(), "-O"},
        {!settings.wrapper.empty(), "[toolchain-wrapper]"},
        {!settings.environment.empty(), "--env"},
    };
}

}  // namespace

std::string letters_that_need_options(const protocol::Settings& settings) {
    return used_of(letters_of_options(settings));
}

std::string letters_beyond_buildman(const protocol::Settings& settings) {
    auto letters = letters_of_options(settings);
    letters.insert(letters.end(), {{settings.keep_outputs, "-k"},
                                   {settings.lines, "--lines"},
                                   {settings.per_board_out_dir, "-P"},
                                   {settings.time_limit_s > 0, "--time-limit"}});
    return used_of(letters);
}

}  // namespace bm::boss
