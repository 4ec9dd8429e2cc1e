// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/toolchain_fetch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "adapters/fs/lock.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "adapters/process/descendants.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/toolchain_search.hpp"
#include "apps/bm/toolchain_site.hpp"
#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker/toolchains.hpp"
#include "domain/core/lists.hpp"
#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/download.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

class Fetch {
  public:
    explicit Fetch(std::map<std::string, std::string> environment)
        : environment_(std::move(environment)),
          folder_(value_of(environment_, "HOME") +
                  std::string(toolchain::fetched_folder.substr(1))),
          downloader_(environment_) {}

    /// Puts the archive's compilers in place; the path of one.
    core::Expected<std::string> take(const ToolchainSite& site, const Offer& offer) {
        BM_TRY(make_parts_folder(folder_));
        BM_TRY_ASSIGN(const auto lock,
                      adapters::fs::Lock::take(folder_ + std::string(fetch_lock_name)));
        if (const auto there = present(offer.archive)) return *there;
        BM_TRY_ASSIGN(const auto file, site.get(offer, folder_ + "/.parts"));
        std::error_code problem;
        const auto beside = folder_ + "/.unpack";
        (void)adapters::fs::remove_tree(beside);
        fs::create_directories(beside, problem);
        const auto placed = place(file, beside);
        (void)adapters::fs::remove_tree(beside);
        if (placed) fs::remove(file, problem);
        return placed;
    }

  private:
    /// Compilers in `<folder>/<version>/<target>/bin`, that work, as what lies below them.
    std::vector<std::string> working_below(const std::string& folder) const {
        std::vector<std::string> found;
        const toolchain::Wishes wishes{{}, {{"download", folder + "/*/*", folder}}, {}};
        const auto judged = search_toolchains(wishes, {}, environment_);
        if (judged)
            for (const auto& [candidate, said] : *judged)
                if (said) found.push_back(candidate.path.substr(folder.size() + 1));
        return found;
    }

    /// The compiler of that very archive, if it is in its place already and works.
    std::optional<std::string> present(const toolchain::Archive& archive) const {
        const auto folder = toolchain::folder_of(archive) + "/bin/";
        for (const auto& path : working_below(folder_))
            if (path.starts_with(folder)) return folder_ + "/" + path;
        return std::nullopt;
    }

    core::Expected<std::string> place(const std::string& file, const std::string& beside) const {
        BM_TRY(downloader_.unpack(file, beside));
        const auto compilers = working_below(beside);
        if (compilers.empty())
            return core::fail(ErrorKind::refused, "No compiler that works here is in " + file +
                                                      ": what was there before is left");
        std::set<std::string> targets;
        for (const auto& compiler : compilers)
            targets.insert(compiler.substr(0, compiler.find('/', compiler.find('/') + 1)));
        for (const auto& target : targets)
            BM_TRY(move_in(beside + "/" + target, folder_ + "/" + target));
        return folder_ + "/" + compilers.front();
    }

    /// What lies there is put aside first, and back if the new one cannot take its place.
    static core::Expected<void> move_in(const std::string& from, const std::string& to) {
        std::error_code problem;
        fs::create_directories(fs::path(to).parent_path(), problem);
        const auto aside = from + ".before";
        std::error_code absent;
        const bool was_there = fs::exists(fs::symlink_status(to, absent));
        if (was_there) fs::rename(to, aside, problem);
        if (!problem) fs::rename(from, to, problem);
        if (!problem) return {};
        std::error_code ignored;
        if (was_there) fs::rename(aside, to, ignored);
        return core::fail(ErrorKind::environment,
                          "Cannot put " + to + " in place: " + problem.message());
    }

    std::map<std::string, std::string> environment_;
    std::string folder_;
    Downloader downloader_;
};

/// "; Debian's package gcc-... serves, too"; nothing where Debian has none.
std::string package_for(const std::string& arch, std::string_view what) {
    const auto package = toolchain::debian_package(arch);
    return package.empty() ? "" : fmt::format("; Debian's package {} {}", package, what);
}

/// The status of one arch.
int fetch_one(ToolchainSite& site, Fetch& fetch, const std::string& arch,
              adapters::terminal::Screen& out) {
    const auto found = site.find(arch);
    if (found && !*found) {
        out.write(fmt::format("{}: there is none{}\n", arch, package_for(arch, "has one")));
        return 2;
    }
    auto done = found ? fetch.take(site, **found)
                      : core::Expected<std::string>(tl::unexpected(found.error()));
    out.write(fmt::format("{}: {}{}\n", arch, done ? *done : "FAILED: " + done.error().message,
                          package_for(arch, "serves, too")));
    return done ? 0 : 1;
}

}  // namespace

int fetch_toolchains(const cli::ToolchainsOptions& options) {
    adapters::terminal::Screen out(STDOUT_FILENO);
    adapters::terminal::Screen err(STDERR_FILENO);
    adapters::process::become_subreaper();
    const auto complain = [&](const core::Error& error) {
        err.write("bm: " + error.message + "\n");
        return 1;
    };
    const auto environment = own_environment();
    const auto settings = all_settings(options.settings_file, std::nullopt, environment);
    const auto url = settings ? site_url(options.url, *settings)
                              : core::Expected<std::string>(tl::unexpected(settings.error()));
    if (!url) return complain(url.error());
    ToolchainSite site(*url, machine_toolchains(environment).arch, Downloader(environment));
    if (const auto looked = site.look(); !looked) return complain(looked.error());
    Fetch fetch(environment);
    auto arches = core::split_at_commas(options.fetch);
    const auto offered = site.arches_of_newest();
    if (!offered) return complain(offered.error());
    if (std::ranges::find(arches, "list") != arches.end()) {
        out.write(fmt::format("{}: {}\n", site.newest(), fmt::join(*offered, " ")));
        return end_command(0, out, err);
    }
    if (std::ranges::find(arches, "all") != arches.end()) arches = *offered;
    int status = 0;
    for (const auto& arch : arches) status = std::max(status, fetch_one(site, fetch, arch, out));
    return end_command(status, out, err);
}

}  // namespace bm::app
