// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ports/build_directory.hpp"

namespace bm::adapters::fs {

/// An O= directory. What the build left there is hostile: links are removed, never followed.
class BuildDirectory final : public ports::BuildDirectory {
  public:
    explicit BuildDirectory(std::string path);

    core::Expected<void> empty() override;
    core::Expected<void> remove(const std::vector<std::string>& paths) override;
    core::Expected<void> each_record(
        const std::function<void(std::string_view, std::string_view)>& see) override;
    bool exists(std::string_view path) const override;
    core::Expected<std::string> read(std::string_view path, std::size_t limit) override;
    core::Expected<void> write(std::string_view name, std::string_view content) override;
    std::vector<std::string> list(std::string_view folder,
                                  const std::vector<std::string>& patterns) const override;
    std::string path() const override { return path_; }

  private:
    std::string path_;
};

}  // namespace bm::adapters::fs
