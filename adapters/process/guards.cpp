// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/guards.hpp"

namespace bm::adapters::process {

void ChildrenAlive::add(pid_t pid) {
    const std::lock_guard lock(mutex_);
    pids_.insert(pid);
}

void ChildrenAlive::remove(pid_t pid) {
    const std::lock_guard lock(mutex_);
    pids_.erase(pid);
}

std::set<pid_t> ChildrenAlive::all() const {
    const std::lock_guard lock(mutex_);
    return pids_;
}

ChildrenAlive& guards_alive() {
    static ChildrenAlive alive;
    return alive;
}

}  // namespace bm::adapters::process
