// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/machine_fetch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <utility>

#include "adapters/terminal/screen.hpp"
#include "apps/bm/boss_machines.hpp"
#include "apps/bm/boss_setup.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/machine_parcels.hpp"
#include "apps/bm/machine_terms.hpp"
#include "apps/bm/machines_command.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/toolchain_store.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/core/shown.hpp"
#include "domain/machine/compiler.hpp"

namespace bm::app {
namespace {

using adapters::terminal::Screen;

std::vector<std::string> arches_of(const Setup& setup) {
    std::set<std::string> arches;
    for (const auto& board : setup.selected.boards) arches.insert(board.arch);
    return {arches.begin(), arches.end()};
}

/// What is to be brought where, and what cannot be.
class Plan {
  public:
    Plan(ArchiveStore& store, Screen& out) : store_(store), out_(out) {}

    void add(const machine::Member& member, const std::vector<std::string>& arches) {
        const auto& name = member.terms.name;
        if (!member.probed) {
            out_.write(
                fmt::format("  {}: a worker_command starts its worker, and what that finds "
                            "is not known\n",
                            name));
            unknown_ = true;
            return;
        }
        if (!member.survey) {
            failed_ = true;
            out_.write(fmt::format("  Failed to fetch {}: {}: {}\n", name, fmt::join(arches, ", "),
                                   member.standing.trouble.text()));
            return;
        }
        const auto& facts = member.survey->facts;
        for (const auto& arch : machine::lacking(*member.survey, arches)) {
            if (const auto possible = machine::can_fetch(facts, arch); !possible) {
                fail(name, arch, possible.error().message);
                continue;
            }
            auto archive = store_.get(facts.arch, arch, member.survey->unpacks_xz);
            if (archive)
                parcels_[name].push_back({arch, std::move(*archive)});
            else
                fail(name, arch, archive.error().message);
        }
    }

    const std::map<std::string, std::vector<Parcel>>& parcels() const { return parcels_; }
    bool failed() const { return failed_; }
    /// Of some machine nobody knows what it lacks.
    bool unknown() const { return unknown_; }

  private:
    void fail(const std::string& name, const std::string& arch, const std::string& why) {
        failed_ = true;
        out_.write(machine::fetch_failure(name, arch, why));
    }

    ArchiveStore& store_;
    Screen& out_;
    std::map<std::string, std::vector<Parcel>> parcels_;  ///< by machine
    bool failed_ = false;
    bool unknown_ = false;
};

core::Expected<int> bring(const cli::BossOptions& options, const adapters::git::Program& git,
                          const std::map<std::string, std::string>& environment, Screen& out,
                          Screen& err) {
    BM_TRY_ASSIGN(const auto setup, set_up(options, git, environment, available_processors()));
    for (const auto& notice : setup.notices) err.write("bm: " + notice + "\n");
    BM_TRY_ASSIGN(const auto settings,
                  read_settings(options.settings_file, environment, git, setup.source));
    BM_TRY_ASSIGN(auto url, site_url(std::nullopt, settings));
    BM_TRY_ASSIGN(const auto ssh, ssh_of(options.ssh_command));
    const auto pool = survey_machines(setup.machines, ssh, std::nullopt, environment, err);

    ArchiveStore store(std::move(url), environment,
                       [&](const std::string& what) { err.write("bm: " + what + "\n"); });
    Plan plan(store, out);
    for (const auto& member : pool.members) plan.add(member, arches_of(setup));
    if (plan.parcels().empty()) {
        if (!plan.failed())
            out.write(fmt::format("No {}machine lacks a compiler for these boards\n",
                                  plan.unknown() ? "other " : ""));
        return plan.failed() ? 1 : 0;
    }
    const bool all = send_parcels(setup.machines, plan.parcels(), ssh, environment, out, err);
    if (all) store.forget();
    return all && !plan.failed() ? 0 : 1;
}

}  // namespace

int fetch_for_machines(cli::BossOptions options, const adapters::git::Program& git,
                       const std::map<std::string, std::string>& environment) {
    Screen out(STDOUT_FILENO);
    Screen err(STDERR_FILENO);
    options.distribute = options.no_local = true;
    return end_command(bring(options, git, environment, out, err), out, err);
}

}  // namespace bm::app
