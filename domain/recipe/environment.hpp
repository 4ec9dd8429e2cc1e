// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bm::recipe {

using Variables = std::map<std::string, std::string>;

/// The part of the caller's environment that make gets: what programs need to run, ccache's
/// settings and the firmware inputs of U-Boot. All else could change a build unseen.
Variables allowed(const Variables& caller);

/// Names of the variables that name files of this machine, firmware for instance: make gets them
/// here, and could not elsewhere.
std::vector<std::string> inputs_of_this_machine(const Variables& caller);

/// Names of variables that would have changed a build and that make does not get.
std::vector<std::string> dropped(const Variables& caller);

/// What bm itself sets for one build: LANG and LC_ALL, since quotes in messages follow them,
/// SOURCE_DATE_EPOCH, what the toolchain needs, and `further`, which the user asked for and which
/// wins. When O= is a folder of the source's directory also KCPPFLAGS that keep the place of the
/// build out of its debug information.
Variables set_by_bm(const Variables& for_toolchain, std::int64_t source_date,
                    const Variables& further, bool below_source);

/// `out-env`: NAME="value", a line each, with what is put before PATH and not the rest of it.
std::string environment_file(const Variables& set, const std::string& path);

}  // namespace bm::recipe
