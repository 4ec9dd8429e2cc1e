// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "apps/bm/engine/live_lines.hpp"
#include "apps/bm/engine/reporter.hpp"
#include "domain/result/colour.hpp"
#include "domain/result/estimate.hpp"
#include "ports/screen.hpp"

namespace bm::app::engine {

struct ReportOptions {
    bool each_build = false;  ///< -v: a line for each build that ends, and what is being built
    bool errors = false;      ///< -e: what it printed
    bool details = false;     ///< -D: the notes for the log
    bool ide = false;         ///< -I: nothing but what builds print, as they printed it
    result::Look look;
};

/// For people: lines at the bottom of a terminal that change, else a line of its own each 10 s at
/// most.
class TextReporter final : public Reporter {
  public:
    TextReporter(ports::Screen& screen, ports::Screen& errors, ReportOptions options)
        : screen_(screen), errors_(errors), options_(options), live_(screen) {}

    void progress(const boss::Progress& progress, std::string_view board,
                  core::Instant now) override;
    void build(const Built& built) override;
    void note(const boss::Note& note) override;
    void worker_said(std::string_view place, std::string_view line) override;
    void clear() override { live_.clear(); }
    core::Instant refresh_due() const override { return refresh_due_; }
    void refresh(const std::vector<result::SlotAtWork>& slots, core::Instant now) override;

    void say(std::string_view text);

  private:
    void draw_live();

    ports::Screen& screen_;
    ports::Screen& errors_;
    ReportOptions options_;
    LiveLines live_;
    result::Estimate estimate_;
    result::Progress latest_;
    std::vector<result::SlotAtWork> slots_;  ///< with -v
    bool begun_ = false;                     ///< there is something to be shown
    core::Instant refresh_due_ = core::Instant::max();
};

}  // namespace bm::app::engine
