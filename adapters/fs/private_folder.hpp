// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <utility>

#include "domain/core/expected.hpp"

namespace bm::adapters::fs {

/// A folder that only this user can enter, gone with this object.
class PrivateFolder {
  public:
    /// Below `parent`, which exists; its name begins with `prefix`.
    static core::Expected<PrivateFolder> make(const std::string& parent, const std::string& prefix);
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    PrivateFolder& operator=(PrivateFolder&& other) noexcept {
        std::swap(path_, other.path_);
        return *this;
    }
    ~PrivateFolder();

    const std::string& path() const { return path_; }

  private:
    explicit PrivateFolder(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

}  // namespace bm::adapters::fs
