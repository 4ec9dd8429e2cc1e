// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/fs/lock.hpp"
#include "adapters/fs/private_folder.hpp"
#include "adapters/ssh/push.hpp"
#include "apps/bm/boss_setup.hpp"
#include "apps/bm/cli/options.hpp"
#include "apps/bm/engine/boss_engine.hpp"
#include "domain/boss/campaign.hpp"
#include "ports/commit_sender.hpp"
#include "ports/machine.hpp"
#include "ports/process_runner.hpp"
#include "ports/screen.hpp"

namespace bm::app {

/// Those of the settings that `names` (comma lists) name, or all; what should be known goes to
/// `notices`. None at all is an error that says what to do.
core::Expected<std::vector<settings::Machine>> configured_machines(
    const settings::Settings& settings, const std::vector<std::string>& names,
    std::vector<std::string>& notices);

/// The machines that the settings name and the user wants, checked; empty without --dist. What
/// cannot be the same there as here is an error that names it.
core::Expected<std::vector<settings::Machine>> wanted_machines(
    const cli::BossOptions& options, const settings::Settings& settings,
    const std::map<std::string, std::string>& environment, std::vector<std::string>& notices);

/// What workers that are started here, and their ssh, get: nothing that would change a build, what
/// compilers print, or where git works, for a program of the user's may hand it on to make.
std::map<std::string, std::string> environment_for_workers(const Setup& setup);

/// The locks of the work directories here in which commands of the user's build. busy: another call
/// builds there, and the message says who.
core::Expected<std::vector<adapters::fs::Lock>> lock_own_directories(
    const Setup& setup, const std::map<std::string, std::string>& environment);

/// The places of a campaign: this machine, if it is to build, and those behind ssh.
class Places {
  public:
    /// The worker here is started by `local`.
    Places(const cli::BossOptions& options, const Setup& setup,
           const std::map<std::string, std::string>& environment, ports::ProcessRunner& runner,
           std::vector<std::string> local);

    std::vector<boss::PlaceConfig> configs() const { return configs_; }
    std::vector<engine::Machinery> machinery() const { return machinery_; }

  private:
    /// One whose worker a command of the user's starts.
    void add_command(const settings::Machine& machine, const Setup& setup,
                     const std::map<std::string, std::string>& environment,
                     ports::ProcessRunner& runner, adapters::ssh::PushSetup push);

    std::vector<boss::PlaceConfig> configs_;
    std::vector<engine::Machinery> machinery_;
    std::optional<adapters::fs::PrivateFolder> sockets_;  ///< of the connections to machines_
    std::vector<std::unique_ptr<ports::Machine>> machines_;
    std::vector<std::unique_ptr<ports::CommitSender>> senders_;
};

/// --kill-workers: ends bm's own workers on the machines, says of each what was done, and returns
/// the exit status: 0, or 1 where a machine could not be asked.
int kill_workers(const std::vector<settings::Machine>& machines, const cli::BossOptions& options,
                 const std::map<std::string, std::string>& environment, ports::Screen& screen);

}  // namespace bm::app
