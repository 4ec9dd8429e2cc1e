// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boss_notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "domain/core/shown.hpp"
#include "domain/plan/blobs.hpp"
#include "domain/recipe/environment.hpp"

namespace bm::app {
namespace {

constexpr std::size_t most_named = 5;

/// With -b or -c commits are built, so what is changed and not committed is not in the builds.
void tell_of_uncommitted(const adapters::git::Program& git, Setup& setup) {
    if (setup.current) return;
    const auto changed = git.run(setup.source, {"--no-optional-locks", "status", "--porcelain",
                                                "--untracked-files=no", "--ignore-submodules"});
    if (!changed || changed->empty()) return;  // a bare repository has nothing that could be changed
    setup.notices.push_back(
        fmt::format("Uncommitted changes are left out: {} of {}",
                    std::count(changed->begin(), changed->end(), '\n'), setup.source));
}

std::vector<std::string> split_at_zeros(const std::string& text) {
    std::vector<std::string> items;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\0', begin), text.size());
        items.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return items;
}

std::string named(std::vector<std::string> names) {
    const auto more = names.size() > most_named
                          ? fmt::format(" and {} more", names.size() - most_named)
                          : std::string();
    names.resize(std::min(names.size(), most_named));
    for (auto& name : names) name = core::shown(name);
    return fmt::format("{}{}", fmt::join(names, ", "), more);
}

/// U-Boot ignores *.bin, so firmware that lies in the tree is not part of its source.
void tell_of_blobs(const adapters::git::Program& git, Setup& setup) {
    if (!setup.current) return;
    const auto listed = git.run(setup.source, {"ls-files", "-z", "--others", "--ignored",
                                               "--exclude-standard", "--", "*.bin", "*.elf"});
    if (!listed) return;  // a bare repository
    auto blobs = plan::blobs_among(split_at_zeros(*listed));
    std::erase_if(blobs, [&](const auto& path) {
        return std::ranges::find(setup.includes, path) != setup.includes.end();
    });
    if (blobs.empty()) return;
    setup.notices.push_back(fmt::format("Left out, as git ignores them: {} (--include {} adds it)",
                                        named(blobs), core::shown(blobs.front())));
}

/// Their commits are in no repository that builds take place in.
void tell_of_submodules(const adapters::git::Program& git, Setup& setup) {
    const auto listed =
        git.run(setup.source,
                {"config", "-z", "--blob", setup.series.commits.back().hash + ":.gitmodules",
                 "--get-regexp", "^submodule\\..*\\.path$"});
    if (!listed) return;  // there is no such file
    std::vector<std::string> paths;
    for (const auto& entry : split_at_zeros(*listed))
        paths.push_back(entry.substr(entry.find('\n') + 1));
    if (!paths.empty())
        setup.notices.push_back("Submodules are left alone, and empty in every build: " +
                                named(std::move(paths)));
}

void tell_of_dropped(const std::map<std::string, std::string>& environment, Setup& setup) {
    auto lost = recipe::dropped(environment);
    std::erase_if(lost, [&](const auto& name) { return setup.environment.contains(name); });
    if (lost.empty()) return;
    setup.notices.push_back(fmt::format(
        "Not given to make, though set here: {} (--env {} keeps it)", fmt::join(lost, ", "),
        lost.front()));
}

}  // namespace

void add_notices(const adapters::git::Program& git,
                 const std::map<std::string, std::string>& environment, Setup& setup) {
    tell_of_uncommitted(git, setup);
    tell_of_blobs(git, setup);
    tell_of_submodules(git, setup);
    tell_of_dropped(environment, setup);
}

}  // namespace bm::app
