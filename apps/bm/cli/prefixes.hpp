// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::app::cli {

/// Replaces each unambiguous prefix of a long option by its whole name (`--bo=x` -> `--boards=x`),
/// as buildman and git do. A prefix of several names is an error that lists them; what is no prefix
/// of any is left for the parser to refuse. Stops at `--`.
/// Names have no dashes. A prefix that fits one of `names` alone means that one, whatever of
/// `younger` it fits as well: scripts that were written before those keep their meaning.
core::Expected<std::vector<std::string>> expand_prefixes(std::vector<std::string> arguments,
                                                         const std::vector<std::string>& names,
                                                         const std::vector<std::string>& younger);

}  // namespace bm::app::cli
