// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace bm::machine {

/// What each script begins with. m says an answer, f one that ends the script. The empty line ends
/// what a login shell began.
inline constexpr std::string_view script_begin =
    R"sh(umask 077; unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY CDPATH; )sh"
    R"sh(m() { printf '::bm:: %s\n' "$*"; }; f() { m failed "$*"; exit 1; }; printf '\n'; )sh";

}  // namespace bm::machine
