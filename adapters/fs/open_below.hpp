// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "adapters/fs/file_descriptor.hpp"

namespace bm::adapters::fs {

/// Opens a file for reading, through links that stay below the directory `top`; `directory` is that
/// directory, open. -1 with errno, which is EXDEV where a link leads out, as each that begins with
/// '/' does. Never waits for who writes to a pipe.
FileDescriptor open_below(int directory, const std::string& top, const std::string& path);

/// The same where the kernel cannot be asked for that: what the names lead to is looked at first. A
/// link that begins with '/' and leads below is followed.
FileDescriptor open_below_by_name(const std::string& top, const std::string& path);

}  // namespace bm::adapters::fs
