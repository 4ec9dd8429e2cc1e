// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/survey_pool.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace bm::app::engine {
namespace {

using namespace std::chrono_literals;

/// The answers as they come.
struct Round {
    ports::EventLoop& loop;
    const std::vector<Place>& places;
    const std::function<void(const std::vector<std::string>&)>& still;
    std::vector<std::optional<Answered>> answers;
    std::size_t open = 0;

    void tell_who_is_waited_for() {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < places.size(); ++i)
            if (!answers[i]) names.push_back(places[i].terms.name);
        still(names);
        wait_a_second();
    }
    void wait_a_second() {
        loop.set_deadline(loop.now() + 1s, [this] { tell_who_is_waited_for(); });
    }
    void take(std::size_t at, Answered answered) {
        answers[at] = std::move(answered);
        if (--open == 0) loop.stop();
    }
};

}  // namespace

std::vector<Answered> survey_all(
    ports::EventLoop& loop, const std::vector<Place>& places,
    const std::function<void(const std::vector<std::string>& waiting)>& still) {
    Round round{loop, places, still, {}, 0};
    round.answers.resize(places.size());
    const auto compilers = machine::known_compilers();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto& [terms, surveyor] = places[i];
        if (!surveyor) {
            round.answers[i] =
                tl::unexpected(machine::Trouble{core::ErrorKind::not_found, "not probed", {}});
            continue;
        }
        ++round.open;
        surveyor->survey(terms, compilers, std::chrono::seconds(terms.limits.answer_limit),
                         [&round, i](Answered answered) { round.take(i, std::move(answered)); });
    }
    if (round.open > 0) {
        round.wait_a_second();
        loop.run();
        loop.set_deadline(std::nullopt, nullptr);
    }
    std::vector<Answered> result;
    for (auto& answer : round.answers) result.push_back(std::move(*answer));
    return result;
}

}  // namespace bm::app::engine
