// SPDX-License-Identifier: GPL-2.0-or-later
#include <vector>

#include "adapters/git/commit_files.hpp"

namespace bm::adapters::git {

core::Expected<std::string> behind_link(const std::string& path, const std::string& target) {
    const auto nowhere =
        core::fail(core::ErrorKind::not_found, path + " is a link that leads out of the tree");
    if (target.starts_with('/')) return nowhere;
    std::vector<std::string> parts = split(path, '/');
    parts.pop_back();
    for (const auto& part : split(target, '/')) {
        if (part.empty() || part == ".") continue;
        if (part != "..") {
            parts.push_back(part);
        } else if (parts.empty()) {
            return nowhere;
        } else {
            parts.pop_back();
        }
    }
    std::string result;
    for (const auto& part : parts) result += (result.empty() ? "" : "/") + part;
    return result;
}

}  // namespace bm::adapters::git
