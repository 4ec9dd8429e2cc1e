// SPDX-License-Identifier: GPL-2.0-or-later
// A site that has compilers: kernel.org's crosstool, or another of that layout.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/bm/toolchain_download.hpp"
#include "domain/core/expected.hpp"
#include "domain/settings/settings.hpp"
#include "domain/toolchain/download.hpp"

namespace bm::app {

/// What --url or the settings name, else kernel.org's; without '/' at the end. The error: it is no
/// web address.
core::Expected<std::string> site_url(const std::optional<std::string>& named,
                                     const settings::Settings& settings);

/// An archive, and the address of the directory that it is in, with '/' at the end.
struct Offer {
    std::string directory;
    toolchain::Archive archive;
};

/// Its compilers that run on one kind of machine.
class ToolchainSite {
  public:
    /// `host`: the machine's arch, as uname says it.
    ToolchainSite(std::string url, std::string host, Downloader downloader)
        : url_(std::move(url)), host_(std::move(host)), downloader_(std::move(downloader)) {}

    /// Reads the index of versions; before all others.
    core::Expected<void> look();
    using Choose = std::optional<toolchain::Archive>(const std::vector<toolchain::Archive>&,
                                                     std::string_view);
    /// The newest archive that `choose` takes for an arch; nothing: no version has one.
    core::Expected<std::optional<Offer>> find(const std::string& arch,
                                              Choose& choose = toolchain::archive_for);
    core::Expected<std::vector<std::string>> arches_of_newest();
    std::string newest() const { return versions_.front(); }
    /// Fetches it into the folder, or goes on with the part that lies there, and checks it: its
    /// path.
    core::Expected<std::string> get(const Offer& offer, const std::string& folder) const;

  private:
    /// A version of the site, and what it has.
    using Release = std::vector<toolchain::Archive>;
    core::Expected<const Release*> release_at(std::size_t index);

    std::string url_;
    std::string host_;
    Downloader downloader_;
    std::vector<std::string> versions_;  ///< addresses, newest first
    std::map<std::size_t, Release> releases_;
};

}  // namespace bm::app
