// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/push.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "adapters/ssh/quiet.hpp"
#include "domain/machine/quote.hpp"

namespace bm::adapters::ssh {
namespace {

constexpr std::size_t most_of_refs = 16u << 20;

/// git starts what GIT_SSH_COMMAND names through a shell, for which /proc/self is not we.
std::string own_path(const std::string& executable) {
    std::array<char, 4096> path{};
    const auto length = ::readlink(executable.c_str(), path.data(), path.size() - 1);
    if (executable != "/proc/self/exe" || length <= 0) return executable;
    return "/proc/" + std::to_string(::getpid()) + "/exe";
}

std::string ssh_for_git(const PushSetup& setup) {
    std::string ssh;
    for (const auto& word : setup.ssh.words())
        if (word != "--")  // git puts options of its own behind these
            ssh += (ssh.empty() ? "" : " ") + machine::quote(word);
    return ssh;
}

enum class Refs {
    tip,  ///< that of the series
    all,  ///< and its tags
};

/// Where history has an end, git's receiver moves it for one ref of a push and then refuses the
/// others, for which it would be moved again: so the tip goes first and moves it for all.
std::vector<Refs> in_turn(const PushSetup& setup) {
    std::error_code ignored;
    const auto boundary = setup.commits.directory + "/.git/shallow";
    if (std::filesystem::exists(boundary, ignored)) return {Refs::tip, Refs::all};
    return {Refs::all};
}

ports::ProcessSpec push(const PushSetup& setup, const std::string& destination, Refs refs) {
    const auto ours = "+refs/bm/" + setup.commits.campaign;
    ports::ProcessSpec spec;
    spec.argv = {"git",
                 "-c",
                 "core.hooksPath=/dev/null",
                 "-c",
                 "gc.auto=0",
                 "push",
                 "--quiet",
                 "--force",
                 "--prune",
                 "--no-verify",
                 "--no-follow-tags",
                 "--no-signed",
                 "--recurse-submodules=no",
                 "--",
                 destination,
                 ours + "/tip:refs/bm/remote/tip"};
    if (refs == Refs::all) spec.argv.push_back(ours + "/tags/*:refs/tags/*");
    spec.environment = environment_for_ssh(setup.environment);
    spec.directory = setup.commits.directory;
    return spec;
}

}  // namespace

std::map<std::string, std::string> environment_for_ssh(
    const std::map<std::string, std::string>& environment) {
    auto result = environment;
    std::erase_if(result, [](const auto& entry) {
        return entry.first.starts_with("GIT_") || entry.first == "LANGUAGE";
    });
    result["GIT_TERMINAL_PROMPT"] = "0";
    result["LC_ALL"] = "C";
    return result;
}

std::vector<ports::ProcessSpec> push_to_repository(const PushSetup& setup,
                                                   const std::string& repository) {
    std::vector<ports::ProcessSpec> specs;
    for (const auto refs : in_turn(setup)) {
        auto spec = push(setup, repository, refs);
        spec.argv.insert(std::ranges::find(spec.argv, "--"),
                         "--receive-pack=git -c receive.shallowUpdate=true receive-pack");
        spec.environment["GIT_SSH_COMMAND"] = ssh_for_git(setup);
        specs.push_back(std::move(spec));
    }
    return specs;
}

ports::ProcessSpec list_refs(const PushSetup& setup, const std::string& repository) {
    ports::ProcessSpec spec;
    spec.argv = {"git", "ls-remote", "--", repository};
    spec.environment = environment_for_ssh(setup.environment);
    spec.environment["GIT_SSH_COMMAND"] = ssh_for_git(setup);
    spec.directory = "/";
    spec.whole_output = most_of_refs;
    return spec;
}

std::optional<ports::ProcessSpec> point_head_at_tip(const PushSetup& setup,
                                                    const std::string& repository) {
    if (!repository.starts_with('/')) return std::nullopt;
    ports::ProcessSpec spec;
    spec.argv = {"git",        "--git-dir", repository,          "update-ref",
                 "--no-deref", "HEAD",      "refs/bm/remote/tip"};
    spec.environment = environment_for_ssh(setup.environment);
    spec.directory = "/";
    return spec;
}

std::vector<ports::ProcessSpec> push_to_machine(const PushSetup& setup, const std::string& host,
                                                const std::string& directory) {
    std::vector<ports::ProcessSpec> specs;
    for (const auto refs : in_turn(setup)) {
        // The host that git sees is none: nothing in the user's settings can take it for another.
        auto spec = push(setup, "machine:" + directory + "/.git", refs);
        spec.environment["GIT_SSH_COMMAND"] =
            quiet_ssh_command(own_path(setup.executable), setup.ssh.words(), host);
        spec.environment["GIT_SSH_VARIANT"] = "simple";
        specs.push_back(std::move(spec));
    }
    return specs;
}

}  // namespace bm::adapters::ssh
