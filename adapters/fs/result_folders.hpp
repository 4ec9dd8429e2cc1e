// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "ports/result_folders.hpp"

namespace bm::adapters::fs {

class ResultFolders final : public ports::ResultFolders {
  public:
    core::Expected<void> create(const std::string& folder) override;
    core::Expected<void> write(const std::string& folder, std::string_view name,
                               std::string_view content) override;
};

}  // namespace bm::adapters::fs
