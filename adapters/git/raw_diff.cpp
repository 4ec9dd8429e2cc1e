// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/raw_diff.hpp"

#include <string>

#include "adapters/git/program.hpp"

namespace bm::adapters::git {
namespace {

using What = evidence::Change::What;

constexpr std::string_view directory_mode = "040000";
constexpr std::string_view link_mode = "120000";

bool mode_is(std::string_view head, std::size_t at, std::string_view mode) {
    return head.substr(at, mode.size()) == mode;
}

/// `:040000 040000 HASH HASH M`
bool is_directory_of_both(std::string_view head) {
    return mode_is(head, 1, directory_mode) && mode_is(head, 8, directory_mode);
}

}  // namespace

core::Expected<std::vector<evidence::Change>> changes_of(std::string_view raw) {
    std::vector<evidence::Change> changes;
    const auto fields = split(std::string(raw), '\0');
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
        const auto& head = fields[i];
        if (head.size() < 16 || head[0] != ':')
            return core::fail(core::ErrorKind::environment,
                              "git diff-tree says what is not understood: " + head);
        if (is_directory_of_both(head)) continue;
        const char letter = head.back();
        const auto& path = fields[i + 1];
        const bool was_link = mode_is(head, 1, link_mode), is_link = mode_is(head, 8, link_mode);
        if (letter == 'M') changes.push_back({What::modified, path, is_link});
        if (letter == 'D' || letter == 'T') changes.push_back({What::removed, path, was_link});
        if (letter == 'A' || letter == 'T') changes.push_back({What::added, path, is_link});
    }
    return changes;
}

}  // namespace bm::adapters::git
