// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>

#include "adapters/fs/result_files.hpp"
#include "adapters/process/command_runner.hpp"
#include "adapters/terminal/pager.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/summary_flakes.hpp"
#include "apps/bm/summary_json.hpp"
#include "apps/bm/summary_page.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/core/utf8.hpp"
#include "domain/result/colour.hpp"
#include "domain/result/paths.hpp"
#include "domain/summary/junit.hpp"

namespace bm::app {
namespace {

using result::BuildState;
using result::Colour;

constexpr std::size_t most_problems = 20;

struct Screens {
    adapters::terminal::Screen out{STDOUT_FILENO};
    adapters::terminal::Screen err{STDERR_FILENO};
};

summary::Model empty_model(const Chosen& chosen) {
    std::vector<summary::BoardInfo> boards;
    for (const auto& board : chosen.selected.boards) boards.push_back({board.target, board.arch});
    std::vector<summary::CommitInfo> commits;
    for (std::size_t i = 0; i < chosen.folders.size(); ++i) {
        const auto& commit = chosen.series.commits[i];
        commits.push_back(chosen.current ? summary::CommitInfo{"", "", "", chosen.folders[i]}
                                         : summary::CommitInfo{chosen.labels[i], commit.hash,
                                                               commit.subject, chosen.folders[i]});
    }
    return {std::move(boards), std::move(commits)};
}

using Places = std::vector<std::optional<ports::BuildFolder>>;

/// By board; nullopt: the commit has no such board.
Places places_at(const Chosen& chosen, std::size_t commit,
                 const std::vector<summary::BoardInfo>& boards, bool in_base) {
    Places places(boards.size());
    for (std::size_t b = 0; b < boards.size(); ++b)
        if (!chosen.lacks(commit, boards[b].name))
            places[b] = in_base ? ports::BuildFolder{}
                                : ports::BuildFolder{chosen.folders[commit], boards[b].name};
    return places;
}

/// Most of the time goes to the file system, which serves several at once.
std::vector<summary::Files> read_all(ports::ResultFiles& files, const Places& places,
                                     const summary::Parts& parts) {
    std::vector<summary::Files> found(places.size());
    const auto count = static_cast<std::size_t>(std::max(1, available_processors()));
    const auto read_share = [&](std::size_t first) {
        for (auto b = first; b < places.size(); b += count)
            if (places[b]) found[b] = files.read(*places[b], parts);
    };
    constexpr std::size_t worth_a_thread = 64;
    if (count == 1 || places.size() < worth_a_thread) {
        for (std::size_t i = 0; i < count; ++i) read_share(i);
        return found;
    }
    std::vector<std::future<void>> shares;
    for (std::size_t i = 0; i < count; ++i)
        shares.push_back(std::async(std::launch::async, read_share, i));
    for (auto& share : shares) share.get();
    return found;
}

bool has_builds(const summary::Model& model) {
    for (std::size_t c = 0; c < model.commits().size(); ++c)
        for (const auto state : {BuildState::ok, BuildState::warned, BuildState::failed})
            if (model.count(c, state) > 0) return true;
    return false;
}

core::Expected<void> write_file(const std::string& path, const std::string& content) {
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream << content;
    if (stream.flush()) return {};
    return core::fail(core::ErrorKind::environment,
                      "Cannot write " + path + ": " + std::strerror(errno));
}

void show_text(const std::string& text, const cli::SummaryOptions& options,
               adapters::terminal::Screen& out) {
    auto pager = out.is_terminal() && !options.no_pager
                     ? adapters::terminal::Pager::start(own_environment())
                     : std::nullopt;
    if (!pager) return out.write(text);
    pager->screen().write(text);
    if (!pager->finish()) out.write(text);
}

/// Nobody sees half of the new file: it gets its name when it is whole. What is no plain file, a
/// pipe say, is written as it is.
core::Expected<void> replace_file(const std::string& name, const std::string& content) {
    namespace fs = std::filesystem;
    std::error_code problem;
    const auto path = absolute(name);
    if (fs::exists(path, problem) && !fs::is_regular_file(path, problem))
        return write_file(name, content);
    const auto fresh = fmt::format("{}.new.{}", path, getpid());
    auto written = write_file(fresh, content);
    if (written) {
        fs::rename(fresh, path, problem);
        if (problem)
            written = core::fail(core::ErrorKind::environment,
                                 "Cannot write " + name + ": " + problem.message());
    }
    if (!written) fs::remove(fresh, problem);
    return written;
}

/// What is read: the page has sizes whatever is shown.
summary::Parts parts_to_read(const cli::ShowOptions& options) {
    auto parts = parts_of(options);
    parts.sizes = parts.sizes || options.html;
    return parts;
}

core::Expected<int> run(const cli::SummaryOptions& options, Screens& screens) {
    const auto environment = own_environment();
    adapters::process::CommandRunner commands({"/proc/self/exe", -1});
    const adapters::git::Program git(commands, environment);
    Chosen chosen;
    chosen.source = absolute(options.git_dir.value_or("."));
    BM_TRY_ASSIGN(const auto source, open_source(git, chosen.source));
    BM_TRY(choose(options, git, environment, available_processors(), *source, chosen));
    for (const auto& notice : chosen.notices) screens.err.write("bm: " + notice + "\n");
    if (options.work_in_output &&
        (chosen.selected.boards.size() != 1 || chosen.series.commits.size() != 1))
        return core::fail(core::ErrorKind::usage,
                          "-w: that directory holds one build; name its board, and with -c 1 its "
                          "commit");
    auto tree = read_tree(chosen, options, options.work_in_output);
    adapters::fs::ResultFiles files(chosen.output_base);
    tree.flakes = find_flakes(tree.model, chosen, files, git, environment);
    for (std::size_t i = 0; i < tree.problems.size() && i < most_problems; ++i)
        screens.err.write("bm: " + tree.problems[i] + "\n");
    if (tree.problems.size() > most_problems)
        screens.err.write(fmt::format("bm: {} more files cannot be read whole\n",
                                      tree.problems.size() - most_problems));
    if (!has_builds(tree.model))
        return core::fail(core::ErrorKind::not_found,
                          "There are no results of these boards in " + chosen.output_base +
                              ": build them with 'bm boss', or name with -o where they are");
    BM_TRY(write_files(tree, options));
    if (options.json)
        screens.out.write(
            summary_json(tree.model, parts_of(options), {tree.problems, tree.flakes}) + "\n");
    else
        show_text(summary_text(tree.model, options, colours_for(options, screens.out)) +
                      summary::flakes_text(tree.model, tree.flakes),
                  options, screens.out);
    return 0;
}

}  // namespace

result::Colours colours_for(const cli::ShowOptions& options, const ports::Screen& screen) {
    if (options.color == "always") return result::Colours::on;
    if (options.color == "never") return result::Colours::off;
    const auto environment = own_environment();
    return result::look_of(screen.is_terminal(), value_of(environment, "TERM"),
                           value_of(environment, "NO_COLOR"))
        .colours;
}

summary::Parts parts_of(const cli::ShowOptions& options) {
    summary::Parts parts;
    parts.sizes = options.show_sizes || options.show_detail || options.show_bloat;
    parts.functions = options.show_bloat;
    parts.configuration = options.show_config;
    parts.environment = options.show_environment;
    parts.keep_y = options.preserve_config_y;
    return parts;
}

summary::Show show_of(const cli::ShowOptions& options) {
    summary::Show show;
    show.errors = options.show_errors;
    show.error_boards = options.list_error_boards;
    show.sizes = parts_of(options).sizes;
    show.detail = options.show_detail || options.show_bloat;
    show.functions = options.show_bloat;
    show.configuration = options.show_config;
    show.environment = options.show_environment;
    show.unknown = options.show_unknown;
    show.not_built = options.show_not_built;
    return show;
}

core::Expected<void> write_files(const ReadTree& tree, const cli::ShowOptions& options) {
    if (options.junit) BM_TRY(replace_file(*options.junit, summary::junit_of(tree.model)));
    if (options.html) {
        const auto json =
            summary_json(tree.model, parts_to_read(options), {tree.problems, tree.flakes});
        BM_TRY(replace_file(*options.html, summary_page(json)));
    }
    return {};
}

ReadTree read_tree(const Chosen& chosen, const cli::ShowOptions& show, bool in_base) {
    const auto parts = parts_to_read(show);
    adapters::fs::ResultFiles files(chosen.output_base);
    summary::FactReader reader(parts, {show.filter_dtb_warnings, show.filter_migration_warnings});
    ReadTree tree{empty_model(chosen), {}};
    for (std::size_t c = 0; c < chosen.folders.size(); ++c) {
        const auto places = places_at(chosen, c, tree.model.boards(), in_base);
        const auto found = read_all(files, places, parts);
        for (std::size_t b = 0; b < places.size(); ++b) {
            if (!places[b]) {
                tree.model.set_absent(b, c);
                continue;
            }
            auto facts = reader.read(found[b]);
            for (const auto& problem : facts.problems)
                tree.problems.push_back(
                    fmt::format("{}/{}/{}", places[b]->commit, places[b]->board, problem));
            tree.model.put(b, c, std::move(facts));
        }
    }
    return tree;
}

std::string summary_text(const summary::Model& model, const cli::ShowOptions& options,
                         result::Colours colours) {
    const auto parts = parts_of(options);
    const auto show = show_of(options);
    const auto count = model.commits().size();
    const bool current = model.commits().front().label.empty();
    std::string text =
        fmt::format("Summary of {} for {} boards\n",
                    current ? std::string("current source")
                            : fmt::format("{} commit{}", count, count == 1 ? "" : "s"),
                    model.boards().size());
    bool reports = false;
    for (std::size_t c = 0; c < count; ++c) {
        const auto commit = text_of(model.commits(), c, view_of(model, c, parts), show, colours);
        text += commit.text;
        reports = reports || commit.reports;
    }
    std::size_t unknown = 0;
    for (std::size_t c = 0; c < count; ++c) unknown += model.count(c, BuildState::unknown);
    if (unknown > 0)
        text += coloured(colours, Colour::magenta,
                         fmt::format("{} of {} builds are not known (-u names the boards)", unknown,
                                     count * model.boards().size())) +
                "\n";
    else if (!reports)
        text += coloured(colours, Colour::green, "(no errors to report)") + "\n";
    return text;
}

int run_summary(const cli::SummaryOptions& options) {
    Screens screens;
    return end_command(run(options, screens), screens.out, screens.err);
}

}  // namespace bm::app
