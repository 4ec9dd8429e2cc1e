// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::ports {

/// One O= directory on disk. Blocking; not from the loop's thread. Paths are relative to it.
class BuildDirectory {
  public:
    virtual ~BuildDirectory() = default;
    /// Leaves an empty directory, whatever was there.
    virtual core::Expected<void> empty() = 0;
    /// Removes the named files; one that is not there is no error. A path that leaves the directory
    /// is refused.
    virtual core::Expected<void> remove(const std::vector<std::string>& paths) = 0;
    /// Calls `see(path, content)` for every Kbuild record (`.<name>.cmd`) in it.
    virtual core::Expected<void> each_record(
        const std::function<void(std::string_view path, std::string_view content)>& see) = 0;
    virtual bool exists(std::string_view path) const = 0;
    /// At most `limit` bytes; not_found when absent, refused when larger.
    virtual core::Expected<std::string> read(std::string_view path, std::size_t limit) = 0;
    /// Writes a whole file directly in the directory, in place of what has its name.
    virtual core::Expected<void> write(std::string_view name, std::string_view content) = 0;
    /// Regular files directly in `folder` ("" is the directory itself) whose names match one of the
    /// shell patterns.
    virtual std::vector<std::string> list(std::string_view folder,
                                          const std::vector<std::string>& patterns) const = 0;
    virtual std::string path() const = 0;
};

}  // namespace bm::ports
