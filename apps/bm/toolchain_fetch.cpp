// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/toolchain_fetch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "adapters/fs/lock.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "adapters/process/descendants.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/toolchain_download.hpp"
#include "apps/bm/toolchain_search.hpp"
#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker/toolchains.hpp"
#include "domain/core/lists.hpp"
#include "domain/settings/toolchain_wishes.hpp"
#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/download.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

/// A version of the site, and what it has.
struct Release {
    std::string url;  ///< of its directory, with '/' at the end
    std::vector<toolchain::Archive> archives;
};

class Fetch {
  public:
    Fetch(std::string url, std::map<std::string, std::string> environment)
        : environment_(std::move(environment)),
          home_(value_of(environment_, "HOME")),
          folder_(home_ + std::string(toolchain::fetched_folder.substr(1))),
          url_(std::move(url)),
          downloader_(environment_) {}

    /// Reads the index of every version; the newest comes first.
    core::Expected<void> look() {
        const auto top =
            url_ + "/" + toolchain::host_folder(machine_toolchains(environment_).arch) + "/";
        BM_TRY_ASSIGN(const auto index, downloader_.text(top));
        for (const auto& version : toolchain::versions_in(toolchain::links_in(index)))
            versions_.push_back(top + version + "/");
        if (versions_.empty())
            return core::fail(ErrorKind::not_found, top +
                                                        " has no compilers for this machine: name "
                                                        "another site with --url");
        return {};
    }

    /// The newest archive for an arch; nothing: no version has one.
    core::Expected<std::optional<std::pair<std::string, toolchain::Archive>>> find(
        const std::string& arch) {
        for (std::size_t i = 0; i < versions_.size(); ++i) {
            BM_TRY_ASSIGN(const auto* release, release_at(i));
            if (const auto archive = toolchain::archive_for(release->archives, arch))
                return std::pair(release->url, *archive);
        }
        return std::nullopt;
    }

    core::Expected<std::vector<std::string>> arches_of_newest() {
        BM_TRY_ASSIGN(const auto* release, release_at(0));
        std::set<std::string> names;
        for (const auto& archive : release->archives) names.insert(archive.cpu);
        return std::vector<std::string>(names.begin(), names.end());
    }

    std::string newest() const { return versions_.front(); }

    /// Puts the archive's compilers in place; the path of one.
    core::Expected<std::string> take(const std::string& url, const toolchain::Archive& archive) {
        std::error_code problem;
        const auto parts = folder_ + "/.parts";
        fs::create_directories(parts, problem);
        if (problem)
            return core::fail(ErrorKind::environment,
                              "Cannot make " + parts + ": " + problem.message());
        BM_TRY_ASSIGN(const auto lock, adapters::fs::Lock::take(folder_ + "/.bm-fetch.lock"));
        if (const auto there = present(archive)) return *there;
        BM_TRY_ASSIGN(const auto sums, downloader_.text(url + "sha256sums.asc"));
        const auto hash = toolchain::hash_in(sums, archive.file);
        if (!hash)
            return core::fail(ErrorKind::refused,
                              url + "sha256sums.asc does not speak of " + archive.file);
        BM_TRY(downloader_.file(url + archive.file, parts, archive.file, *hash));
        const auto beside = folder_ + "/.unpack";
        (void)adapters::fs::remove_tree(beside);
        fs::create_directories(beside, problem);
        const auto placed = place(parts + "/" + archive.file, beside);
        (void)adapters::fs::remove_tree(beside);
        if (placed) fs::remove(parts + "/" + archive.file, problem);
        return placed;
    }

  private:
    core::Expected<const Release*> release_at(std::size_t index) {
        if (const auto known = releases_.find(index); known != releases_.end())
            return &known->second;
        BM_TRY_ASSIGN(const auto html, downloader_.text(versions_[index]));
        const Release release{versions_[index], toolchain::archives_in(toolchain::links_in(html))};
        return &releases_.emplace(index, release).first->second;
    }

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
        const auto mark = "-nolibc";
        const auto name = "/" + archive.target + "/bin/";
        const auto end = archive.file.find(mark);
        const auto begin = archive.file.find("gcc-");
        if (begin == std::string::npos || end == std::string::npos || begin > end)
            return std::nullopt;
        const auto version = archive.file.substr(begin, end - begin) + mark;
        for (const auto& path : working_below(folder_))
            if (path.starts_with(version + name)) return folder_ + "/" + path;
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
    std::string home_;
    std::string folder_;
    std::string url_;
    Downloader downloader_;
    std::vector<std::string> versions_;  ///< addresses, newest first
    std::map<std::size_t, Release> releases_;
};

core::Expected<std::string> site(const cli::ToolchainsOptions& options,
                                 const std::map<std::string, std::string>& environment) {
    BM_TRY_ASSIGN(const auto settings,
                  all_settings(options.settings_file, std::nullopt, environment));
    auto url = options.url.value_or(settings::toolchain_url(settings));
    if (url.empty()) url = toolchain::crosstool_url;
    while (url.ends_with('/')) url.pop_back();
    if (!url.starts_with("http://") && !url.starts_with("https://"))
        return core::fail(ErrorKind::usage,
                          "The site '" + url + "' is no http:// or https:// address");
    return url;
}

/// "; Debian's package gcc-... serves, too"; nothing where Debian has none.
std::string package_for(const std::string& arch, std::string_view what) {
    const auto package = toolchain::debian_package(arch);
    return package.empty() ? "" : fmt::format("; Debian's package {} {}", package, what);
}

/// The status of one arch.
int fetch_one(Fetch& fetch, const std::string& arch, adapters::terminal::Screen& out) {
    const auto found = fetch.find(arch);
    if (found && !*found) {
        out.write(fmt::format("{}: there is none{}\n", arch, package_for(arch, "has one")));
        return 2;
    }
    auto done = found ? fetch.take((*found)->first, (*found)->second)
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
    const auto url = site(options, environment);
    if (!url) return complain(url.error());
    Fetch fetch(*url, environment);
    if (const auto looked = fetch.look(); !looked) return complain(looked.error());
    auto arches = core::split_at_commas(options.fetch);
    const auto offered = fetch.arches_of_newest();
    if (!offered) return complain(offered.error());
    if (std::ranges::find(arches, "list") != arches.end()) {
        out.write(fmt::format("{}: {}\n", fetch.newest(), fmt::join(*offered, " ")));
        return 0;
    }
    if (std::ranges::find(arches, "all") != arches.end()) arches = *offered;
    int status = 0;
    for (const auto& arch : arches) status = std::max(status, fetch_one(fetch, arch, out));
    return status;
}

}  // namespace bm::app
