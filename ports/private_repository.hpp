// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/evidence/change.hpp"

namespace bm::ports {

/// bm's own repository in a work directory (`<work_dir>/.git`). The user's repository gets no
/// branch, worktree, ref or lock; a local one only lends its objects.
class PrivateRepository {
  public:
    virtual ~PrivateRepository() = default;
    /// Makes the repository if it is not there, and lets it borrow the objects of `source_git_dir`
    /// (alternates, shallow boundary and tags included).
    virtual core::Expected<void> borrow(std::string_view source) = 0;
    /// Keeps a series, oldest first, by refs/bm/<campaign>/tip at its newest commit. A commit whose
    /// files are not all there is an error that says how to get them.
    virtual core::Expected<void> hold(std::string_view campaign,
                                      const std::vector<std::string>& commits) = 0;
    /// Sets the tags that `git describe` can meet in a held series apart, to be pushed with it to a
    /// machine: refs/bm/<campaign>/tags/*.
    virtual core::Expected<void> share(std::string_view campaign) = 0;
    /// Removes refs/bm/<campaign>/*.
    virtual core::Expected<void> release(std::string_view campaign) = 0;
    /// Makes a commit of the work tree of `source`: tracked and untracked files that are not
    /// ignored, as they lie there, and `also`, paths below its top that may be ignored; the user's
    /// index is untouched. Returns its hash; that of HEAD when nothing differs.
    virtual core::Expected<std::string> snapshot(std::string_view source,
                                                 const std::vector<std::string>& also) = 0;
    /// One core.abbrev for every worktree, so that version strings have the same bytes everywhere.
    virtual core::Expected<void> set_abbrev(int digits) = 0;
};

/// Two commits beside each other.
struct Comparison {
    std::vector<evidence::Change> changes;  ///< by path
    /// Version strings that are made of the commits' names are of one length.
    bool versions_alike = true;
};

struct CheckedOut {
    std::vector<std::string> changed;  ///< paths that the checkout wrote or removed
    bool clock_behind =
        false;           ///< the clock is not later than the slot's last make: time stamps lie
    bool fresh = false;  ///< the worktree was new or could not tell what changed: all may differ
};

/// The worktrees of a worker's slots, `<work_dir>/.bm-work/NN`.
class Worktrees {
  public:
    virtual ~Worktrees() = default;
    /// Makes or mends slot `slot`'s detached worktree: stale locks, gone gitdirs and full clones
    /// are cleared away. Blocking, up to minutes.
    virtual core::Expected<void> prepare(int slot) = 0;
    /// Puts the commit into the slot's worktree, untracked files removed (ignored ones too, but for
    /// the build directory), every written file dated later than `mark_build_end` of that slot.
    virtual core::Expected<CheckedOut> check_out(int slot, std::string_view commit) = 0;
    /// The slot's make has ended; files written later must be dated later.
    virtual void mark_build_end(int slot) = 0;
    virtual std::string source_directory(int slot) const = 0;
    /// Nothing is checked out.
    virtual core::Expected<Comparison> compare(std::string_view from, std::string_view to) = 0;
    virtual core::Expected<std::int64_t> committer_time(std::string_view commit) = 0;
};

}  // namespace bm::ports
