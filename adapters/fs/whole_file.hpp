// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/core/expected.hpp"

namespace bm::adapters::fs {

/// Makes the file, or takes the place of one: nobody sees half of it, since it gets its name when
/// it is whole. What a link leads to is replaced, not the link; what is no plain file, a pipe say,
/// is written as it is. An error names the file as `name` does, and leaves nothing behind.
core::Expected<void> write_whole(const std::string& name, std::string_view content);

}  // namespace bm::adapters::fs
