// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/core/machine_limits.hpp"
#include "domain/settings/settings.hpp"

namespace bm::settings {

/// A machine that can build, as the settings file names it.
struct Machine {
    std::string name;             ///< can be a file's name
    std::string host;             ///< [user@]host; neither an option nor more than one word
    std::int64_t max_boards = 0;  ///< boards at a time; 0: as many as it offers
    std::string work_dir;         ///< empty: the default there
    std::string bm_path;          ///< of a bm that is there already; empty: one is sent
    std::vector<std::string> worker_command;  ///< starts a worker in place of ssh; empty: ssh does
    std::string push_url;                     ///< where commits go then; empty: what `setup` says
    core::MachineLimits limits = {};          ///< its own, else those of [global]
    friend bool operator==(const Machine&, const Machine&) = default;
};

struct Machines {
    std::vector<Machine> machines;      ///< in the order of [machines]
    std::vector<std::string> warnings;  ///< [machine:NAME] of a machine that is not listed
    friend bool operator==(const Machines&, const Machines&) = default;
};

/// Keys of `[machine:NAME]` beside limit_keys.
inline constexpr std::array machine_keys = {"max_boards", "work_dir", "bm_path", "worker_command",
                                            "push_url"};
inline constexpr std::string_view machine_section = "machine:";  ///< before the name

/// Reads `[machines]` (`NAME`, or `NAME = [user@]host`) and each `[machine:NAME]`. What is wrong is
/// an error that names file and line. Names are compared without regard to case.
core::Expected<Machines> read_machines(const Settings& settings);

/// Those that --use-machines names, in the order of `all`; no names: all of them. A name that none
/// has is an error that tells the nearest ones.
core::Expected<std::vector<Machine>> choose_machines(const std::vector<Machine>& all,
                                                     const std::vector<std::string>& names);

/// A command line as a shell would split it, with quotes and backslashes and nothing else: no
/// variable, pattern or operator means anything. An open quote is an error.
core::Expected<std::vector<std::string>> split_command(std::string_view text);

}  // namespace bm::settings
