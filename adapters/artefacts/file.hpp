// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "domain/core/expected.hpp"
#include "domain/protocol/message.hpp"

namespace bm::adapters::artefacts {

/// `<folder>/<name>`; refused when the name is not that of a result file.
core::Expected<std::string> path_of(const std::string& folder, const std::string& name);

/// An open regular file, never a link or a device.
class File {
  public:
    /// `flags` as for open(2); never followed, never inherited.
    static core::Expected<File> open(const std::string& path, int flags);
    ~File();
    File(File&& other) noexcept;
    File& operator=(File&&) = delete;
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    core::Expected<std::int64_t> size() const;
    /// Exactly so many bytes.
    core::Expected<std::string> read(std::int64_t offset, std::int64_t bytes) const;
    core::Expected<void> write(std::int64_t offset, std::string_view bytes) const;
    /// Size and hash of all of it, under that name.
    core::Expected<protocol::Artefact> measure(const std::string& name) const;

  private:
    File(int number, std::string path) : number_(number), path_(std::move(path)) {}
    int number_;
    std::string path_;
};

}  // namespace bm::adapters::artefacts
