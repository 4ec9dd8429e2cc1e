// SPDX-License-Identifier: GPL-2.0-or-later
// Directory trees that others write, walked without ever following a symbolic link.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "adapters/fs/file_descriptor.hpp"
#include "domain/core/expected.hpp"

namespace bm::adapters::fs {

/// True for a relative path that stays below where it starts: no empty, "." or ".." component.
bool stays_below(std::string_view path);

/// Opens the directory `folder` ("" is the root itself) below `root`; -1 with errno when it is not
/// there, is no directory, or a link lies on the way.
FileDescriptor open_folder(const std::string& root, std::string_view folder);

/// Removes all that lies in the directory. One that the owner may not write is made writable.
core::Expected<void> remove_contents(int directory, const std::string& shown_path);

/// Removes a file, link or directory tree; no error when it is not there.
core::Expected<void> remove_tree(const std::string& path);

/// Calls `see` with the path below `root` of every regular file.
core::Expected<void> each_file(const std::string& root,
                               const std::function<void(const std::string& path)>& see);

/// Reads a regular file: not_found, refused when it is larger than `limit` or no regular file.
core::Expected<std::string> read_file(const std::string& root, std::string_view path,
                                      std::size_t limit);

}  // namespace bm::adapters::fs
