// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/boss/campaign_effect.hpp"
#include "domain/core/time.hpp"
#include "domain/result/estimate.hpp"
#include "domain/result/progress.hpp"
#include "ports/screen.hpp"

namespace bm::app::engine {

struct ReportOptions {
    bool each_build = false;  ///< -v: a line for each build that ends
    bool errors = false;      ///< -e: what it printed
    bool details = false;     ///< -D: the notes for the log
    bool ide = false;         ///< -I: nothing but what builds print, as they printed it
};

/// Shows a campaign on its way: one line that is drawn anew on a terminal, else a line of its own
/// each 10 s at most.
class Reporter {
  public:
    Reporter(ports::Screen& screen, ports::Screen& errors, ReportOptions options)
        : screen_(screen), errors_(errors), options_(options) {}

    void progress(const boss::Progress& progress, std::string_view board, core::Instant now);
    void build(std::string_view board, std::string_view commit,
               const protocol::BuildResult& result);
    void note(const boss::Note& note);
    void worker_said(std::string_view place, std::string_view line);
    /// Takes the progress line away; what follows starts on a clean line.
    void clear();
    void say(std::string_view text);

  private:
    void draw(core::Instant now);

    ports::Screen& screen_;
    ports::Screen& errors_;
    ReportOptions options_;
    result::Estimate estimate_;
    result::Progress latest_;
    std::size_t drawn_ = 0;  ///< characters of the line on the terminal
    std::optional<core::Instant> last_line_;
};

}  // namespace bm::app::engine
