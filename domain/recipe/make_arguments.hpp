// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/protocol/message.hpp"
#include "domain/recipe/step.hpp"

namespace bm::recipe {

/// What the arguments of a make depend on.
struct MakeOptions {
    std::string output;  ///< value of O=, as seen from make's working directory; empty: no O=
    std::int64_t jobs = 1;
    std::string board;
    std::vector<std::string> make_flags;
    std::vector<std::string> defconfig = {};  ///< goals of configure; empty: `<board>_defconfig`
    std::string host_cc = {};                 ///< HOSTCC; empty: not said
    std::string cc = {};                      ///< CC, likewise
    std::string llvm = {};                    ///< LLVM, likewise
};

/// The file below O= that the adjusted configuration (-a) is made from.
inline constexpr std::string_view adjusted_config = ".bm-adjusted.config";

/// In the order of P 2.3. A build also carries -k, so that a failing one is complete, and
/// --output-sync=target, so that what one target says stands together; a configure carries neither:
/// its questions must be seen as they come.
std::vector<std::string> make_arguments(RunMake::Purpose purpose, const MakeOptions& options,
                                        const protocol::Settings& settings);

/// One line of `out-cmd`: the command less what only says how it was scheduled.
std::string command_line(const std::vector<std::string>& arguments);

}  // namespace bm::recipe
