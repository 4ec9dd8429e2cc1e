// SPDX-License-Identifier: GPL-2.0-or-later
// The wire names of the settings, for both directions of the codec.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/protocol/message.hpp"

namespace bm::protocol {

struct FlagField {
    std::string_view name;
    bool Settings::*member;
    bool extension;  ///< bm dialect only
};
struct NumberField {
    std::string_view name;
    std::int64_t Settings::*member;
};
struct TextField {
    std::string_view name;
    std::string Settings::*member;
};

struct ListField {
    std::string_view name;
    std::vector<std::string> Settings::*member;
};

inline constexpr FlagField flag_fields[] = {
    {"verbose_build", &Settings::verbose_build, false},
    {"allow_missing", &Settings::allow_missing, false},
    {"no_lto", &Settings::no_lto, false},
    {"reproducible_builds", &Settings::reproducible_builds, false},
    {"warnings_as_errors", &Settings::warnings_as_errors, false},
    {"mrproper", &Settings::mrproper, false},
    {"fallback_mrproper", &Settings::fallback_mrproper, false},
    {"config_only", &Settings::config_only, false},
    {"force_build", &Settings::force_build, false},
    {"kconfig_check", &Settings::kconfig_check, false},
    {"force_reconfig", &Settings::force_reconfig, false},
    {"lines", &Settings::lines, false},
    {"carry", &Settings::carry, true},
    {"keep_outputs", &Settings::keep_outputs, true},
    {"per_board_out_dir", &Settings::per_board_out_dir, true},
    {"work_in_output", &Settings::work_in_output, true},
    {"in_tree", &Settings::in_tree, true},
    {"quick", &Settings::quick, true},
    {"full_path", &Settings::full_path, true},
    {"dtc_skip", &Settings::dtc_skip, true},
};

inline constexpr NumberField number_fields[] = {
    {"jobs", &Settings::jobs},
    {"threads", &Settings::threads},
    {"time_limit", &Settings::time_limit_s},
    {"silence", &Settings::silence_s},
    {"verify_carried", &Settings::verify_carried},
    {"abbrev", &Settings::abbrev},
};

inline constexpr TextField text_fields[] = {
    {"output_dir", &Settings::output_dir}, {"spool_dir", &Settings::spool_dir},
    {"target", &Settings::target},         {"compiler", &Settings::compiler},
    {"wrapper", &Settings::wrapper},
};

inline constexpr ListField list_fields[] = {
    {"adjust_config", &Settings::adjust_config},
    {"fragments", &Settings::fragments},
};

}  // namespace bm::protocol
