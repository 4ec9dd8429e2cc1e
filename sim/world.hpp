// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/boss/campaign.hpp"
#include "sim/future.hpp"
#include "sim/process.hpp"
#include "sim/scenario.hpp"
#include "sim/trace.hpp"
#include "sim/watch.hpp"

namespace bm::sim {

/// What a run came to.
struct Report {
    std::uint64_t seed = 0;
    std::vector<Violation> violations;
    std::optional<boss::Finish> finish;  ///< of the last call of the boss
    std::size_t stored = 0;              ///< outcomes, by all calls
    std::size_t builds = 0;              ///< that were wanted
    std::array<std::int64_t, fault_kinds> faults{};
    int campaigns = 0;           ///< calls of the boss
    std::size_t workers = 0;     ///< processes that were started
    std::uint64_t events = 0;    ///< that happened
    std::uint64_t trace = 0;     ///< hash of everything that happened, in order
    core::Duration duration{0};  ///< until the last outcome was stored
    core::Duration bound{0};     ///< no schedule is faster
    std::int64_t seconds = 0;    ///< outcomes that were kept beside another one
};

/// Is told now and then how far a run is: outcomes stored, and outcomes wanted.
using Listener = std::function<void(std::size_t stored, std::size_t wanted)>;

/// One boss and its workers under virtual time: the machines of the product, and around them a
/// world in which the scenario's faults happen. The same scenario gives the same run.
class World {
  public:
    explicit World(Scenario scenario, Trace::Sink sink = {}, Listener listener = {});
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    Report run();

  private:
    // ---- the boss
    void begin_campaign();
    void plan_its_end();
    void kill_boss();
    void finish(const boss::Finish& finish);
    bool resumes(const boss::Finish& finish);
    void tell(const boss::CampaignEvent& event);
    void tell_later(core::Duration after, boss::CampaignEvent event);
    void wake_boss();
    bool is_over() const;
    bool is_to_end(const Process& process) const;

    void perform(const boss::StartWorker& order);
    void perform(const boss::Send& order);
    void perform(const boss::CloseInput& order);
    void perform(const boss::KillWorker& order);
    void perform(const boss::PushCommits& order);
    void perform(const boss::EndLeftover& order);
    void perform(const boss::HandleFiles& order);
    void perform(const boss::Store& order);
    void perform(const boss::KeepSecond& order);
    void perform(const boss::Note& note);
    void perform(const boss::Attempted&) {}
    void perform(const boss::Progress&) {}
    void perform(const boss::Finish& order) { finish(order); }
    void begin_worker(core::WorkerId id, std::size_t machine, core::Instant asked);
    Process& make_process(core::WorkerId id, std::size_t machine);
    void draw_faults_of(Process& process);
    std::vector<File> take_files(const boss::Store& order);

    // ---- workers
    void tell(Process& process, const worker::Event& event);
    void tell_later(Process& process, core::Duration after, worker::Event event);
    void wake(Process& process);
    void perform(Process& process, const worker::SendLine& effect);
    void perform(Process& process, const worker::CheckRepository& effect);
    void perform(Process& process, const worker::PrepareWorktree& effect);
    void perform(Process& process, const worker::StartStep& effect);
    void perform(Process& process, const worker::AbortSlot& effect);
    void perform(Process& process, const worker::ListArtefacts& effect);
    void perform(Process& process, const worker::ReadArtefact& effect);
    void perform(Process& process, const worker::RemoveArtefacts& effect);
    void perform(Process& process, const worker::SetupDirectory& effect);
    void perform(Process&, const worker::RemoveDirectory&) {}
    void perform(Process& process, const worker::Exit& effect);
    recipe::StepResult draw_end(Process& process, const TruthfulBuilder::Running& build,
                                core::Duration& time);
    void end_step(Process& process, int slot, core::Duration after, recipe::StepResult result);
    void exit(Process& process, int status, std::optional<int> signal, const std::string& last);
    void cut(Process& process);
    void close_at_boss(Process& process, int status, std::optional<int> signal,
                       const std::string& last);

    // ---- links
    void send_down(Process& process, const std::string& line);
    void send_up(Process& process);
    void arrive_down(Process& process, const std::string& bytes);
    void arrive_up(Process& process, const std::string& bytes);
    std::string spoil(Process& process, const std::string& line, bool up);
    bool cut_off(Process& process);
    std::string rubbish();
    std::string lie_of(const Process& process);
    core::Instant arrival(const Process& process, Way& way);
    void stall(Process& process, Way& way, core::Instant until);

    // ---- faults and looks
    bool comes(Fault kind) { return dice_.comes(scenario_.faults.rate(kind)); }
    bool comes(Fault kind, Process& process);
    void count(Fault kind, std::size_t machine);
    void blame(Process& process);
    void look();
    void look_at_slots();
    void look_at(const Process& process, const std::set<std::int64_t>& held);
    void look_at_memory();
    void at(core::Duration after, Future::Happening happening);
    void note(std::string_view what, std::uint64_t who, std::string_view text);

    Scenario scenario_;
    Trace trace_;
    Listener listener_;
    Dice dice_;
    Watch watch_;
    Future future_;
    core::Instant now_;
    std::unique_ptr<boss::Campaign> campaign_;  ///< absent: no boss runs
    int campaigns_ = 0;
    core::Instant boss_wakes_ = core::Instant::max();
    std::vector<boss::CampaignEvent> answers_;         ///< the boss gets before anything else
    std::vector<std::unique_ptr<Process>> processes_;  ///< all that ever were
    std::vector<Process*> workers_;                    ///< of this campaign, by WorkerId
    std::set<core::WorkerId> coming_;                  ///< their machines are being made ready
    std::vector<std::vector<Process*>> on_;            ///< those that exist, by machine
    std::vector<Process*> newest_;                     ///< of this campaign, by machine
    bool links_fail_ = false;                          ///< some fault has lines for occasions
    std::unordered_map<std::string, std::vector<File>> spool_;  ///< of the boss
    std::size_t being_stored_ = 0;
    core::Instant full_until_ = core::Instant::min();  ///< the boss's disk
    std::vector<std::string> said_;                    ///< by workers, whichever
    std::optional<boss::Finish> finish_;
    bool over_ = false;       ///< no boss will be called any more
    bool impatient_ = false;  ///< the user interrupted twice: who is left is left
    core::Instant last_stored_;
    Report report_;
};

}  // namespace bm::sim
