// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/owner.hpp"

#include <algorithm>
#include <string>

#include "domain/core/shown.hpp"

namespace bm::machine {
namespace {

bool is_somebodys(std::string_view ref) {
    return (ref.starts_with("refs/heads/") || ref.starts_with("refs/tags/")) &&
           ref != "refs/heads/work";
}

}  // namespace

core::Expected<void> check_owner(std::string_view repository, std::string_view refs) {
    std::string_view theirs;
    while (!refs.empty()) {
        const auto line = refs.substr(0, refs.find('\n'));
        refs.remove_prefix(std::min(line.size() + 1, refs.size()));
        const auto name = line.substr(std::min(line.find('\t') + 1, line.size()));
        if (name == "refs/bm/remote/tip") return {};
        if (theirs.empty() && is_somebodys(name)) theirs = name;
    }
    if (theirs.empty()) return {};
    return core::fail(core::ErrorKind::refused,
                      core::shown(repository) + " has a " + core::shown(theirs) +
                          " of its own: name a directory that is bm's alone");
}

}  // namespace bm::machine
