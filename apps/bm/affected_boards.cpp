// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/affected_boards.hpp"

#include <utility>

#include "apps/bm/source_boards.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/board/affected.hpp"

namespace bm::app {
namespace {

using Environment = std::map<std::string, std::string>;

struct Ends {
    std::string from;
    std::string to;
};

core::Expected<std::string> hash_of(const std::string& revision, const std::string& directory,
                                    const adapters::git::Program& git) {
    auto hash = revision.starts_with('-')
                    ? core::Expected<std::string>(core::fail(core::ErrorKind::usage, ""))
                    : git.line(directory, {"rev-parse", "--verify", revision + "^{commit}"});
    if (hash) return hash;
    return core::fail(
        core::ErrorKind::not_found,
        "Branch or commit '" + revision + "' of --affected-by not found in " + directory);
}

core::Expected<Ends> ends_of(const std::string& range, const std::string& directory,
                             const adapters::git::Program& git) {
    const auto dots = range.find("..");
    const bool is_range = dots != std::string::npos;
    const auto from = is_range ? range.substr(0, dots) : range + "^";
    const auto to = is_range ? range.substr(dots + 2) : range;
    BM_TRY_ASSIGN(auto first, hash_of(from.empty() ? "HEAD" : from, directory, git));
    BM_TRY_ASSIGN(auto last, hash_of(to.empty() ? "HEAD" : to, directory, git));
    return Ends{std::move(first), std::move(last)};
}

core::Expected<std::map<std::string, std::size_t>> configurations(const std::string& directory,
                                                                  const std::string& commit,
                                                                  const adapters::git::Program& git,
                                                                  const Environment& environment) {
    engine::TreeQuestion question;
    question.threads = static_cast<unsigned>(available_processors());
    question.configurations = true;
    BM_TRY_ASSIGN(auto read, read_source_boards({directory, commit}, question, git, environment));
    return std::move(read.configurations);
}

}  // namespace

core::Expected<std::vector<board::Board>> keep_affected(std::vector<board::Board> boards,
                                                        const std::string& range,
                                                        const std::string& directory,
                                                        const adapters::git::Program& git,
                                                        const Environment& environment) {
    BM_TRY_ASSIGN(const auto ends, ends_of(range, directory, git));
    BM_TRY_ASSIGN(const auto changed, git.run(directory, {"diff-tree", "-r", "-z", "--name-only",
                                                          "--no-renames", ends.from, ends.to}));
    const auto touched = board::touched_by(adapters::git::split(changed, '\0'));
    if (touched.everything) return boards;
    std::map<std::string, std::size_t> before;
    std::map<std::string, std::size_t> after;
    if (touched.kconfig) {
        BM_TRY_ASSIGN(before, configurations(directory, ends.from, git, environment));
        BM_TRY_ASSIGN(after, configurations(directory, ends.to, git, environment));
    }
    std::erase_if(boards, [&](const board::Board& b) {
        const auto was = before.find(b.target);
        const auto is = after.find(b.target);
        const bool same = !touched.kconfig ||
                          (was != before.end() && is != after.end() && was->second == is->second);
        return same && !board::can_touch(touched, b);
    });
    return boards;
}

}  // namespace bm::app
