// SPDX-License-Identifier: GPL-2.0-or-later
// What each commit of a series did to each board.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result/outcome.hpp"
#include "domain/result/sizes.hpp"

namespace bm::result {

/// What is known of one build.
struct BuildView {
    BuildState state = BuildState::unknown;
    std::vector<ImageSizes> sizes = {};   ///< empty: not known
    std::set<std::string> messages = {};  ///< what make said, by messages()
};

enum class ChangeKind {
    fails,      ///< the board's first known build of the series fails; nobody knows since when
    warns,      ///< the board's first known build warns
    broke,      ///< it was built before, and fails now
    mended,     ///< it failed before, and is built now
    made_warn,  ///< it says something now, and did not before, or was not built
    said_more,  ///< it warned or failed before as now, and a message is new
    said_less,  ///< likewise, and messages are gone, none is new
    cleaned,    ///< it was built with warnings before, and says nothing now
    grew,       ///< text + data + bss, together, of all images that are known on both sides
    shrank,
    not_known,  ///< no outcome was obtained
    appeared,   ///< the board was not there at the commit before
    vanished,   ///< it was there, and is not any more
};

struct Change {
    ChangeKind kind = ChangeKind::not_known;
    std::string board;
    std::uint64_t bytes = 0;  ///< only grew and shrank
    /// Position of the commit that it is compared with, where that is not the one before: between
    /// them the board is not known, and any of those commits may have done it.
    std::optional<std::size_t> since;
    friend bool operator==(const Change&, const Change&) = default;
};

/// The diagnostics of a build, each once, without the numbers of lines: what only moved is not new.
std::set<std::string> messages(std::string_view stderr_text);

using BuildsByBoard = std::map<std::string, BuildView>;

/// One list for each commit, oldest first, in the order of boards. A board is compared with its
/// last known build; what is not known is never counted as good or bad. One that a commit does not
/// name is not there at that commit.
std::vector<std::vector<Change>> verdicts(const std::vector<BuildsByBoard>& commits);

/// `broke a, b; mended c (since 03); d grew by 120 bytes`, or `no change`. `labels` names the
/// commits that `since` points to.
std::string verdict_text(const std::vector<Change>& changes,
                         const std::vector<std::string>& labels);

}  // namespace bm::result
