// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "apps/bm/engine/reporter.hpp"

namespace bm::app::engine {

/// Passes everything on, and keeps for each machine what it printed and what was noticed of it, in
/// at most `most_log_bytes` a machine.
class LoggedReporter final : public Reporter {
  public:
    static constexpr std::size_t most_log_bytes = 1u << 20;

    /// `append` adds a line to the log of a machine.
    LoggedReporter(Reporter& shown,
                   std::function<void(const std::string& machine, std::string_view line)> append)
        : shown_(shown), append_(std::move(append)) {}

    void progress(const boss::Progress& progress, std::string_view board,
                  core::Instant now) override {
        shown_.progress(progress, board, now);
    }
    void build(const Built& built) override { shown_.build(built); }
    void note(const boss::Note& note) override;
    void worker_said(std::string_view place, std::string_view line) override;
    void clear() override { shown_.clear(); }
    core::Instant refresh_due() const override { return shown_.refresh_due(); }
    void refresh(const std::vector<result::SlotAtWork>& slots, core::Instant now) override {
        shown_.refresh(slots, now);
    }

  private:
    void log(const std::string& machine, std::string_view line);

    Reporter& shown_;
    std::function<void(const std::string&, std::string_view)> append_;
    std::map<std::string, std::size_t> lengths_;
};

}  // namespace bm::app::engine
