// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_machine
// The first line is where the rest, what a machine printed, is cut in two: it reads the same whole
// and cut; what comes of it fits a terminal and a path; the start-up ends in one Ready or Failed.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "domain/machine/answers.hpp"
#include "domain/machine/banner.hpp"
#include "domain/machine/commands.hpp"
#include "domain/machine/startup.hpp"
#include "domain/machine/survey.hpp"
#include "fuzz/target.hpp"

using bm::fuzz::require;
using namespace bm::machine;

namespace {

bool fits_a_line(std::string_view text) {
    return std::ranges::none_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_path(std::string_view text) { return text.starts_with('/') && fits_a_line(text); }

void check_reading(std::string_view text, std::size_t cut) {
    AnswerReader whole, pieces;
    whole.feed(text);
    pieces.feed(text.substr(0, cut));
    pieces.feed(text.substr(cut));
    const auto facts = facts_of(whole);
    require(facts == facts_of(pieces) && whole.complete() == pieces.complete());
    for (const auto& path : {facts.work_dir, facts.place, facts.bm})
        require(path.empty() || is_path(path));
    const auto error = step_failure("it", "far", {255, "", std::string(text)}, whole);
    require(fits_a_line(error.message) && error.message.size() < 2000);
}

/// Whatever a machine says of itself, what is told of it fits a line.
void check_survey(std::string_view text) {
    AnswerReader answers;
    answers.feed(text);
    const auto survey = survey_of(answers);
    for (const auto& [tool, version] : survey.tools) require(fits_a_line(version));
    for (const auto& [program, version] : survey.compilers) require(fits_a_line(version));
    const auto standing = standing_of({"far", "far", "", "", {}, "sha1"}, survey, "bm 1");
    require(fits_a_line(standing.trouble.text()) && fits_a_line(standing.busy));
    require(standing.state == Standing::State::unusable || standing.weight >= 1);
}

void check_banner(std::string_view text, std::size_t cut) {
    Banner banner(receive_begins);
    auto passed = std::string(*banner.feed(text.substr(0, cut)));
    passed += *banner.feed(text.substr(cut));
    const auto at = text.find(receive_begins);
    require(passed == (at == text.npos ? "" : text.substr(at + receive_begins.size())));
}

void check_startup(std::string_view text) {
    AnswerReader answers;
    answers.feed(text);
    Startup startup({"far", "far", "", "", Executable{"ab", 1, "Linux", "x86_64"}, "sha1"});
    StartupEffects last;
    bm::core::Instant now{};
    for (const auto& event : {StartupEvent(Begin{}), StartupEvent(Looked{facts_of(answers)}),
                              StartupEvent(Shipped{}), StartupEvent(Pushed{})})
        if (!startup.ended()) last = startup.handle(event, now);
    // A machine that stays in use is looked at again, but not for ever.
    for (int looks = 0; !startup.ended(); ++looks) {
        require(looks < 100 && startup.next_deadline().has_value());
        now = std::max(now, *startup.next_deadline());
        startup.handle(Tick{}, now);
        last = startup.handle(Looked{facts_of(answers)}, now);
    }
    require(!last.empty());
    if (const auto* ready = std::get_if<Ready>(&last.back()))
        require(is_path(ready->program.path) && is_path(ready->work_dir));
    else
        require(fits_a_line(std::get<Failed>(last.back()).reason));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [first, text] = bm::fuzz::first_line(bm::fuzz::as_text(data, size));
    const auto cut = std::min<std::size_t>(first.size(), text.size());
    check_reading(text, cut);
    check_banner(text, cut);
    check_startup(text);
    check_survey(text);
    return 0;
}
