// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "adapters/fs/file_descriptor.hpp"
#include "ports/result_store.hpp"

namespace bm::adapters::fs {

class ResultTree final : public ports::ResultStore {
  public:
    /// Makes the base folder if it is not there.
    static core::Expected<ResultTree> open(const std::string& base);

    core::Expected<void> put(const ports::BuildFolder& folder, const result::Outcome& outcome,
                             const std::optional<ports::BuildFolder>& neighbour) override;
    core::Expected<void> keep_second(const ports::BuildFolder& folder,
                                     const result::Outcome& outcome) override;
    core::Expected<std::vector<std::string>> different(const ports::BuildFolder& folder,
                                                       const ports::BuildFolder& other) override;
    core::Expected<std::optional<ports::StoredBuild>> find(
        const ports::BuildFolder& folder) override;
    core::Expected<std::vector<std::string>> folders() override;
    core::Expected<std::vector<result::KeptFolder>> kept() override;
    core::Expected<void> arrange(const result::FolderPlan& plan) override;

  private:
    explicit ResultTree(std::string base) : base_(std::move(base)) {}
    core::Expected<FileDescriptor> make_folder(const std::vector<std::string>& parts) const;
    core::Expected<void> move(const std::string& from, const std::string& to) const;
    core::Expected<std::string> read(const ports::BuildFolder& folder, const std::string& name,
                                     std::size_t limit) const;

    std::string base_;  ///< absolute, without links
};

}  // namespace bm::adapters::fs
