// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/text_reporter.hpp"

#include <fmt/format.h>

#include "domain/core/shown.hpp"

namespace bm::app::engine {
namespace {

constexpr core::Duration live_every{1'000};
constexpr core::Duration line_every{10'000};
constexpr std::size_t most_slot_lines = 16;

constexpr std::size_t short_hash = 10;

std::string ending_of(const protocol::BuildResult& result) {
    std::string text = result.return_code != 0      ? "failed"
                       : result.stderr_text.empty() ? "ok"
                                                    : "warnings";
    if (!result.carried_from.empty())
        text += ", carried from " + core::shown(result.carried_from).substr(0, short_hash);
    return text;
}

std::int64_t number(std::size_t count) { return static_cast<std::int64_t>(count); }

}  // namespace

void TextReporter::say(std::string_view text) {
    clear();
    screen_.write(text);
}

void TextReporter::draw_live() {
    const auto width = screen_.width();
    std::vector<std::string> lines = {result::progress_line(latest_, options_.look.colours, width)};
    for (const auto& slot : slots_) {
        if (lines.size() > most_slot_lines) break;
        lines.push_back(result::slot_line(slot, width));
    }
    live_.draw(lines);
}

void TextReporter::refresh(const std::vector<result::SlotAtWork>& slots, core::Instant now) {
    if (!begun_ || options_.ide) return;
    if (options_.each_build) slots_ = slots;
    for (auto& slot : slots_) slot.subject = core::shown(slot.subject);
    refresh_due_ = now + (options_.look.live ? live_every : line_every);
    if (options_.look.live) return draw_live();
    screen_.write(result::plain_progress_line(latest_) + result::plain_slots(slots_) + "\n");
}

void TextReporter::progress(const boss::Progress& progress, std::string_view board,
                            core::Instant now) {
    const auto& counts = progress.counts;
    latest_.ok = number(counts.ok);
    latest_.warned = number(counts.warned);
    latest_.failed = number(counts.failed);
    latest_.total = number(counts.total);
    latest_.remaining = number(counts.missing);
    if (progress.last) {
        estimate_.build_ended(now, latest_.remaining);
        latest_.target = board;
        latest_.where = progress.host;
    }
    latest_.left = estimate_.left();
    const bool nothing_to_build = !progress.last && counts.missing == 0;
    if (nothing_to_build || options_.ide) return;
    if (options_.look.live || !begun_) refresh_due_ = now;
    begun_ = true;
}

void TextReporter::build(const Built& built) {
    const auto& text = built.result.stderr_text;
    if (options_.ide) return errors_.write(text);
    const auto what = built.label.empty() ? std::string(built.board)
                                          : fmt::format("{}: {}", built.label, built.board);
    if (options_.each_build) say(fmt::format("{} {}\n", what, ending_of(built.result)));
    if (options_.errors && !text.empty()) {
        clear();
        errors_.write(fmt::format("{}:\n{}", what, text));
        if (!text.ends_with('\n')) errors_.write("\n");
    }
}

void TextReporter::note(const boss::Note& note) {
    if (note.severity == boss::Note::Severity::detail && !options_.details) return;
    clear();
    errors_.write("bm: " + note.text + "\n");
}

void TextReporter::worker_said(std::string_view place, std::string_view line) {
    if (!options_.details) return;
    clear();
    errors_.write(fmt::format("[{}] {}\n", place, line));
}

}  // namespace bm::app::engine
