// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <set>

namespace bm::adapters::process {

/// Kills everything below this process but `spared` and what is below those, and reaps what becomes
/// its child: stopped first, so that nothing can fork its way out. Needs a child subreaper.
/// Returns when none is left, or after `rounds` looks at /proc.
void kill_descendants(const std::set<pid_t>& spared = {}, int rounds = 2000);

/// From now on orphans below this process become its children instead of init's.
void become_subreaper();

}  // namespace bm::adapters::process
