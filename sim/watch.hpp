// SPDX-License-Identifier: GPL-2.0-or-later
// What must hold in every run, and what did not.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/boss/campaign_effect.hpp"
#include "sim/process.hpp"
#include "sim/scenario.hpp"

namespace bm::sim {

/// The promises that are watched, by the names that violations carry.
namespace invariant {
inline constexpr std::string_view one_outcome = "one-outcome";    ///< each build one, or named
inline constexpr std::string_view asked_for = "asked-for";        ///< nothing else is accepted
inline constexpr std::string_view true_outcome = "true-outcome";  ///< what is accepted is true
inline constexpr std::string_view explained = "explained";        ///< by faults of the run
inline constexpr std::string_view slots_agree = "slots-agree";    ///< boss and worker, in time
inline constexpr std::string_view bounded = "bounded";            ///< memory
inline constexpr std::string_view progress = "progress";          ///< while a build is missing
inline constexpr std::string_view ends = "ends";                  ///< the run, and every worker
inline constexpr std::string_view counts = "counts";              ///< what is told is true
inline constexpr std::string_view flakes = "flakes";              ///< both outcomes are named
inline constexpr std::string_view one_worker = "one-worker";      ///< at a time on a machine
inline constexpr std::string_view consistent = "consistent";      ///< the machines in themselves
}  // namespace invariant

struct Violation {
    std::string invariant;
    std::string what;
    friend bool operator==(const Violation&, const Violation&) = default;
};

/// Keeps account of one run. It is told what happens; it never looks into the machines.
class Watch {
  public:
    explicit Watch(const Scenario& scenario);

    void violated(core::Instant now, std::string_view invariant, const std::string& what);
    const std::vector<Violation>& violations() const { return violations_; }

    // ---- faults
    void fault(core::Instant now, std::size_t machine);
    /// The machine can never be used in this campaign, and its boss is told.
    void unusable(std::size_t machine) { unusable_[machine] = true; }
    void started(core::Instant now, std::size_t machine);
    /// One that may cost this build its attempt.
    void blow(core::BuildId build) { attempts_[scenario_.index_of(build)].excused = true; }

    // ---- the life of a build
    void campaign_begins(core::Instant now);
    void given(core::Instant now, const boss::Lease& lease, const Process& process);
    void stores(core::Instant now, const boss::Store& order, const std::vector<File>& files,
                bool files_came);
    /// Some worker may bring another outcome than the true one.
    void flaky(core::BuildId build) { flaky_.insert(build); }
    /// A second outcome is kept.
    void keeps_second(core::Instant now, const boss::KeepSecond& order);
    void store_failed(core::BuildId build);
    void stored(core::Instant now, core::BuildId build);
    bool is_stored(core::BuildId build) const { return stored_[scenario_.index_of(build)] > 0; }
    std::size_t stored_count() const { return stored_count_; }

    // ---- from time to time
    /// What a worker builds, what its boss takes it to be at, and what it builds or sends, as
    /// boards. `all_said`: nothing else keeps it from working on what it was given.
    void compare_slots(core::Instant now, const Process& process,
                       const std::set<std::int64_t>& builds, const std::set<std::int64_t>& held,
                       const std::set<std::int64_t>& works_on, bool all_said);
    void check_progress(core::Instant now, bool missing);
    /// The campaign is over; `last`: nobody resumes it.
    void finished(core::Instant now, const boss::Finish& finish, bool last);

  private:
    struct Attempt {
        const Process* process = nullptr;
        core::Instant begun;
        std::int64_t faults_before = 0;
        int campaign = 0;
        int failed = 0;  ///< attempts before
        bool excused = false;
    };
    struct Doubt {
        core::Instant since;
        core::Instant seen;
    };
    using Doubts = std::map<std::pair<std::size_t, std::int64_t>, Doubt>;

    bool excused(const Attempt& attempt) const;
    void doubt(core::Instant now, Doubts& doubts, std::size_t process, std::int64_t board,
               core::Duration limit, const char* what);
    void check_reason(core::Instant now, const boss::Finish& finish, core::BuildId build,
                      const std::string& reason);
    void check_counts(core::Instant now, const boss::Finish& finish);
    void check_flakes(core::Instant now, const boss::Finish& finish);
    std::string name_of(core::BuildId build) const;
    bool is_wanted(core::BuildId build) const;

    const Scenario& scenario_;
    std::vector<Violation> violations_;
    std::vector<Attempt> attempts_;     ///< the newest, by build
    std::vector<std::uint8_t> stored_;  ///< how often, by build
    std::vector<std::uint8_t> storing_;
    std::vector<std::int64_t> faults_at_;       ///< by machine
    std::vector<bool> unusable_;                ///< by machine
    std::set<core::BuildId> flaky_;             ///< may have another outcome than the true one
    std::map<core::BuildId, int> first_codes_;  ///< of those, as they are stored
    std::vector<core::BuildId> seconds_;        ///< kept in this campaign
    std::size_t stored_count_ = 0;
    std::size_t stored_before_ = 0;  ///< this campaign began
    int campaign_ = 0;
    core::Instant moved_;  ///< the last outcome or fault
    Doubts unwatched_;     ///< works on what the boss does not hold
    Doubts idle_;          ///< does not work on what the boss holds
};

}  // namespace bm::sim
