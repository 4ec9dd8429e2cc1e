// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/core/expected.hpp"

namespace bm::ports {

/// Folders in which a build's result files are left for a boss on the same machine. Blocking.
class ResultFolders {
  public:
    virtual ~ResultFolders() = default;
    /// An empty folder that only its owner can enter, whatever was there.
    virtual core::Expected<void> create(const std::string& folder) = 0;
    /// A new file in it; a name that is not core::is_file_name is refused.
    virtual core::Expected<void> write(const std::string& folder, std::string_view name,
                                       std::string_view content) = 0;
};

}  // namespace bm::ports
