// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/prefixes.hpp"

#include <algorithm>
#include <utility>

namespace bm::app::cli {
namespace {

core::Expected<std::string> whole_name(const std::string& prefix,
                                       const std::vector<std::string>& names) {
    std::vector<std::string> fitting;
    for (const auto& name : names) {
        if (name == prefix) return prefix;
        if (name.starts_with(prefix)) fitting.push_back(name);
    }
    if (fitting.empty()) return prefix;
    if (fitting.size() == 1) return fitting.front();
    std::ranges::sort(fitting);
    std::string list;
    for (const auto& name : fitting) list += (list.empty() ? "--" : ", --") + name;
    return core::fail(core::ErrorKind::usage, "--" + prefix + " could be any of " + list);
}

}  // namespace

core::Expected<std::vector<std::string>> expand_prefixes(std::vector<std::string> arguments,
                                                         const std::vector<std::string>& names) {
    for (auto& argument : arguments) {
        if (argument == "--") break;
        if (!argument.starts_with("--")) continue;
        const auto equals = argument.find('=');
        const auto end = std::min(equals, argument.size());
        BM_TRY_ASSIGN(const auto name, whole_name(argument.substr(2, end - 2), names));
        argument = "--" + name + argument.substr(end);
    }
    return arguments;
}

}  // namespace bm::app::cli
