// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/foreign_refs.hpp"

#include <algorithm>

namespace bm::machine {

std::string foreign_ref(std::string_view refs) {
    std::string found;
    while (!refs.empty()) {
        const auto line = refs.substr(0, refs.find('\n'));
        refs.remove_prefix(std::min(line.size() + 1, refs.size()));
        const auto name = line.substr(std::min(line.find('\t') + 1, line.size()));
        if (name == "refs/bm/remote/tip") return {};
        const bool kept = name.starts_with("refs/heads/") || name.starts_with("refs/tags/");
        if (found.empty() && kept && name != "refs/heads/work") found = name;
    }
    return found;
}

}  // namespace bm::machine
