// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/manual.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {
namespace {

OptionEntry entry_of(const CLI::Option& option) {
    OptionEntry entry;
    entry.positional = option.get_positional();
    if (!option.get_snames().empty()) entry.letter = option.get_snames().front();
    if (entry.positional)
        entry.name = option.get_name();
    else if (!option.get_lnames().empty())
        entry.name = option.get_lnames().front();
    if (!entry.positional && option.get_items_expected_max() > 0)
        entry.argument = option.get_type_name();
    entry.text = option.get_description();
    for (const auto* other : option.get_excludes())
        entry.excludes.push_back(other->get_lnames().front());
    std::ranges::sort(entry.excludes);
    return entry;
}

/// In the order in which they were described, without those that are for bm itself.
std::vector<OptionGroup> groups_of(const CLI::App& app) {
    std::vector<OptionGroup> groups;
    for (const auto* option : app.get_options()) {
        const auto title = option->get_group();
        if (title.empty()) continue;
        auto group = std::ranges::find(groups, title, &OptionGroup::title);
        if (group == groups.end()) group = groups.insert(groups.end(), {title, {}});
        group->options.push_back(entry_of(*option));
    }
    return groups;
}

template <class Options>
Manual manual_of(const char* command, const char* synopsis, void (*describe)(CLI::App&, Options&),
                 std::vector<Section> before, std::vector<Section> after) {
    Options options;
    CLI::App app;
    describe(app, options);
    return {command,           app.get_description(), synopsis,
            std::move(before), groups_of(app),        std::move(after)};
}

}  // namespace

std::string OptionEntry::whole_text() const {
    auto whole = text;
    for (std::size_t i = 0; i < excludes.size(); ++i)
        whole += (i == 0 ? "; not with --" : ", --") + excludes[i];
    return whole;
}

std::string in_capitals(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

std::string Manual::page() const {
    auto name = command;
    std::ranges::replace(name, ' ', '-');
    return name;
}

Manual manual_of_boss() {
    return manual_of<BossOptions>("bm boss", "[OPTION...] [TERM...]", describe_boss, boss_before(),
                                  boss_after());
}

Manual manual_of_init() {
    return manual_of<InitOptions>("bm init", "[OPTION...]", describe_init, init_before(),
                                  init_after());
}

Manual manual_of_boards() {
    return manual_of<BoardsOptions>("bm boards", "[OPTION...] [TERM...]", describe_boards,
                                    boards_before(), boards_after());
}

Manual manual_of_worker() {
    return manual_of<WorkerOptions>("bm worker", "[OPTION...]", describe_worker, worker_before(),
                                    worker_after());
}

Manual manual_of_machines() {
    return manual_of<MachinesOptions>("bm machines", "[OPTION...] [NAME...]", describe_machines,
                                      machines_before(), machines_after());
}

Manual manual_of_config() {
    return manual_of<ConfigOptions>("bm config", "[OPTION...]", describe_config, config_before(),
                                    config_after());
}

Manual manual_of_toolchains() {
    return manual_of<ToolchainsOptions>("bm toolchains", "[OPTION...] [ARCH...]",
                                        describe_toolchains, toolchains_before(),
                                        toolchains_after());
}

Manual manual_of_summary() {
    return manual_of<SummaryOptions>("bm summary", "[OPTION...] [TERM...]", describe_summary,
                                     summary_before(), summary_after());
}

Manual manual_of_sim() {
    return manual_of<SimOptions>("bm sim", "[OPTION...]", describe_sim, sim_before(), sim_after());
}

Manual manual_of_bm() {
    return {"bm",
            "build boards at commits, and say what each commit did to each board",
            "COMMAND [ARGUMENT...]",
            bm_before(),
            {},
            bm_after()};
}

std::vector<Manual> manuals() {
    return {manual_of_bm(),         manual_of_boss(),     manual_of_summary(), manual_of_worker(),
            manual_of_boards(),     manual_of_machines(), manual_of_config(),  manual_of_init(),
            manual_of_toolchains(), manual_of_sim()};
}

}  // namespace bm::app::cli
