// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/affected_boards.hpp"

#include <set>
#include <utility>

#include "apps/bm/source_boards.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/board/affected.hpp"
#include "domain/core/shown.hpp"

namespace bm::app {
namespace {

using Environment = std::map<std::string, std::string>;

/// The commits of a range, or the one that is named.
core::Expected<std::vector<std::string>> commits_of(const std::string& range,
                                                    const std::string& directory,
                                                    const adapters::git::Program& git) {
    if (range.find("...") != std::string::npos)
        return core::fail(core::ErrorKind::usage, "'" + core::shown(range) +
                                                      "' is no range that can be taken: write a..b "
                                                      "with two dots");
    const auto dots = range.find("..");
    if (dots == std::string::npos) {
        BM_TRY_ASSIGN(auto only, commit_of(range, directory, git));
        return std::vector<std::string>{std::move(only)};
    }
    const auto end = [](const std::string& text) { return text.empty() ? "HEAD" : text; };
    BM_TRY_ASSIGN(const auto from, commit_of(end(range.substr(0, dots)), directory, git));
    BM_TRY_ASSIGN(const auto to, commit_of(end(range.substr(dots + 2)), directory, git));
    BM_TRY_ASSIGN(const auto listed, git.run(directory, {"rev-list", to, "^" + from}));
    return adapters::git::split(listed, '\n');
}

/// Each tree's configurations once.
class Configurations {
  public:
    Configurations(const std::string& directory, const adapters::git::Program& git,
                   const Environment& environment)
        : directory_(directory), git_(git), environment_(environment) {}

    using ByBoard = std::map<std::string, std::size_t>;
    core::Expected<const ByBoard*> at(const std::string& commit) {
        if (const auto known = known_.find(commit); known != known_.end()) return &known->second;
        engine::TreeQuestion question;
        question.threads = static_cast<unsigned>(available_processors());
        question.configurations = true;
        BM_TRY_ASSIGN(auto read,
                      read_source_boards({directory_, commit}, question, git_, environment_));
        return &known_.emplace(commit, std::move(read.configurations)).first->second;
    }

  private:
    const std::string& directory_;
    const adapters::git::Program& git_;
    const Environment& environment_;
    std::map<std::string, ByBoard> known_;
};

/// Boards whose configuration the commit changes, gives or takes away.
core::Expected<void> add_changed(Configurations& configurations, const std::string& before,
                                 const std::string& after, std::set<std::string>& boards) {
    BM_TRY_ASSIGN(const auto* was, configurations.at(before));
    BM_TRY_ASSIGN(const auto* is, configurations.at(after));
    for (const auto& [board, configuration] : *is)
        if (const auto old = was->find(board); old == was->end() || old->second != configuration)
            boards.insert(board);
    for (const auto& [board, configuration] : *was)
        if (!is->contains(board)) boards.insert(board);
    return {};
}

}  // namespace

core::Expected<std::vector<board::Board>> keep_affected(std::vector<board::Board> boards,
                                                        const std::string& range,
                                                        const std::string& directory,
                                                        const adapters::git::Program& git,
                                                        const Environment& environment) {
    BM_TRY_ASSIGN(const auto commits, commits_of(range, directory, git));
    Configurations configurations(directory, git, environment);
    std::set<std::string> touched;
    bool extensions = false;
    for (const auto& commit : commits) {
        const auto before = git.line(directory, {"rev-parse", "--verify", commit + "^"});
        if (!before) return boards;  // a first commit brings everything
        BM_TRY_ASSIGN(const auto changed,
                      git.run(directory, {"diff-tree", "-r", "-z", "--name-only", "--no-renames",
                                          *before, commit}));
        const auto paths = adapters::git::split(changed, '\0');
        extensions = extensions || board::touches_extensions(paths);
        const auto touch = board::touch_of(paths);
        if (touch == board::Touch::everybody) return boards;
        if (touch == board::Touch::configurations)
            BM_TRY(add_changed(configurations, *before, commit, touched));
    }
    std::erase_if(boards, [&](const board::Board& b) {
        return !touched.contains(board::base_of(b)) && (b.base.empty() || !extensions);
    });
    return boards;
}

}  // namespace bm::app
