// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bm::diagnostic {

/// The line without the names of files in /tmp, which are others in each try: gcc's are ccXXXXXX,
/// mktemp's tmp.XXXXXX or tmpXXXXXX.
std::string without_temporary_names(std::string_view line);

}  // namespace bm::diagnostic
