// SPDX-License-Identifier: GPL-2.0-or-later
// A commit's view as lines for people, in the form of P 8.5.
#pragma once

#include <string>

#include "domain/result/colour.hpp"
#include "domain/summary/commit_view.hpp"

namespace bm::summary {

/// What to show; the boards of each arch are shown always.
struct Show {
    bool errors = false;         ///< -e
    bool error_boards = false;   ///< -l: the boards beside each message
    bool sizes = false;          ///< -S
    bool detail = false;         ///< -d: of each board
    bool functions = false;      ///< -B
    bool configuration = false;  ///< -K
    bool environment = false;    ///< -U
    bool lines = false;          ///< --lines
    bool lines_code = false;     ///< --lines-code: and the lines themselves
    bool unknown = false;        ///< -u
    bool not_built = false;      ///< --show-not-built
};

struct CommitText {
    std::string text;      ///< whole lines
    bool reports = false;  ///< a board or a message is shown
};

/// With the commit's heading; the current source has none. Markers: `+` error, `w+` warning, `-`
/// and `w-` for those that went, `~` and `w~` for those that only moved. The boards of a message
/// are named with -l, and where other boards said it before, or still do.
CommitText text_of(const std::vector<CommitInfo>& commits, std::size_t commit,
                   const CommitView& view, const Show& show, result::Colours colours);

}  // namespace bm::summary
