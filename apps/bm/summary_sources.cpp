// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_sources.hpp"

namespace bm::app {
namespace {

std::optional<summary::SourceDiff> ask(const adapters::git::Program& git,
                                       const std::string& directory, const std::string& from,
                                       const std::string& to) {
    adapters::git::Program::Call call;
    call.directory = directory;
    call.arguments = {"diff-tree",
                      "-r",
                      "-p",
                      "-U0",
                      "--no-renames",
                      "--no-color",
                      "--text",
                      "--no-ext-diff",
                      "--no-textconv",
                      "--src-prefix=a/",
                      "--dst-prefix=b/",
                      from,
                      to};
    call.extra = {{"GIT_CONFIG_COUNT", "1"},
                  {"GIT_CONFIG_KEY_0", "core.quotePath"},
                  {"GIT_CONFIG_VALUE_0", "false"}};
    const auto text = git.run(call);
    return text ? std::optional(summary::read_diff(*text)) : std::nullopt;
}

}  // namespace

SeriesSources::SeriesSources(const Chosen& chosen, const adapters::git::Program& git)
    : git_(git), directory_(chosen.source) {
    for (const auto& commit : chosen.series.commits) hashes_.push_back(commit.hash);
}

const summary::SourceDiff* SeriesSources::diff(std::size_t from, std::size_t to) const {
    const auto [found, fresh] = diffs_.try_emplace({from, to});
    if (fresh) found->second = ask(git_, directory_, hashes_[from], hashes_[to]);
    return found->second ? &*found->second : nullptr;
}

std::optional<std::string> SeriesSources::text(std::size_t commit, const std::string& path) const {
    if (!tree_) {
        auto opened = open_source(git_, directory_);
        if (!opened) return std::nullopt;
        tree_ = std::move(*opened);
    }
    auto text = tree_->file(hashes_[commit], path);
    return text ? std::optional(std::move(*text)) : std::nullopt;
}

}  // namespace bm::app
