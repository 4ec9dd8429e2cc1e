// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "domain/machine/pool.hpp"
#include "domain/result/colour.hpp"

namespace bm::app::engine {

/// The pool as a table (P section 4), below it what to do about each machine that is not used, and
/// where versions differ. With `details` also what each machine has.
std::string pool_text(const machine::Pool& pool, result::Colours colours, bool details);

}  // namespace bm::app::engine
