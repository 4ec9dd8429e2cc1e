// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bm::evidence {

/// What a version string made of a commit's name looks like, given what `git describe --long
/// --always` says of the commit: two of one form differ in digits alone, so that the images that
/// they are in are of one size. Trees write the tag alone where a commit has it, and else the
/// number of commits since, with five digits or more, and digits of the hash.
std::string version_form(std::string_view described);

}  // namespace bm::evidence
