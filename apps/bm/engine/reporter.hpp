// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "domain/boss/campaign_effect.hpp"
#include "domain/core/time.hpp"
#include "domain/result/progress.hpp"

namespace bm::app::engine {

/// Who tells the user, or the user's tool, of a campaign on its way.
class Reporter {
  public:
    virtual ~Reporter() = default;

    struct Built {
        std::string_view board;
        std::string_view folder;  ///< of its commit's results
        std::string_view label;   ///< the commit's number; empty: the current source
        std::string_view machine;
        const protocol::BuildResult& result;
    };

    virtual void progress(const boss::Progress& progress, std::string_view board,
                          core::Instant now) = 0;
    virtual void build(const Built& built) = 0;
    virtual void note(const boss::Note& note) = 0;
    virtual void worker_said(std::string_view place, std::string_view line) = 0;
    /// Nothing of what is shown for the moment is left; what follows starts on a clean line.
    virtual void clear() = 0;

    /// When refresh() is due, though nothing has happened.
    virtual core::Instant refresh_due() const = 0;
    virtual void refresh(const std::vector<result::SlotAtWork>& slots, core::Instant now) = 0;
};

}  // namespace bm::app::engine
