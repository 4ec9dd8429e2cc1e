// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_forms.hpp"

#include <fmt/format.h>

#include <optional>

#include "adapters/fs/whole_file.hpp"
#include "adapters/terminal/pager.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/summary_json.hpp"
#include "apps/bm/summary_page.hpp"
#include "apps/bm/summary_parts.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/result/colour.hpp"
#include "domain/summary/junit.hpp"
#include "domain/summary/text.hpp"

namespace bm::app {
namespace {

using result::BuildState;
using result::Colour;

constexpr std::size_t most_problems = 20;

/// What --color says; else colours on a terminal that has them, unless NO_COLOR is set.
result::Colours colours_for(const cli::ShowOptions& options, const ports::Screen& screen) {
    if (options.color == "always") return result::Colours::on;
    if (options.color == "never") return result::Colours::off;
    const auto environment = own_environment();
    return result::look_of(screen.is_terminal(), value_of(environment, "TERM"),
                           value_of(environment, "NO_COLOR"))
        .colours;
}

std::string summary_text(const ReadTree& tree, const cli::ShowOptions& options,
                         result::Colours colours) {
    const auto& model = tree.model;
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
        const auto view = view_of(model, c, parts, tree.sources);
        const auto commit = text_of(model.commits(), c, view, show, colours);
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

}  // namespace

void show_summary(const ReadTree& tree, const cli::ShowOptions& options, Paged paged,
                  adapters::terminal::Screen& out) {
    const auto text = summary_text(tree, options, colours_for(options, out)) +
                      summary::flakes_text(tree.model, tree.flakes);
    auto pager = paged == Paged::on_terminal && out.is_terminal() && !options.no_pager
                     ? adapters::terminal::Pager::start(own_environment())
                     : std::nullopt;
    if (!pager) return out.write(text);
    pager->screen().write(text);
    if (!pager->finish()) out.write(text);
}

void tell_problems(const ReadTree& tree, ports::Screen& err) {
    for (const auto& notice : tree.notices) err.write("bm: " + notice + "\n");
    const auto& problems = tree.problems;
    for (std::size_t i = 0; i < problems.size() && i < most_problems; ++i)
        err.write("bm: " + problems[i] + "\n");
    if (problems.size() > most_problems)
        err.write(fmt::format("bm: {} more files cannot be read whole\n",
                              problems.size() - most_problems));
}

core::Expected<void> write_files(const ReadTree& tree, const cli::ShowOptions& options) {
    if (options.junit)
        BM_TRY(adapters::fs::write_whole(*options.junit, summary::junit_of(tree.model)));
    if (options.html) {
        const auto json = summary_json(tree.model, parts_to_read(options),
                                       {tree.problems, tree.flakes, tree.sources});
        BM_TRY(adapters::fs::write_whole(*options.html, summary_page(json)));
    }
    return {};
}

}  // namespace bm::app
