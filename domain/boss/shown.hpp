// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "domain/core/shown.hpp"

namespace bm::boss {

using core::first_line;
using core::shown;

}  // namespace bm::boss
