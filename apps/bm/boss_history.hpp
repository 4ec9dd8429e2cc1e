// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>

#include "adapters/history/sqlite_history.hpp"
#include "domain/boss/campaign_effect.hpp"
#include "domain/plan/campaign.hpp"
#include "ports/screen.hpp"

namespace bm::app {

/// The history of an output tree for the length of one campaign. What it cannot do is told, once,
/// and left.
class BossHistory {
  public:
    BossHistory(const std::string& output_base, ports::Screen& told);

    /// Gives each board the limit that follows from what it took before.
    void set_limits(plan::Plan& plan);
    void begin(const plan::Plan& plan);
    void end(boss::Finish::How how);
    /// Where attempts go; absent: nowhere.
    ports::History* attempts() { return history_.get(); }

  private:
    void give_up(const core::Error& error);

    std::unique_ptr<ports::History> history_;
    ports::Screen& told_;
};

}  // namespace bm::app
