// SPDX-License-Identifier: GPL-2.0-or-later
// The paragraphs of a commit's text; each is empty where there is nothing to say.
#pragma once

#include "domain/summary/text.hpp"

namespace bm::summary {

std::string arches_text(const CommitView& view, const Show& show, result::Colours colours);
std::string messages_text(const CommitView& view, const Show& show, result::Colours colours);
std::string sizes_text(const CommitView& view, const Show& show, result::Colours colours);
std::string configuration_text(const CommitView& view, result::Colours colours);
std::string environment_text(const CommitView& view, result::Colours colours);
std::string lines_text(const std::vector<CommitInfo>& commits, std::size_t commit,
                       const CommitView& view, const Show& show, result::Colours colours);

/// One line without control characters but tabs.
std::string printable(std::string_view line);

/// `a b c`
std::string joined(const BoardNames& names, std::string_view between = " ");

}  // namespace bm::summary
