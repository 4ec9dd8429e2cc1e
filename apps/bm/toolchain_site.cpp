// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/toolchain_site.hpp"

#include <set>

#include "domain/settings/toolchain_wishes.hpp"

namespace bm::app {

using core::ErrorKind;

core::Expected<std::string> site_url(const std::optional<std::string>& named,
                                     const settings::Settings& settings) {
    auto url = named.value_or(settings::toolchain_url(settings));
    if (url.empty()) url = toolchain::crosstool_url;
    while (url.ends_with('/')) url.pop_back();
    if (!url.starts_with("http://") && !url.starts_with("https://"))
        return core::fail(ErrorKind::usage,
                          "The site '" + url + "' is no http:// or https:// address");
    return url;
}

core::Expected<void> ToolchainSite::look() {
    const auto top = url_ + "/" + toolchain::host_folder(host_) + "/";
    BM_TRY_ASSIGN(const auto index, downloader_.text(top));
    for (const auto& version : toolchain::versions_in(toolchain::links_in(index)))
        versions_.push_back(top + version + "/");
    if (versions_.empty())
        return core::fail(ErrorKind::not_found,
                          top + " has no compilers for a machine of " + host_ +
                              ": name another site with --url, or toolchain-url in the settings");
    return {};
}

core::Expected<std::optional<Offer>> ToolchainSite::find(const std::string& arch, Choose& choose) {
    for (std::size_t i = 0; i < versions_.size(); ++i) {
        BM_TRY_ASSIGN(const auto* release, release_at(i));
        if (const auto archive = choose(*release, arch)) return Offer{versions_[i], *archive};
    }
    return std::nullopt;
}

core::Expected<std::vector<std::string>> ToolchainSite::arches_of_newest() {
    BM_TRY_ASSIGN(const auto* release, release_at(0));
    std::set<std::string> names;
    for (const auto& archive : *release) names.insert(archive.cpu);
    return std::vector<std::string>(names.begin(), names.end());
}

core::Expected<std::string> ToolchainSite::get(const Offer& offer,
                                               const std::string& folder) const {
    const auto& [directory, archive] = offer;
    BM_TRY_ASSIGN(const auto sums, downloader_.text(directory + "sha256sums.asc"));
    const auto hash = toolchain::hash_in(sums, archive.file);
    if (!hash)
        return core::fail(ErrorKind::refused,
                          directory + "sha256sums.asc does not speak of " + archive.file);
    BM_TRY(downloader_.file(directory + archive.file, folder, archive.file, *hash));
    return folder + "/" + archive.file;
}

core::Expected<const ToolchainSite::Release*> ToolchainSite::release_at(std::size_t index) {
    if (const auto known = releases_.find(index); known != releases_.end()) return &known->second;
    BM_TRY_ASSIGN(const auto html, downloader_.text(versions_[index]));
    return &releases_.emplace(index, toolchain::archives_in(toolchain::links_in(html)))
                .first->second;
}

}  // namespace bm::app
