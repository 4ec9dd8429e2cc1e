// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/series.hpp"

#include <map>
#include <utility>

#include "domain/plan/range.hpp"

namespace bm::app::engine {
namespace {

using core::ErrorKind;

/// How far below its tip a branch's start is looked for.
constexpr std::size_t guess_depth = 1000;

core::Expected<std::string> find_base(ports::SourceTree& source, const std::string& branch,
                                      Series& series) {
    BM_TRY_ASSIGN(auto upstream, source.upstream_of(branch));
    if (upstream) return std::move(*upstream);
    BM_TRY_ASSIGN(const auto commits, source.range("", branch, guess_depth));
    std::vector<std::string> newest_first;
    for (auto at = commits.rbegin(); at != commits.rend(); ++at) newest_first.push_back(at->hash);
    BM_TRY_ASSIGN(const auto tips, source.branch_tips());
    std::map<std::string, std::vector<std::string>> names;
    for (const auto& tip : tips)
        if (tip.name != branch) names[tip.hash].push_back(tip.name);
    series.guessed_upstream = plan::guess_upstream(newest_first, names);
    if (series.guessed_upstream) return *series.guessed_upstream;
    return core::fail(
        ErrorKind::usage,
        "Branch '" + branch +
            "' follows no upstream and none could be guessed: set one with 'git branch "
            "--set-upstream-to', or name a range with -b a.." +
            branch + ", or the newest N commits with -c N");
}

core::Expected<void> take_newest(Series& series, ports::SourceTree& source, const std::string& tip,
                                 std::int64_t count) {
    const auto wanted = static_cast<std::size_t>(count);
    BM_TRY_ASSIGN(series.commits, source.range("", tip, wanted));
    if (series.commits.size() == wanted) return {};
    return core::fail(ErrorKind::usage, "-c " + std::to_string(count) + ": '" + tip +
                                            "' has only " + std::to_string(series.commits.size()) +
                                            " commits");
}

}  // namespace

core::Expected<Series> find_series(ports::SourceTree& source,
                                   const std::optional<std::string>& branch,
                                   const std::optional<std::int64_t>& count) {
    Series series;
    if (!branch) {
        BM_TRY(take_newest(series, source, "HEAD", count.value_or(1)));
        return series;
    }
    BM_TRY_ASSIGN(const auto wanted, plan::parse_branch(*branch));
    if (!wanted.base && count) {
        BM_TRY(take_newest(series, source, wanted.tip, *count));
        return series;
    }
    std::string base;
    if (wanted.base) {
        base = *wanted.base;
    } else {
        BM_TRY(source.resolve(wanted.tip));
        BM_TRY_ASSIGN(base, find_base(source, wanted.tip, series));
    }
    BM_TRY_ASSIGN(series.commits,
                  source.range(base, wanted.tip, static_cast<std::size_t>(count.value_or(0))));
    if (series.commits.empty())
        return core::fail(ErrorKind::usage, "No commits in " + base + ".." + wanted.tip +
                                                ": there is nothing to build");
    if (!wanted.base)
        if (auto baseline = source.commit(series.commits.front().hash + "~1"))
            series.commits.insert(series.commits.begin(), std::move(*baseline));
    return series;
}

}  // namespace bm::app::engine
