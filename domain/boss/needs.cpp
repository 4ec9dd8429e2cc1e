// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/needs.hpp"

#include <utility>

namespace bm::boss {

std::string letters_that_need_options(const protocol::Settings& settings) {
    const std::pair<bool, std::string_view> letters[] = {
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
    std::string text;
    for (const auto& [used, name] : letters) {
        if (!used) continue;
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

}  // namespace bm::boss
