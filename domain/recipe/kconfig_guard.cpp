// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/kconfig_guard.hpp"

namespace bm::recipe {
namespace {

constexpr std::size_t longest_line = 4096;
constexpr std::string_view question_end = " [] (NEW)";

}  // namespace

void KconfigGuard::line(std::string_view text) {
    if (text.find("Restart config") != std::string_view::npos) restarted_ = true;
    // `Title (SYMBOL) [] (NEW)`, possibly with an answer's echo behind it.
    for (auto at = text.find(question_end); at != std::string_view::npos;
         at = text.find(question_end, at + question_end.size())) {
        const auto before = text.substr(0, at);
        const auto open = before.rfind('(');
        if (open == std::string_view::npos || !before.ends_with(')')) continue;
        const auto symbol = before.substr(open + 1, before.size() - open - 2);
        if (restarted_ && !asked_.emplace(symbol).second) endless_ = true;
    }
}

bool KconfigGuard::feed(std::string_view bytes) {
    while (!bytes.empty() && !endless_) {
        const auto newline = bytes.find('\n');
        if (rest_.size() < longest_line)
            rest_ += bytes.substr(0, std::min(newline, longest_line - rest_.size()));
        if (newline == std::string_view::npos) break;
        line(rest_);
        rest_.clear();
        bytes.remove_prefix(newline + 1);
    }
    // A question waits on its line: it is looked at again when more comes, so only once it repeats
    // within the line does it count here.
    if (!endless_ && rest_.size() >= longest_line) {
        line(rest_);
        rest_.clear();
    }
    return !endless_;
}

}  // namespace bm::recipe
