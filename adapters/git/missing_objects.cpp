// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/missing_objects.hpp"

#include <algorithm>

namespace bm::adapters::git {
namespace {

using core::ErrorKind;

constexpr std::size_t objects_per_call = 1000;

core::Expected<std::string> promisor_remote(const Program& git, const std::string& directory) {
    auto name = git.line(directory, {"config", "--get", "extensions.partialClone"});
    if (name && !name->empty()) return name;
    auto remotes = git.line(directory, {"config", "--get-regexp", "^remote\\..*\\.promisor$"});
    if (!remotes || remotes->empty()) return std::string();
    const auto key = remotes->substr(0, remotes->find(' '));
    const auto prefix = std::string_view("remote.").size();
    return key.substr(prefix, key.rfind('.') - prefix);
}

core::Expected<std::vector<std::string>> missing(const Program& git, const std::string& directory,
                                                 const std::vector<std::string>& commits) {
    std::vector<std::string> arguments = {"rev-list", "--objects", "--no-walk", "--missing=print",
                                          "--no-object-names"};
    arguments.insert(arguments.end(), commits.begin(), commits.end());
    BM_TRY_ASSIGN(const auto listed, git.run(directory, arguments));
    std::vector<std::string> objects;
    for (const auto& line : split(listed, '\n'))
        if (line.starts_with('?')) objects.push_back(line.substr(1));
    return objects;
}

tl::unexpected<core::Error> not_fetched(const std::string& why) {
    return core::fail(ErrorKind::environment,
                      "Files of the series are missing in this partial clone and could not be "
                      "fetched: " +
                          why);
}

core::Expected<void> fetch(const Program& git, const std::string& directory,
                           const std::string& remote, const std::vector<std::string>& objects) {
    for (std::size_t at = 0; at < objects.size(); at += objects_per_call) {
        std::vector<std::string> arguments = {"-c",
                                              "fetch.negotiationAlgorithm=noop",
                                              "fetch",
                                              "--quiet",
                                              "--no-tags",
                                              "--no-write-fetch-head",
                                              "--no-auto-gc",
                                              "--recurse-submodules=no",
                                              "--filter=blob:none",
                                              remote};
        const auto last = std::min(at + objects_per_call, objects.size());
        arguments.insert(arguments.end(), objects.begin() + static_cast<std::ptrdiff_t>(at),
                         objects.begin() + static_cast<std::ptrdiff_t>(last));
        auto fetched = git.run({directory, arguments, {}, core::Duration{600'000}});
        if (!fetched) return not_fetched(fetched.error().message);
    }
    return {};
}

}  // namespace

core::Expected<void> require_objects(const Program& git, const std::string& directory,
                                     const std::vector<std::string>& commits) {
    for (std::size_t at = 0; at < commits.size(); at += objects_per_call) {
        std::vector<std::string> arguments = {"rev-list", "--no-walk", "--quiet"};
        const auto last = std::min(at + objects_per_call, commits.size());
        for (auto i = at; i < last; ++i) arguments.push_back(commits[i]);
        if (auto listed = git.run(directory, arguments); !listed)
            return core::fail(ErrorKind::not_found,
                              "A commit of the series is not whole (" + listed.error().message +
                                  "): in a shallow clone, 'git fetch --unshallow' gets the rest");
    }
    return {};
}

core::Expected<void> fill_partial_clone(const Program& git, const std::string& source,
                                        const std::vector<std::string>& commits,
                                        const std::function<void(std::size_t)>& before_fetch) {
    BM_TRY_ASSIGN(const auto remote, promisor_remote(git, source));
    if (remote.empty()) return {};
    BM_TRY_ASSIGN(auto objects, missing(git, source, commits));
    while (!objects.empty()) {
        before_fetch(objects.size());
        BM_TRY(fetch(git, source, remote, objects));
        // What a folder needs is known only when its own listing is there.
        BM_TRY_ASSIGN(auto still, missing(git, source, commits));
        if (still == objects)
            return not_fetched(remote + " does not have " + still.front());
        objects = std::move(still);
    }
    return {};
}

}  // namespace bm::adapters::git
