// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/cli/options.hpp"
#include "domain/summary/facts.hpp"
#include "domain/summary/text.hpp"

namespace bm::app {

/// What is shown, as text and as JSON.
summary::Parts parts_of(const cli::ShowOptions& options);

/// What is read, and stands in the page: it has sizes whatever is shown.
summary::Parts parts_to_read(const cli::ShowOptions& options);

summary::Show show_of(const cli::ShowOptions& options);

}  // namespace bm::app
