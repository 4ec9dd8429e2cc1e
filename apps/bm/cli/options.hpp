// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::app::cli {

/// Which builds, and where their results are.
struct CampaignOptions {
    std::vector<std::string> terms;
    std::vector<std::string> exclude;
    std::vector<std::string> boards;
    std::optional<std::string> branch;
    std::optional<std::int64_t> count;
    std::optional<std::string> git_dir;
    std::optional<std::string> output_dir;
    std::optional<std::string> board_list;
    std::optional<std::string> affected_by;
    std::int64_t step = 1;
    bool extend = false;  ///< -X
    bool no_subdirs = false;
    bool work_in_output = false;
    friend bool operator==(const CampaignOptions&, const CampaignOptions&) = default;
};

/// What a summary is to show.
struct ShowOptions {
    bool show_errors = false;
    bool list_error_boards = false;
    bool show_sizes = false;
    bool show_detail = false;
    bool show_bloat = false;
    bool show_config = false;
    bool preserve_config_y = false;
    bool show_environment = false;
    bool lines = false;
    bool lines_code = false;
    bool show_unknown = false;
    bool show_not_built = false;
    bool filter_dtb_warnings = false;
    bool filter_migration_warnings = false;
    bool no_pager = false;
    std::string color = "auto";  ///< auto, always, never
    std::optional<std::string> html;
    std::optional<std::string> junit;
    bool wants_lines() const { return lines || lines_code; }
    friend bool operator==(const ShowOptions&, const ShowOptions&) = default;
};

/// `bm summary`.
struct SummaryOptions : CampaignOptions, ShowOptions {
    bool json = false;
    friend bool operator==(const SummaryOptions&, const SummaryOptions&) = default;
};

/// `bm boss` as the user wrote it. Letters and long names are those of buildman (P section 9).
struct BossOptions : CampaignOptions, ShowOptions {
    std::optional<std::string> settings_file;
    std::optional<std::string> write_list_to;  ///< -R
    std::optional<std::int64_t> threads;
    std::optional<std::int64_t> jobs;
    std::optional<std::int64_t> time_limit_s;
    std::optional<std::int64_t> process_limit;
    std::optional<std::int64_t> silence_s;
    std::string target;
    std::string compiler;                ///< -O
    std::vector<std::string> adjust;     ///< -a
    std::vector<std::string> fragments;  ///< comma lists
    std::vector<std::string> include;
    std::vector<std::string> environment;  ///< names
    std::vector<std::string> machines;     ///< --use-machines, comma lists
    std::string ssh_command;               ///< in place of ssh
    bool distribute = false;
    bool no_local = false;
    bool kill_workers = false;
    bool maintainer_check = false;
    bool full_check = false;
    bool wait = false;  ///< for machines that are busy
    bool show_machines = false;
    bool machines_fetch_arch = false;
    bool dry_run = false;
    bool force_build = false;
    bool force_build_failures = false;
    bool force_reconfig = false;
    bool mrproper = false;
    bool fallback_mrproper = false;
    bool no_kconfig_check = false;
    bool quick = false;
    bool reproducible = false;
    bool verbose_build = false;
    bool config_only = false;
    bool dtc_skip = false;
    bool no_carry = false;
    std::optional<std::int64_t> verify_carried = {};  ///< percent
    bool full_path = false;
    bool in_tree = false;
    bool ide = false;
    bool keep_outputs = false;
    bool warnings_as_errors = false;
    bool ignore_warnings = false;
    bool allow_missing = false;
    bool no_allow_missing = false;
    bool per_board_out_dir = false;
    bool no_lto = false;
    bool lines_debug = false;
    bool verbose = false;
    bool summary = false;        ///< -s: build nothing
    bool build_summary = false;  ///< -z
    bool debug = false;
    bool json = false;
    bool json_progress = false;
    bool print_prefix = false;
    bool print_arch = false;
    bool list_toolchains = false;
    std::vector<std::string> fetch_arch = {};  ///< comma lists

    friend bool operator==(const BossOptions&, const BossOptions&) = default;
};

/// `bm boards`, and what of `bm boss` is the same.
struct BoardsOptions {
    std::vector<std::string> terms;
    std::vector<std::string> exclude;
    std::vector<std::string> boards;
    std::optional<std::string> branch;
    std::optional<std::string> git_dir;
    std::optional<std::string> board_list;
    std::optional<std::string> affected_by;
    std::optional<std::string> write_to;  ///< -R
    bool extend = false;                  ///< -X
    bool maintainer_check = false;
    bool full_check = false;
    bool verbose = false;
    bool json = false;
    friend bool operator==(const BoardsOptions&, const BoardsOptions&) = default;
};

/// `bm init`.
struct InitOptions {
    std::optional<std::string> settings_file;
    std::optional<std::string> git_dir;
    bool dry_run = false;
    bool json = false;
    friend bool operator==(const InitOptions&, const InitOptions&) = default;
};

struct WorkerOptions {
    std::optional<std::string> work_dir;
    bool debug = false;
    bool end_holder = false;    ///< end the worker that is at work there, instead of being one
    std::string campaign = {};  ///< whose worker it is, or whose is ended; empty: anybody's
    friend bool operator==(const WorkerOptions&, const WorkerOptions&) = default;
};

/// `bm machines`.
struct MachinesOptions {
    std::vector<std::string> names;  ///< comma lists
    std::optional<std::string> settings_file;
    std::optional<std::string> git_dir;
    std::optional<std::int64_t> time_limit_s;  ///< for each machine
    std::string ssh_command;
    bool json = false;
    bool verbose = false;
    bool fetch_arch = false;
    friend bool operator==(const MachinesOptions&, const MachinesOptions&) = default;
};

/// `bm config`.
struct ConfigOptions {
    std::optional<std::string> settings_file;
    std::optional<std::string> git_dir;
    bool json = false;
    friend bool operator==(const ConfigOptions&, const ConfigOptions&) = default;
};

/// `bm toolchains`.
struct ToolchainsOptions {
    std::vector<std::string> arches;
    std::optional<std::string> settings_file;
    std::vector<std::string> fetch = {};  ///< arches, comma lists; all, list
    std::optional<std::string> url = {};  ///< to fetch from
    bool verbose = false;
    bool json = false;
    friend bool operator==(const ToolchainsOptions&, const ToolchainsOptions&) = default;
};

/// N is {N, N}; A-B is {A, B}: to be drawn from.
struct Span {
    std::int64_t least = 1;
    std::int64_t most = 1;
    friend bool operator==(const Span&, const Span&) = default;
};

/// `bm sim`.
struct SimOptions {
    Span workers{4, 4};
    Span slots{4, 4};
    Span boards{20, 20};
    Span commits{16, 16};
    std::optional<std::int64_t> seed;
    std::optional<std::int64_t> runs;
    std::string faults = "none";   ///< a profile's name, or a file
    std::string scheduler = "bm";  ///< or "first-come"
    std::optional<std::string> trace;
    bool json = false;
    friend bool operator==(const SimOptions&, const SimOptions&) = default;
};

/// Text to print and the status to end with: help, version, a mistake in the arguments.
struct Answer {
    std::string text;
    int status = 0;
    friend bool operator==(const Answer&, const Answer&) = default;
};

using Command =
    std::variant<BossOptions, WorkerOptions, Answer, BoardsOptions, MachinesOptions, ConfigOptions,
                 ToolchainsOptions, InitOptions, SimOptions, SummaryOptions>;

/// Reads everything after the program's name. Total: whatever the words, one of them comes
/// back; a mistake is an Answer with status 1 whose text names the word and points to the help.
/// Help has lines of at most `width` columns.
Command parse_command_line(const std::vector<std::string>& arguments, std::size_t width = 80);

}  // namespace bm::app::cli
