// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bm::machine {

/// The text as one word of a shell, none of it with a meaning: for sh and fish any bytes but NUL,
/// for csh any without a newline.
std::string quote(std::string_view word);

/// A command for whatever shell a user has on a machine: `sh` runs the script in its place.
std::string run_by_sh(std::string_view script);

}  // namespace bm::machine
