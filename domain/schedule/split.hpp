// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

#include "domain/schedule/queue.hpp"

namespace bm::schedule {

/// Takes all but the first `kept` positions out of the job. Precondition: it has as many.
inline Job end_of_job(Job& job, std::size_t kept) {
    auto result = job;
    const auto at = static_cast<std::ptrdiff_t>(kept);
    result.commits.erase(result.commits.begin(), result.commits.begin() + at);
    job.commits.erase(job.commits.begin() + at, job.commits.end());
    return result;
}

}  // namespace bm::schedule
