// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/artefacts/source.hpp"

#include <fcntl.h>

#include <filesystem>

#include "adapters/artefacts/file.hpp"
#include "adapters/artefacts/packing.hpp"

namespace bm::adapters::artefacts {

core::Expected<std::vector<protocol::Artefact>> Source::list(
    const std::string& folder, const std::vector<std::string>& names) {
    std::vector<protocol::Artefact> files;
    for (const auto& name : names) {
        BM_TRY_ASSIGN(const auto path, path_of(folder, name));
        BM_TRY_ASSIGN(const auto file, File::open(path, O_RDONLY));
        BM_TRY_ASSIGN(auto measured, file.measure(name));
        files.push_back(std::move(measured));
    }
    return files;
}

core::Expected<std::string> Source::read(const std::string& folder, const std::string& name,
                                         std::int64_t offset, std::int64_t bytes) {
    BM_TRY_ASSIGN(const auto path, path_of(folder, name));
    BM_TRY_ASSIGN(const auto file, File::open(path, O_RDONLY));
    BM_TRY_ASSIGN(const auto piece, file.read(offset, bytes));
    return pack(piece);
}

void Source::remove(const std::string& folder) {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

}  // namespace bm::adapters::artefacts
