// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "ports/result_files.hpp"

namespace bm::adapters::fs {

/// Reads, and makes nothing. Several threads may read at a time.
class ResultFiles final : public ports::ResultFiles {
  public:
    explicit ResultFiles(std::string base) : base_(std::move(base)) {}

    summary::Files read(const ports::BuildFolder& folder, const summary::Parts& parts) override;
    std::vector<ports::SecondFiles> seconds() override;

  private:
    std::string base_;
};

}  // namespace bm::adapters::fs
