// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/tally.hpp"

namespace bm::boss {

Tally::Tally(const plan::Plan& plan) {
    counts_.total = plan.boards.size() * plan.commits.size() - plan.absent.size();
    for (const auto& [build, earlier] : plan.already) {
        add({earlier.return_code, earlier.warned, false, false, false});
        ++counts_.previously;
    }
}

void Tally::add(const Verdict& verdict) {
    ++(verdict.return_code != 0 ? counts_.failed : verdict.warned ? counts_.warned : counts_.ok);
}

void Tally::hold(core::BuildId build, const protocol::BuildResult& result) {
    held_[build] = {result.return_code, !result.stderr_text.empty(), result.reconfigured,
                    !result.carried_from.empty(), !result.verified_from.empty()};
}

void Tally::accept(core::BuildId build) {
    const auto held = held_.extract(build);
    if (held.empty()) return;
    add(held.mapped());
    ++counts_.newly;
    if (held.mapped().reconfigured) ++counts_.reconfigured;
    if (held.mapped().carried) ++counts_.carried;
    if (held.mapped().verified) ++counts_.verified;
}

Counts Tally::counts(const ledger::Ledger& ledger) const {
    auto result = counts_;
    const auto& states = ledger.counts();
    result.given_up = states.given_up;
    result.missing = states.missing + states.leased + states.storing;
    return result;
}

}  // namespace bm::boss
