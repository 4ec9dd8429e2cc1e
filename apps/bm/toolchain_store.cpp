// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/toolchain_store.hpp"

#include <filesystem>

#include "apps/bm/worker/machine.hpp"
#include "domain/toolchain/candidates.hpp"

namespace bm::app {

namespace fs = std::filesystem;
using core::ErrorKind;

ArchiveStore::ArchiveStore(std::string url, const std::map<std::string, std::string>& environment,
                           std::function<void(const std::string&)> tell)
    : url_(std::move(url)),
      folder_(value_of(environment, "HOME") + std::string(toolchain::fetched_folder.substr(1))),
      downloader_(environment),
      tell_(std::move(tell)) {}

core::Expected<void> ArchiveStore::open() {
    if (lock_) return {};
    BM_TRY(make_parts_folder(folder_));
    BM_TRY_ASSIGN(lock_, adapters::fs::Lock::take(folder_ + std::string(fetch_lock_name)));
    return {};
}

core::Expected<ToolchainSite*> ArchiveStore::site_for(const std::string& host) {
    auto known = sites_.find(host);
    if (known == sites_.end()) {
        core::Expected<ToolchainSite> site(ToolchainSite(url_, host, downloader_));
        if (const auto looked = site->look(); !looked) site = tl::unexpected(looked.error());
        known = sites_.emplace(host, std::move(site)).first;
    }
    if (!known->second) return tl::unexpected(known->second.error());
    return &*known->second;
}

core::Expected<StoredArchive> ArchiveStore::get(const std::string& host, const std::string& arch,
                                                bool xz) {
    BM_TRY(open());
    BM_TRY_ASSIGN(auto* site, site_for(host));
    BM_TRY_ASSIGN(const auto offer, site->find(arch, toolchain::archive_with_prefix));
    if (!offer) return core::fail(ErrorKind::not_found, "there is none to fetch");
    const auto& archive = offer->archive;
    auto known = files_.find(archive.file);
    if (known == files_.end()) {
        tell_("Fetching " + archive.file);
        known = files_.emplace(archive.file, site->get(*offer, folder_ + "/.parts")).first;
    }
    if (!known->second) return tl::unexpected(known->second.error());
    auto file = *known->second;
    if (!xz) {
        BM_TRY(downloader_.unpack_xz(file));
        file.resize(file.size() - std::string_view(".xz").size());
    }
    return StoredArchive{file, toolchain::folder_of(archive), "bin/" + archive.target + "-gcc", xz};
}

void ArchiveStore::forget() {
    std::error_code ignored;
    for (const auto& [name, file] : files_) {
        if (!file) continue;
        fs::remove(*file, ignored);
        fs::remove(fs::path(*file).replace_extension(), ignored);
    }
}

}  // namespace bm::app
