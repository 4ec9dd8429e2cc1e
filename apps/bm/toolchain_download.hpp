// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::app {

/// Held while something is fetched; below ~/.buildman-toolchains.
inline constexpr std::string_view fetch_lock_name = "/.bm-fetch.lock";

/// Makes the folder, and `.parts` in it for what is not whole yet.
core::Expected<void> make_parts_folder(const std::string& folder);

/// What curl and tar do for `bm toolchains --fetch`. Both must be in PATH.
class Downloader {
  public:
    /// Proxies and the like come from the environment.
    explicit Downloader(std::map<std::string, std::string> environment);

    /// A text of at most 8 MiB.
    core::Expected<std::string> text(const std::string& url) const;
    /// Fetches into `folder`/`name`, which then has that SHA-256; a part that lies there from
    /// before is gone on from, and one that could not be finished is kept.
    core::Expected<void> file(const std::string& url, const std::string& folder,
                              const std::string& name, const std::string& sha256) const;
    /// Puts what x.xz holds into x.
    core::Expected<void> unpack_xz(const std::string& file) const;
    /// Unpacks an archive into a directory that is there.
    core::Expected<void> unpack(const std::string& archive, const std::string& directory) const;

  private:
    core::Expected<std::string> run(std::vector<std::string> argv, std::size_t whole) const;

    std::map<std::string, std::string> environment_;
};

}  // namespace bm::app
