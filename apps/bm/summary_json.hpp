// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/summary/model.hpp"

namespace bm::app {

/// The form of summary_json; a change that a reader can notice makes it another.
inline constexpr int summary_json_version = 1;

/// All of the summary as one JSON document without newline (doc/summary.md): stable order, valid
/// UTF-8 whatever the results say. The page is made of it.
std::string summary_json(const summary::Model& model, const summary::Parts& parts,
                         const std::vector<std::string>& problems);

}  // namespace bm::app
