// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/fs/lock.hpp"
#include "apps/bm/toolchain_site.hpp"

namespace bm::app {

/// A file with a compiler, to be unpacked.
struct StoredArchive {
    std::string file;      ///< absolute path
    std::string folder;    ///< in it: gcc-14.2.0-nolibc/aarch64-linux
    std::string compiler;  ///< in that folder: bin/aarch64-linux-gcc
    bool xz = true;        ///< how it is packed; else not at all
};

/// Archives of compilers for several kinds of machines, in ~/.buildman-toolchains/.parts; each is
/// fetched once.
class ArchiveStore {
  public:
    /// `tell`: what goes on, a line without a newline.
    ArchiveStore(std::string url, const std::map<std::string, std::string>& environment,
                 std::function<void(const std::string&)> tell);

    /// The newest for an arch of boards that runs on a machine of `host`. `xz`: whether it may be
    /// packed so. The error: there is none, or it could not be fetched.
    core::Expected<StoredArchive> get(const std::string& host, const std::string& arch, bool xz);
    /// Removes what get() gave.
    void forget();

  private:
    core::Expected<void> open();
    core::Expected<ToolchainSite*> site_for(const std::string& host);

    std::string url_;
    std::string folder_;
    Downloader downloader_;
    std::function<void(const std::string&)> tell_;
    std::optional<adapters::fs::Lock> lock_;
    std::map<std::string, core::Expected<ToolchainSite>> sites_;  ///< by host
    std::map<std::string, core::Expected<std::string>> files_;    ///< what came of each, by name
};

}  // namespace bm::app
