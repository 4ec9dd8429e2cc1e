// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/reporter_json.hpp"

#include <nlohmann/json.hpp>

namespace bm::app::engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr core::Duration every{1'000};

double seconds(core::Duration time) { return static_cast<double>(time.count()) / 1000; }

std::string line_of(const Json& event) {
    return event.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

const char* name_of(boss::Note::Severity severity) {
    switch (severity) {
        case boss::Note::Severity::detail:
            return "detail";
        case boss::Note::Severity::warning:
            return "warning";
        case boss::Note::Severity::error:
            return "error";
    }
    return "error";
}

}  // namespace

void JsonReporter::progress(const boss::Progress& progress, std::string_view, core::Instant now) {
    counts_ = progress.counts;
    if (progress.last)
        estimate_.build_ended(now, static_cast<std::int64_t>(progress.counts.missing));
    if (refresh_due_ == core::Instant::max()) refresh_due_ = now;  // the first one comes at once
}

void JsonReporter::refresh(const std::vector<result::SlotAtWork>& slots, core::Instant now) {
    refresh_due_ = now + every;
    Json event = {{"event", "progress"},
                  {"ok", counts_.ok},
                  {"warned", counts_.warned},
                  {"failed", counts_.failed},
                  {"not_obtained", counts_.given_up},
                  {"total", counts_.total},
                  {"remaining", counts_.missing}};
    if (const auto left = estimate_.left()) event["left_s"] = seconds(*left);
    event["building"] = Json::array();
    for (const auto& slot : slots)
        event["building"].push_back({{"machine", slot.machine},
                                     {"board", slot.board},
                                     {"commit", slot.folder},
                                     {"since_s", seconds(slot.since)}});
    screen_.write(line_of(event));
}

void JsonReporter::build(const Built& built) {
    Json line = {{"event", "build"},
                 {"board", built.board},
                 {"commit", built.folder},
                 {"machine", built.machine},
                 {"return_code", built.result.return_code},
                 {"stderr", built.result.stderr_text}};
    const auto& from = built.result.carried_from;
    if (!from.empty()) line["carried_from"] = from;
    screen_.write(line_of(line));
}

void JsonReporter::note(const boss::Note& note) {
    screen_.write(
        line_of({{"event", "note"}, {"severity", name_of(note.severity)}, {"text", note.text}}));
}

void JsonReporter::worker_said(std::string_view place, std::string_view line) {
    screen_.write(line_of({{"event", "worker"}, {"machine", place}, {"text", line}}));
}

}  // namespace bm::app::engine
