// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/machine/survey.hpp"

namespace bm::machine {

/// A machine of the settings and what is known of it.
struct Member {
    Terms terms;
    bool probed = true;                 ///< else it starts its worker by a command of the user's
    std::optional<Survey> survey = {};  ///< absent: it did not answer
    Standing standing = {};
};

/// `version`: as standing_of has it.
Member member_of(Terms terms, const Judged<Survey>& answered, const std::string& version);

/// All machines, beside this one.
struct Pool {
    std::vector<Member> members;
    Survey here;

    std::size_t available() const;
    std::int64_t weight() const;  ///< of those that are available
    /// Between those that are available and "here".
    std::vector<Drift> drifts() const;
    /// Whether a campaign could build somewhere: one is available, or was not probed.
    bool usable() const;
};

}  // namespace bm::machine
