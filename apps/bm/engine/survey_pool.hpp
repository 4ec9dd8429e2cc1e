// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ports/event_loop.hpp"
#include "ports/surveyor.hpp"

namespace bm::app::engine {

/// A machine that is asked.
struct Place {
    machine::Terms terms;
    std::unique_ptr<ports::Surveyor> surveyor;  ///< absent: it is not asked
};

/// What a machine answered.
using Answered = machine::Judged<machine::Survey>;

/// Asks all at the same time, none of which waits for another: the answers in the order of the
/// places. Every second `still` is told the names of those that have not answered.
std::vector<Answered> survey_all(
    ports::EventLoop& loop, const std::vector<Place>& places,
    const std::function<void(const std::vector<std::string>& waiting)>& still);

}  // namespace bm::app::engine
