// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/worker_log.hpp"

namespace bm::app::engine {

void LoggedReporter::log(const std::string& machine, std::string_view line) {
    auto& length = lengths_[machine];
    if (length > most_log_bytes) return;
    length += line.size() + 1;
    append_(machine, length > most_log_bytes ? "[... no more is kept ...]" : line);
}

void LoggedReporter::note(const boss::Note& note) {
    if (!note.place.empty()) log(note.place, note.text);
    shown_.note(note);
}

void LoggedReporter::worker_said(std::string_view place, std::string_view line) {
    log(std::string(place), line);
    shown_.worker_said(place, line);
}

}  // namespace bm::app::engine
