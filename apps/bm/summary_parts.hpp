// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "apps/bm/cli/options.hpp"
#include "domain/summary/facts.hpp"
#include "domain/summary/text.hpp"

namespace bm::app {

/// What is shown, as text and as JSON.
summary::Parts parts_of(const cli::ShowOptions& options);

/// What is read, and stands in the page: it has sizes whatever is shown.
summary::Parts parts_to_read(const cli::ShowOptions& options);

/// For the user: options that have no effect without another one that is not there.
std::vector<std::string> idle_options(const cli::ShowOptions& options);

summary::Show show_of(const cli::ShowOptions& options);

}  // namespace bm::app
