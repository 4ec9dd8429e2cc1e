// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/pool.hpp"

#include <algorithm>
#include <utility>

namespace bm::machine {
namespace {

bool is_available(const Member& member) {
    return member.probed && member.standing.state != Standing::State::unusable;
}

}  // namespace

Member member_of(Terms terms, const Judged<Survey>& answered, const std::string& version) {
    Member member{std::move(terms)};
    if (answered) {
        member.survey = *answered;
        member.standing = standing_of(member.terms, *answered, version);
    } else {
        member.standing.trouble = answered.error();
        member.standing.trouble.what.insert(0, "SSH to " + member.terms.host + ": ");
    }
    return member;
}

std::size_t Pool::available() const {
    return static_cast<std::size_t>(std::ranges::count_if(members, is_available));
}

std::int64_t Pool::weight() const {
    std::int64_t sum = 0;
    for (const auto& member : members)
        if (is_available(member)) sum += member.standing.weight;
    return sum;
}

std::vector<Drift> Pool::drifts() const {
    std::vector<std::pair<std::string, Survey>> compared = {{"here", here}};
    for (const auto& member : members)
        if (is_available(member)) compared.emplace_back(member.terms.name, *member.survey);
    return machine::drifts(compared);
}

bool Pool::usable() const {
    return available() > 0 ||
           std::ranges::any_of(members, [](const Member& member) { return !member.probed; });
}

}  // namespace bm::machine
