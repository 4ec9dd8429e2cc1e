// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boss_options.hpp"

#include <algorithm>
#include <filesystem>

#include "domain/core/lists.hpp"
#include "domain/recipe/adjustment.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

bool mentions(const std::vector<recipe::Adjustment>& adjustments, std::string_view name) {
    return std::ranges::any_of(adjustments,
                               [&](const auto& adjustment) { return adjustment.name == name; });
}

/// -r: a version string must not tell the state of somebody's tree, unless the user says which.
core::Expected<void> read_adjustments(const cli::BossOptions& options, Setup& setup) {
    BM_TRY_ASSIGN(const auto adjustments, recipe::parse_adjustments(options.adjust));
    setup.adjust = options.adjust;
    if (options.lines_debug && !mentions(adjustments, "CC_OPTIMIZE_FOR_DEBUG"))
        setup.adjust.emplace_back("CC_OPTIMIZE_FOR_DEBUG");
    if (!options.reproducible) return {};
    if (mentions(adjustments, "LOCALVERSION") || mentions(adjustments, "LOCALVERSION_AUTO"))
        setup.notices.emplace_back("Not dropping LOCALVERSION_AUTO for reproducible build");
    else
        setup.adjust.emplace_back("~LOCALVERSION_AUTO");
    return {};
}

core::Expected<void> read_environment(const cli::BossOptions& options,
                                      const std::map<std::string, std::string>& environment,
                                      Setup& setup) {
    for (const auto& name : options.environment) {
        const auto found = environment.find(name);
        if (found == environment.end())
            return core::fail(ErrorKind::usage,
                              "--env " + name + ": it is not set here; set it, or leave --env out");
        setup.environment.insert(*found);
    }
    return {};
}

core::Expected<void> read_includes(const cli::BossOptions& options, Setup& setup) {
    if (!options.include.empty() && !setup.current)
        return core::fail(ErrorKind::usage,
                          "--include adds a file to a build of the current source: commits are "
                          "built as they are, without it (leave out -b and -c)");
    for (const auto& name : options.include) {
        std::error_code problem;
        // The file itself may be a link; the folder that it lies in is what must be in the tree.
        const auto path = fs::absolute(name, problem).lexically_normal();
        const auto folder = fs::canonical(path.parent_path(), problem);
        const auto below = (folder / path.filename()).lexically_relative(setup.source).string();
        if (problem || !fs::exists(fs::symlink_status(path, problem)))
            return core::fail(ErrorKind::usage, "--include " + name + ": there is no such file");
        if (below.empty() || below == "." || below == ".." || below.starts_with("../"))
            return core::fail(ErrorKind::usage,
                              "--include " + name + ": it is not in the source " + setup.source);
        setup.includes.push_back(below);
    }
    return {};
}

}  // namespace

core::Expected<void> read_letters(const cli::BossOptions& options,
                                  const std::map<std::string, std::string>& environment,
                                  Setup& setup) {
    if (options.verify_carried.value_or(0) > 0 && (options.no_carry || options.keep_outputs))
        return core::fail(
            core::ErrorKind::usage,
            "--verify-carried has nothing to verify with --no-carry or -k, which build "
            "every commit");
    BM_TRY(read_adjustments(options, setup));
    BM_TRY(read_environment(options, environment, setup));
    return read_includes(options, setup);
}

protocol::Settings build_settings(const cli::BossOptions& options, const Setup& setup,
                                  const std::string& spool) {
    protocol::Settings settings;
    settings.verbose_build = options.verbose_build;
    settings.allow_missing = setup.allow_missing;
    settings.no_lto = options.no_lto;
    settings.reproducible_builds = options.reproducible;
    settings.warnings_as_errors = options.warnings_as_errors;
    settings.mrproper = options.mrproper;
    settings.fallback_mrproper = options.fallback_mrproper;
    settings.config_only = options.config_only;
    settings.force_build = options.force_build;
    settings.kconfig_check = !options.no_kconfig_check;
    settings.force_reconfig = options.force_reconfig;
    settings.lines = counts_lines(options);
    settings.carry = !options.no_carry;
    settings.verify_carried = options.verify_carried.value_or(0);
    settings.keep_outputs = options.keep_outputs;
    settings.per_board_out_dir = options.per_board_out_dir;
    settings.work_in_output = options.work_in_output;
    if (options.work_in_output) settings.output_dir = setup.output_base;
    settings.in_tree = options.in_tree;
    settings.quick = options.quick;
    settings.full_path = options.full_path;
    settings.dtc_skip = options.dtc_skip;
    settings.target = options.target;
    settings.compiler = options.compiler;
    settings.wrapper = setup.wrapper;
    settings.adjust_config = setup.adjust;
    settings.fragments = core::split_at_commas(options.fragments);
    settings.environment = setup.environment;
    settings.spool_dir = spool;
    settings.jobs = options.jobs.value_or(0);
    settings.threads = setup.slots;
    settings.time_limit_s = options.time_limit_s.value_or(0);
    settings.silence_s = options.silence_s.value_or(0);
    settings.abbrev = setup.abbrev;
    return settings;
}

bool counts_lines(const cli::BossOptions& options) {
    return options.wants_lines() || options.lines_debug;
}

bool stands(const cli::BossOptions& options, const ports::StoredBuild& build,
            const plan::Earlier& earlier) {
    if (options.force_build) return false;
    if (counts_lines(options) && build.return_code == 0 && !build.has_lines) return false;
    return !options.force_build_failures || (earlier.return_code == 0 && !earlier.warned);
}

}  // namespace bm::app
