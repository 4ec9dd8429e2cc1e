// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/block.hpp"
#include "domain/diagnostic/meaning.hpp"
#include "domain/result/verdict.hpp"

namespace bm::result {

std::set<std::string> messages(std::string_view stderr_text) {
    using Kind = diagnostic::Block::Kind;
    std::set<std::string> found;
    for (const auto& block : diagnostic::parse(stderr_text)) {
        if (block.kind == Kind::make_word || block.kind == Kind::dropped) continue;
        for (const auto& line : block.lines)
            if (!diagnostic::is_excerpt(line)) found.insert(diagnostic::without_places(line));
    }
    return found;
}

}  // namespace bm::result
