// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/prefixes.hpp"

#include <algorithm>
#include <utility>

namespace bm::app::cli {
namespace {

using Names = std::vector<std::string>;

Names that_begin_with(const std::string& prefix, const Names& names) {
    Names fitting;
    for (const auto& name : names)
        if (name.starts_with(prefix)) fitting.push_back(name);
    return fitting;
}

core::Expected<std::string> whole_name(const std::string& prefix, const Names& names,
                                       const Names& younger) {
    for (const auto* list : {&names, &younger})
        if (std::ranges::find(*list, prefix) != list->end()) return prefix;
    auto fitting = that_begin_with(prefix, names);
    if (fitting.empty()) fitting = that_begin_with(prefix, younger);
    if (fitting.empty()) return prefix;
    if (fitting.size() == 1) return fitting.front();
    std::ranges::sort(fitting);
    std::string list;
    for (const auto& name : fitting) list += (list.empty() ? "--" : ", --") + name;
    return core::fail(core::ErrorKind::usage, "--" + prefix + " could be any of " + list);
}

}  // namespace

core::Expected<std::vector<std::string>> expand_prefixes(std::vector<std::string> arguments,
                                                         const std::vector<std::string>& names,
                                                         const std::vector<std::string>& younger) {
    for (auto& argument : arguments) {
        if (argument == "--") break;
        if (!argument.starts_with("--")) continue;
        const auto equals = argument.find('=');
        const auto end = std::min(equals, argument.size());
        BM_TRY_ASSIGN(const auto name, whole_name(argument.substr(2, end - 2), names, younger));
        argument = "--" + name + argument.substr(end);
    }
    return arguments;
}

}  // namespace bm::app::cli
