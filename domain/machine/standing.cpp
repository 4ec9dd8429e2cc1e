// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <utility>

#include "domain/core/shown.hpp"
#include "domain/machine/survey.hpp"

namespace bm::machine {
namespace {

Standing unusable(Trouble trouble) {
    Standing standing;
    standing.trouble = std::move(trouble);
    return standing;
}

bool is_ours(const Terms& terms, const Choice& choice, const Facts& facts) {
    return terms.bm_path.empty() && terms.executable && choice.program.path == facts.place;
}

/// A worker that lacks what a campaign needs is not used, which its version alone does not tell.
std::string note_of_version(const Terms& terms, const Choice& choice, const Survey& survey,
                            const std::string& version) {
    const auto ours = version_in(version);
    if (is_ours(terms, choice, survey.facts) || survey.bm_version == ours) return {};
    return fmt::format(
        "{} there is {}, and this is bm {}: it is used for what it can; to be sure "
        "put the same version there",
        core::shown(choice.program.path),
        survey.bm_version.empty() ? "of no version that it tells" : "bm " + survey.bm_version,
        ours);
}

}  // namespace

Standing standing_of(const Terms& terms, const Survey& survey, const std::string& version) {
    auto facts = survey.facts;
    facts.object_format = terms.object_format;  // a survey does not look at it
    const auto choice = choose_program(terms, facts);
    if (!choice) return unusable(choice.error());
    if (survey.compilers.empty())
        return unusable({core::ErrorKind::environment, "has no compiler",
                         "install gcc or cross compilers there, where ssh finds them in PATH"});
    const auto share = availability(terms, facts);
    if (!share) return unusable(share.error());
    Standing standing;
    standing.state = share->busy.empty() ? Standing::State::free : Standing::State::busy;
    standing.weight = share->weight;
    standing.most =
        share->busy.empty() ? terms.max_boards : slots_when_busy(*share, terms.max_boards);
    standing.busy = share->busy;
    standing.ours = is_ours(terms, *choice, facts);
    if (auto note = note_of_version(terms, *choice, survey, version); !note.empty())
        standing.notes.push_back(std::move(note));
    return standing;
}

}  // namespace bm::machine
