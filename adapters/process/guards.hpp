// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <mutex>
#include <set>

namespace bm::adapters::process {

/// The direct children of this process that are looked after: guards and workers. What else turns
/// up below it was orphaned by a guard that died.
class ChildrenAlive {
  public:
    void add(pid_t pid);
    void remove(pid_t pid);
    std::set<pid_t> all() const;
    /// While it is held nobody starts a child: a child that is not yet known would pass for an
    /// orphan.
    std::unique_lock<std::mutex> no_new_child() { return std::unique_lock(starting_); }

  private:
    std::mutex starting_;
    mutable std::mutex mutex_;
    std::set<pid_t> pids_;
};

/// One per process, as its children are.
ChildrenAlive& guards_alive();

}  // namespace bm::adapters::process
