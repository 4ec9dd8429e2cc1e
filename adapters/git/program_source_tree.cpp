// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/program_source_tree.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "adapters/git/revision.hpp"

namespace bm::adapters::git {
namespace {

using core::ErrorKind;

constexpr auto commit_format = "--format=%H%x00%ct%x00%s";

core::Expected<ports::Commit> parse_commit(std::string_view line) {
    const auto first = line.find('\0');
    const auto second = first == std::string_view::npos ? first : line.find('\0', first + 1);
    if (second == std::string_view::npos)
        return core::fail(ErrorKind::internal, "git log printed a line that is no commit");
    ports::Commit commit;
    commit.hash = line.substr(0, first);
    const auto seconds = line.substr(first + 1, second - first - 1);
    std::from_chars(seconds.data(), seconds.data() + seconds.size(), commit.committer_time);
    commit.subject = line.substr(second + 1);
    return commit;
}

/// `main` of refs/heads/main; nothing for a remote's HEAD, which is no branch.
std::optional<std::string> branch_name(std::string_view ref) {
    for (const std::string_view folder : {"refs/heads/", "refs/remotes/"})
        if (ref.starts_with(folder) && !ref.ends_with("/HEAD"))
            return std::string(ref.substr(folder.size()));
    return std::nullopt;
}

}  // namespace

ProgramSourceTree::ProgramSourceTree(const Program& git, std::string directory)
    : git_(git), directory_(std::move(directory)) {}

core::Expected<std::string> ProgramSourceTree::resolve(std::string_view revision) {
    BM_TRY(check_revision(revision));
    auto hash = git_.line(
        directory_, {"rev-parse", "--verify", "--quiet", std::string(revision) + "^{commit}"});
    if (!hash) return unknown_revision(revision, directory_);
    return hash;
}

core::Expected<std::optional<std::string>> ProgramSourceTree::upstream_of(std::string_view branch) {
    BM_TRY(check_revision(branch));
    auto name = git_.line(directory_, {"rev-parse", "--verify", "--quiet", "--abbrev-ref",
                                       std::string(branch) + "@{upstream}"});
    if (!name || name->empty()) return std::optional<std::string>();
    return std::optional<std::string>(std::move(*name));
}

core::Expected<std::vector<ports::Commit>> ProgramSourceTree::log(
    std::vector<std::string> arguments) {
    std::vector<std::string> all = {"log", "--no-show-signature", "--no-color", "--no-decorate",
                                    commit_format};
    all.insert(all.end(), arguments.begin(), arguments.end());
    BM_TRY_ASSIGN(const auto text, git_.run(directory_, std::move(all)));
    std::vector<ports::Commit> commits;
    for (const auto& line : split(text, '\n')) {
        BM_TRY_ASSIGN(auto commit, parse_commit(line));
        commits.push_back(std::move(commit));
    }
    return commits;
}

core::Expected<std::vector<ports::Commit>> ProgramSourceTree::range(std::string_view base,
                                                                    std::string_view tip,
                                                                    std::size_t limit) {
    BM_TRY_ASSIGN(const auto tip_hash, resolve(tip));
    std::vector<std::string> arguments = {"--reverse", "--date-order"};
    if (limit != 0) arguments.push_back("--max-count=" + std::to_string(limit));
    arguments.push_back(tip_hash);
    if (!base.empty()) {
        BM_TRY_ASSIGN(const auto base_hash, resolve(base));
        arguments.push_back("^" + base_hash);
    }
    return log(std::move(arguments));
}

core::Expected<ports::Commit> ProgramSourceTree::commit(std::string_view revision) {
    BM_TRY_ASSIGN(const auto hash, resolve(revision));
    BM_TRY_ASSIGN(auto commits, log({"--max-count=1", hash}));
    if (commits.size() != 1) return unknown_revision(revision, directory_);
    return std::move(commits.front());
}

core::Expected<std::vector<ports::BranchTip>> ProgramSourceTree::branch_tips() {
    BM_TRY_ASSIGN(const auto text,
                  git_.run(directory_, {"for-each-ref", "--format=%(objectname) %(refname)",
                                        "refs/heads", "refs/remotes"}));
    std::vector<ports::BranchTip> tips;
    for (const auto& line : split(text, '\n')) {
        const auto space = line.find(' ');
        if (space == std::string::npos) continue;
        if (auto name = branch_name(line.substr(space + 1)))
            tips.push_back({std::move(*name), line.substr(0, space)});
    }
    std::ranges::sort(tips, {}, &ports::BranchTip::name);
    return tips;
}

core::Expected<std::string> ProgramSourceTree::file(std::string_view commit,
                                                    std::string_view path) {
    BM_TRY_ASSIGN(const auto hash, resolve(commit));
    auto content = git_.run(directory_, {"cat-file", "blob", hash + ":" + std::string(path)});
    if (!content) return no_such_file(path, commit);
    return content;
}

core::Expected<std::vector<ports::Coming>> ProgramSourceTree::added_and_deleted(
    std::string_view from, std::string_view to) {
    BM_TRY_ASSIGN(const auto old_hash, resolve(from));
    BM_TRY_ASSIGN(const auto new_hash, resolve(to));
    BM_TRY_ASSIGN(const auto text,
                  git_.run(directory_, {"diff-tree", "-r", "-z", "--name-status", "--no-renames",
                                        "--diff-filter=AD", old_hash, new_hash}));
    // A letter and a path in turn.
    const auto words = split(text, '\0');
    std::vector<ports::Coming> files;
    for (std::size_t i = 0; i + 1 < words.size(); i += 2)
        files.push_back({words[i + 1], words[i] == "A"});
    return files;
}

}  // namespace bm::adapters::git
