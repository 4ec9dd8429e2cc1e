// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boss_verdict.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "apps/bm/summary_forms.hpp"
#include "domain/core/shown.hpp"
#include "domain/result/closing.hpp"
#include "domain/result/paths.hpp"
#include "domain/result/sizes.hpp"

namespace bm::app {
namespace {

std::int64_t number(std::size_t count) { return static_cast<std::int64_t>(count); }

core::Expected<Verdict> read_verdict(const Ended& ended, ports::ResultStore& store) {
    Verdict verdict;
    for (const auto& folder : ended.folders) {
        auto& builds = verdict.builds.emplace_back();
        const auto commit = number(verdict.builds.size()) - 1;
        for (std::size_t b = 0; b < ended.plan.boards.size(); ++b) {
            if (ended.plan.absent.contains({{number(b)}, {commit}})) continue;
            const auto& board = ended.plan.boards[b];
            const auto place = ended.options.work_in_output
                                   ? ports::BuildFolder{}
                                   : ports::BuildFolder{folder, board.name};
            BM_TRY_ASSIGN(const auto found, store.find(place));
            auto& view = builds[board.name];
            if (!found) continue;
            view.state = result::state_of(found->return_code, found->stderr_text);
            view.messages = result::messages(found->stderr_text);
            view.sizes = result::read_sizes(found->sizes);
        }
    }
    verdict.changes = result::verdicts(verdict.builds);
    return verdict;
}

std::string closing_text(const Ended& ended) {
    const auto& counts = ended.finish.counts;
    result::Closing closing;
    closing.previously = number(counts.previously);
    closing.newly = number(counts.newly);
    closing.reconfigured = number(counts.reconfigured);
    closing.carried = number(counts.carried);
    closing.verified = number(counts.verified);
    closing.not_obtained = number(counts.given_up + counts.missing);
    closing.duration = ended.took;
    return result::closing_line(closing) + "\n";
}

std::string missing_text(const Ended& ended) {
    std::string text;
    for (const auto& [build, reason] : ended.finish.not_obtained) {
        const auto& board = ended.plan.boards.at(static_cast<std::size_t>(build.board.value));
        const auto& folder = ended.folders.at(static_cast<std::size_t>(build.commit.value));
        text +=
            fmt::format("Not obtained: {} at {}: {}\n", board.name, core::shown(folder), reason);
    }
    return text;
}

std::string flakes_text(const Ended& ended) {
    std::string text;
    for (const auto& [build, what] : ended.finish.flakes) {
        const auto& board = ended.plan.boards.at(static_cast<std::size_t>(build.board.value));
        const auto& folder = ended.folders.at(static_cast<std::size_t>(build.commit.value));
        text += fmt::format("Two outcomes: {} at {}: {}; the second is in {}\n", board.name,
                            core::shown(folder), what, result::flakes_folder);
    }
    return text;
}

std::string mismatches_text(const Ended& ended) {
    std::string text;
    for (const auto& [build, from, files, changes] : ended.finish.mismatches) {
        const auto& board = ended.plan.boards.at(static_cast<std::size_t>(build.board.value));
        const auto& folder = ended.folders.at(static_cast<std::size_t>(build.commit.value));
        text += fmt::format("Not the same: {} at {} and at {}, in {}\n", board.name,
                            core::shown(folder), core::shown(from), fmt::join(files, ", "));
    }
    if (!text.empty())
        text +=
            "What was taken over cannot be believed: call again with -f --no-carry, and please "
            "tell bm's makers\n";
    return text;
}

std::string commit_lines(const Ended& ended, const Verdict& verdict) {
    if (ended.setup.current) return {};
    const auto& labels = ended.setup.labels;
    std::string text;
    for (std::size_t i = 0; i < ended.folders.size(); ++i)
        text += fmt::format("{}: {}: {}\n", labels[i],
                            core::shown(ended.setup.series.commits[i].subject),
                            result::verdict_text(verdict.changes[i], labels));
    return text;
}

int status_of(const Ended& ended) {
    const auto& counts = ended.finish.counts;
    result::Tally tally;
    tally.interrupted = ended.finish.how == boss::Finish::How::interrupted;
    tally.set_up_failed = !ended.finish.mismatches.empty() ||
                          ended.finish.how == boss::Finish::How::no_space ||
                          ended.finish.how == boss::Finish::How::nowhere;
    tally.not_obtained = number(counts.given_up + counts.missing);
    tally.failed = number(counts.failed);
    tally.warned = number(counts.warned);
    tally.ok = number(counts.ok);
    return static_cast<int>(result::exit_status(tally, ended.options.ignore_warnings));
}

/// nullopt: the user wants no summary.
std::optional<ReadTree> read_tree_if_asked(const Ended& ended) {
    const auto& options = ended.options;
    if (!options.build_summary && !options.html && !options.junit) return std::nullopt;
    return read_tree(ended.setup, options, options.work_in_output, ended.git);
}

}  // namespace

core::Expected<Concluded> conclude(const Ended& ended, ports::ResultStore& store,
                                   ports::Screen& screen, ports::Screen& json) {
    BM_TRY_ASSIGN(const auto verdict, read_verdict(ended, store));
    const auto status = status_of(ended);
    // An IDE reads what compilers say; that a build is missing it must say all the same.
    const auto attention = missing_text(ended) + flakes_text(ended) + mismatches_text(ended);
    screen.write(
        ended.options.ide
            ? attention
            : closing_text(ended) + attention +
                  (ended.options.build_summary ? std::string() : commit_lines(ended, verdict)));
    if (ended.finish.how == boss::Finish::How::no_space)
        screen.write("The output directory " + ended.setup.output_base +
                     " is full: make room and call again; what is there is kept\n");
    if (ended.finish.how == boss::Finish::How::nowhere)
        screen.write(
            "Nothing could be built: no machine can be used, and --no-local leaves this one out; "
            "'bm machines' tells of each\n");
    if (ended.options.json) json.write(verdict_json(ended, verdict, status));
    if (ended.options.json_progress) json.write(verdict_line(ended, verdict, status));
    auto tree = read_tree_if_asked(ended);
    if (tree) BM_TRY(write_files(*tree, ended.options));
    return Concluded{status, std::move(tree)};
}

}  // namespace bm::app
