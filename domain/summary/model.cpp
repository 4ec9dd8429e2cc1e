// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/model.hpp"

#include <algorithm>
#include <utility>

namespace bm::summary {
namespace {

using result::BuildState;

template <class Value>
bool differ(const Shared<Value>& a, const Shared<Value>& b) {
    return a != b && (!a || !b || *a != *b);
}

/// Null where the build has no such file, or nothing in it.
const Values* values_of(const Facts& facts, const std::string& file) {
    if (!facts.configuration) return nullptr;
    const auto found = facts.configuration->find(file);
    return found == facts.configuration->end() || found->second.empty() ? nullptr : &found->second;
}

bool messages_differ(const Facts* before, const Facts& now) {
    if (!before) return now.messages && !now.messages->empty();
    return differ(before->messages, now.messages);
}

/// One that is null or equal becomes the neighbour's, so that equal ones are kept once.
template <class Value>
void take_over(Shared<Value>& mine, const Shared<Value>& theirs) {
    if (mine && theirs && mine != theirs && *mine == *theirs) mine = theirs;
}

}  // namespace

Model::Aspects::Aspects(const Facts& facts)
    : bits((facts.state != BuildState::unknown ? 1u : 0u) | (facts.sizes.empty() ? 0u : 2u) |
           (facts.functions ? 4u : 0u) | (facts.configuration ? 8u : 0u) |
           (facts.environment ? 16u : 0u)) {
    if (!facts.configuration) return;
    for (const auto& [file, values] : *facts.configuration)
        if (!values.empty()) configuration_files.insert(file);
}

void Model::Aspects::add(const Aspects& others) {
    bits |= others.bits;
    configuration_files.insert(others.configuration_files.begin(),
                               others.configuration_files.end());
}

bool Model::Aspects::cover(const Aspects& others) const {
    return (bits & others.bits) == others.bits &&
           std::ranges::includes(configuration_files, others.configuration_files);
}

Model::Model(std::vector<BoardInfo> boards, std::vector<CommitInfo> commits)
    : boards_(std::move(boards)),
      commits_(std::move(commits)),
      cells_(boards_.size() * commits_.size()),
      filled_(boards_.size(), 0),
      differences_(commits_.size()),
      counts_(commits_.size()) {
    for (auto& count : counts_)
        count[static_cast<std::size_t>(BuildState::unknown)] =
            static_cast<std::ptrdiff_t>(boards_.size());
}

void Model::recount(std::size_t commit, const Cell& cell, std::ptrdiff_t by) {
    if (cell.presence == Presence::there)
        counts_[commit][static_cast<std::size_t>(cell.facts.state)] += by;
}

void Model::put(std::size_t board, std::size_t commit, Facts facts) {
    auto& place = cell(board, commit);
    Aspects touched(place.facts);
    touched.add(Aspects(facts));
    recount(commit, place, -1);
    place = {std::move(facts), Presence::there};
    recount(commit, place, 1);
    filled_[board] = std::max(filled_[board], commit + 1);
    share(board, commit);
    compare_from(board, commit, touched);
}

void Model::set_absent(std::size_t board, std::size_t commit) {
    auto& place = cell(board, commit);
    const Aspects touched(place.facts);
    recount(commit, place, -1);
    place = {Facts{}, Presence::absent};
    compare_from(board, commit, touched);
}

const Facts& Model::at(std::size_t board, std::size_t commit) const {
    return cell(board, commit).facts;
}

Presence Model::presence(std::size_t board, std::size_t commit) const {
    return cell(board, commit).presence;
}

const std::map<std::size_t, Difference>& Model::differences(std::size_t commit) const {
    return differences_[commit];
}

std::size_t Model::count(std::size_t commit, BuildState state) const {
    return static_cast<std::size_t>(counts_[commit][static_cast<std::size_t>(state)]);
}

std::optional<std::size_t> Model::footprint_before(std::size_t board, std::size_t commit) const {
    if (!at(board, commit).lines) return std::nullopt;
    for (auto c = commit; c-- > 0;)
        if (at(board, c).lines) return c;
    return std::nullopt;
}

const Facts* Model::standing(std::size_t board, std::size_t commit) const {
    if (presence(board, commit) == Presence::absent) return nullptr;
    for (std::size_t c = commit + 1; c-- > 0;)
        if (at(board, c).state != BuildState::unknown) return &at(board, c);
    return nullptr;
}

Bases Model::bases_of(std::size_t board, std::size_t commit) const {
    const auto& now = at(board, commit);
    Bases bases;
    const auto last = [&](auto has) -> std::optional<std::size_t> {
        for (std::size_t c = commit; c-- > 0;)
            if (has(at(board, c))) return c;
        return std::nullopt;
    };
    if (now.state != BuildState::unknown)
        bases.known = last([](const Facts& f) { return f.state != BuildState::unknown; });
    if (!now.sizes.empty()) bases.sizes = last([](const Facts& f) { return !f.sizes.empty(); });
    if (now.functions)
        bases.functions = last([](const Facts& f) { return f.functions != nullptr; });
    if (now.configuration)
        bases.configuration = last([](const Facts& f) { return f.configuration != nullptr; });
    if (bases.configuration)
        for (const auto& [file, values] : *now.configuration) {
            if (values_of(at(board, *bases.configuration), file)) continue;
            const auto older = last([&](const Facts& f) { return values_of(f, file) != nullptr; });
            if (older) bases.older_configuration.emplace(file, *older);
        }
    if (now.environment)
        bases.environment = last([](const Facts& f) { return f.environment != nullptr; });
    return bases;
}

void Model::share(std::size_t board, std::size_t commit) {
    auto& mine = cell(board, commit).facts;
    const auto bases = bases_of(board, commit);
    if (bases.known) take_over(mine.messages, at(board, *bases.known).messages);
    if (bases.functions) take_over(mine.functions, at(board, *bases.functions).functions);
    if (bases.configuration)
        take_over(mine.configuration, at(board, *bases.configuration).configuration);
    if (bases.environment) take_over(mine.environment, at(board, *bases.environment).environment);
    if (const auto before = footprint_before(board, commit))
        take_over(mine.lines, at(board, *before).lines);
}

const Values* Model::configuration_before(std::size_t board, const Bases& bases,
                                          const std::string& file) const {
    if (!bases.configuration) return nullptr;
    const auto older = bases.older_configuration.find(file);
    const auto commit =
        older == bases.older_configuration.end() ? *bases.configuration : older->second;
    return values_of(at(board, commit), file);
}

/// A file that is not there now tells nothing.
bool Model::configuration_differs(std::size_t board, const Bases& bases, const Facts& now) const {
    if (at(board, *bases.configuration).configuration == now.configuration) return false;
    return std::ranges::any_of(*now.configuration, [&](const auto& entry) {
        const auto& [file, values] = entry;
        const auto* before = configuration_before(board, bases, file);
        return !values.empty() && (!before || *before != values);
    });
}

void Model::compare(std::size_t board, std::size_t commit) {
    const auto& now = at(board, commit);
    Difference difference;
    difference.bases = bases_of(board, commit);
    const auto& bases = difference.bases;
    const auto* before = bases.known ? &at(board, *bases.known) : nullptr;
    if (now.state != BuildState::unknown) {
        difference.state = now.state != (before ? before->state : BuildState::ok);
        difference.messages = messages_differ(before, now);
    }
    difference.sizes = bases.sizes && at(board, *bases.sizes).sizes != now.sizes;
    difference.functions =
        bases.functions && differ(at(board, *bases.functions).functions, now.functions);
    difference.configuration = bases.configuration && configuration_differs(board, bases, now);
    difference.environment =
        bases.environment && differ(at(board, *bases.environment).environment, now.environment);
    if (difference.any())
        differences_[commit].insert_or_assign(board, difference);
    else
        differences_[commit].erase(board);
}

/// Those behind it are compared anew, up to the first that hides it in all aspects that it has, or
/// had.
void Model::compare_from(std::size_t board, std::size_t commit, const Aspects& touched) {
    compare(board, commit);
    for (std::size_t c = commit + 1; c < filled_[board]; ++c) {
        compare(board, c);
        if (Aspects(at(board, c)).cover(touched)) return;
    }
}

}  // namespace bm::summary
