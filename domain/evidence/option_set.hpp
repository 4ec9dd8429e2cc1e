// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace bm::evidence {

/// Names of configuration options, without CONFIG_.
using OptionNames = std::set<std::string, std::less<>>;

/// Adds each option that a text of a configuration sets: every CONFIG_ word of .config, auto.conf,
/// autoconf.mk or u-boot.cfg but those that are said not to be set.
void add_options_set(OptionNames& names, std::string_view text);

/// Those that a Kconfig text defines, as U-Boot's scripts/check-config.sh reads them: what follows
/// `config` or `menuconfig` at the beginning of a line.
OptionNames options_defined(std::string_view kconfig);

/// Whether the text is that of a scripts/check-config.sh of which is known that it reads nothing
/// else of Kconfig files, and that the order and number of the names do not matter to it.
bool is_known_reader_of_names(std::string_view script);

}  // namespace bm::evidence
