// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/evidence/inputs.hpp"

namespace bm::evidence {

/// The .config that conf makes where `config` is the one that it made when its lines that set
/// options were `before`, and now they are `after`. nullopt where more than options that are not
/// set has come or gone, where the file has other lines than `before`, or where it cannot be told
/// on which side of a heading a new line stands. An option that is not set is a line of .config and
/// of nothing else that a build reads.
std::optional<std::string> amended(std::string_view config, std::string_view before,
                                   std::string_view after);

/// Whether a line that only one of them has has one of the texts.
bool any_moved_line_has(const Inputs::Names& texts, std::string_view before,
                        std::string_view after);

}  // namespace bm::evidence
