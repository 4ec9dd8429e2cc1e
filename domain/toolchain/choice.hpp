// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/toolchain/candidates.hpp"
#include "domain/toolchain/probe.hpp"

namespace bm::toolchain {

/// A candidate and what became of it.
struct Judged {
    Candidate candidate;
    core::Expected<Described> said;  ///< by itself; an error: why it is rejected
};

/// What became of a candidate for one arch.
struct Standing {
    const Judged* judged = nullptr;
    std::string reason;  ///< why it is not the one; empty for the one that serves
};

/// Which compiler serves an arch, and why.
struct Choice {
    std::string arch;
    const Judged* chosen = nullptr;   ///< absent: none serves
    std::string why;                  ///< the rule that chose it, or why none serves
    std::vector<Standing> standings;  ///< every candidate for the arch, best first
};

/// P 6.3: the first arch of [toolchain-alias] that has a compiler, then the arch itself, which a
/// compiler of a related name serves too (sh4 for sh) before PATH is asked. Among candidates for
/// the same arch the lower priority wins; then the entry that stands first in the settings, the
/// newer version, the shorter path, and bytewise the first path. A [toolchain-prefix] that gives no
/// compiler leaves its arch without one, since the user named it. Points into `judged`.
Choice choose(const std::string& arch, const Wishes& wishes, const std::vector<Judged>& judged);

/// "[toolchain-prefix] names it (/home/u/.buildman:3)"
std::string describe_rule(const Candidate& candidate);

/// Whether the user's settings brought it, and not PATH.
bool is_of_settings(const Candidate& candidate);

}  // namespace bm::toolchain
