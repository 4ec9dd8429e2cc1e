// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace bm::adapters::fs {

/// Writes all; false with errno.
bool write_all(int file, std::string_view bytes);

/// Copies from the start of one file to the end of another; false with errno.
bool copy_all(int from, int to);

/// True when both open files hold the same bytes.
bool same_bytes(int a, int b);

/// Asks the disk to begin with a file, so that many of them are written together.
void begin_sync(int file);

/// The file, or the folder with its names, outlasts a power cut. False with errno: it cannot be
/// written; a file system that knows no such promise is none.
bool sync_file(int file);

}  // namespace bm::adapters::fs
