// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bm::recipe {

/// True when a change of this file of the source can change what configuring gives: Kconfig files,
/// all of configs/ (a defconfig may include another), fragments, and what Kconfig itself is made of
/// or asks (Makefiles above the boards set its environment, Kbuild.include its compiler checks).
/// Meant to say yes too often.
bool changes_configuration(std::string_view path);
bool change_configuration(const std::vector<std::string>& paths);

}  // namespace bm::recipe
