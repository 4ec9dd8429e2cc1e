// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/summary/flake.hpp"
#include "domain/summary/model.hpp"
#include "domain/summary/sources.hpp"

namespace bm::app {

/// The form of summary_json; a change that a reader can notice makes it another.
inline constexpr int summary_json_version = 2;

/// What is known beside the builds themselves.
struct Besides {
    const std::vector<std::string>& problems;  ///< files that could not be read whole
    const summary::Flakes& flakes;
    const summary::Sources& sources;
};

/// All of the summary as one JSON document without newline (doc/summary.md): stable order, valid
/// UTF-8 whatever the results say. The page is made of it.
std::string summary_json(const summary::Model& model, const summary::Parts& parts,
                         const Besides& besides);

}  // namespace bm::app
