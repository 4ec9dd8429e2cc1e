// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/engine/reporter.hpp"
#include "domain/result/estimate.hpp"
#include "ports/screen.hpp"

namespace bm::app::engine {

/// For tools: a JSON object in each line, as doc/json.md says.
class JsonReporter final : public Reporter {
  public:
    explicit JsonReporter(ports::Screen& screen) : screen_(screen) {}

    void progress(const boss::Progress& progress, std::string_view board,
                  core::Instant now) override;
    void build(const Built& built) override;
    void note(const boss::Note& note) override;
    void worker_said(std::string_view place, std::string_view line) override;
    void clear() override {}
    core::Instant refresh_due() const override { return refresh_due_; }
    void refresh(const std::vector<result::SlotAtWork>& slots, core::Instant now) override;

  private:
    ports::Screen& screen_;
    boss::Counts counts_;
    result::Estimate estimate_;
    core::Instant refresh_due_ = core::Instant::max();
};

}  // namespace bm::app::engine
