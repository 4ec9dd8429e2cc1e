// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/reporter.hpp"

#include <fmt/format.h>

#include <utility>

#include "domain/boss/shown.hpp"

namespace bm::app::engine {
namespace {

constexpr core::Duration line_every{10'000};

std::string_view ending_of(const protocol::BuildResult& result) {
    if (result.return_code != 0) return "failed";
    return result.stderr_text.empty() ? "ok" : "warnings";
}

std::int64_t number(std::size_t count) { return static_cast<std::int64_t>(count); }

}  // namespace

void Reporter::clear() {
    if (std::exchange(drawn_, 0) == 0) return;
    screen_.write("\r\033[K");
}

void Reporter::say(std::string_view text) {
    clear();
    screen_.write(text);
}

void Reporter::draw(core::Instant now) {
    if (options_.ide) return;
    if (screen_.is_terminal()) {
        const auto line = result::progress_line(latest_, result::Colours::on, screen_.width());
        clear();
        screen_.write(line);
        drawn_ = line.size();
        return;
    }
    if (last_line_ && now - *last_line_ < line_every) return;
    last_line_ = now;
    screen_.write(result::plain_progress_line(latest_) + "\n");
}

void Reporter::progress(const boss::Progress& progress, std::string_view board, core::Instant now) {
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
    if (!nothing_to_build) draw(now);
}

void Reporter::build(std::string_view board, std::string_view commit,
                     const protocol::BuildResult& result) {
    if (options_.ide) return errors_.write(result.stderr_text);
    const auto where = boss::shown(commit);  // a subject may hold anything
    if (options_.each_build) say(fmt::format("{}: {} {}\n", where, board, ending_of(result)));
    if (options_.errors && !result.stderr_text.empty()) {
        clear();
        errors_.write(fmt::format("{}: {}:\n{}", where, board, result.stderr_text));
        if (!result.stderr_text.ends_with('\n')) errors_.write("\n");
    }
}

void Reporter::note(const boss::Note& note) {
    if (note.severity == boss::Note::Severity::detail && !options_.details) return;
    clear();
    errors_.write("bm: " + note.text + "\n");
}

void Reporter::worker_said(std::string_view place, std::string_view line) {
    if (!options_.details) return;
    clear();
    errors_.write(fmt::format("[{}] {}\n", place, line));
}

}  // namespace bm::app::engine
