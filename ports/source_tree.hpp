// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::ports {

struct Commit {
    std::string hash;                 ///< 40 or 64 hex digits
    std::string subject;              ///< first line of its message, as it is
    std::int64_t committer_time = 0;  ///< seconds since 1970
    friend bool operator==(const Commit&, const Commit&) = default;
};

struct BranchTip {
    std::string name;  ///< as a user writes it: `main`, `origin/main`
    std::string hash;
    friend bool operator==(const BranchTip&, const BranchTip&) = default;
};

/// A file that one commit has beside another.
struct Coming {
    std::string path;
    bool added = false;  ///< the later one has it
    friend bool operator==(const Coming&, const Coming&) = default;
};

/// What the user's repository says; read only. One suite of expectations runs on every adapter.
class SourceTree {
  public:
    virtual ~SourceTree() = default;
    /// The hash that a revision names: a branch, tag, hash, HEAD~2 ...
    virtual core::Expected<std::string> resolve(std::string_view revision) = 0;
    /// Full name of the upstream that the branch is configured to follow; nullopt when it has none
    /// or the configured one is gone.
    virtual core::Expected<std::optional<std::string>> upstream_of(std::string_view branch) = 0;
    /// Commits reachable from `tip` and not from `base` (empty: all), oldest first, parents before
    /// children and otherwise by date; at most `limit` newest (0: all).
    virtual core::Expected<std::vector<Commit>> range(std::string_view base, std::string_view tip,
                                                      std::size_t limit) = 0;
    virtual core::Expected<Commit> commit(std::string_view revision) = 0;
    /// Every local and remote branch, by name, and where it points; for guessing an upstream.
    virtual core::Expected<std::vector<BranchTip>> branch_tips() = 0;
    /// A file's bytes at a commit; not_found when it is not there.
    virtual core::Expected<std::string> file(std::string_view commit, std::string_view path) = 0;
    /// Files that one of two commits has and the other has not, by path.
    virtual core::Expected<std::vector<Coming>> added_and_deleted(std::string_view from,
                                                                  std::string_view to) = 0;
};

}  // namespace bm::ports
