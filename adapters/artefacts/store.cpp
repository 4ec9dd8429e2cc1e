// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/artefacts/store.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "adapters/artefacts/file.hpp"
#include "adapters/artefacts/packing.hpp"

namespace bm::adapters::artefacts {

using core::ErrorKind;

core::Expected<void> Store::open(const std::string& folder) {
    remove(folder);
    if (::mkdir(folder.c_str(), 0700) == 0) return {};
    const auto kind =
        errno == ENOSPC || errno == EDQUOT ? ErrorKind::no_space : ErrorKind::environment;
    return core::fail(kind, "Cannot make " + folder + ": " + std::strerror(errno));
}

core::Expected<void> Store::add(const std::string& folder, const std::string& name,
                                std::int64_t offset, std::int64_t bytes, std::string_view data) {
    BM_TRY_ASSIGN(const auto path, path_of(folder, name));
    std::string piece;
    if (bytes > 0) {
        BM_TRY_ASSIGN(piece, unpack(data, static_cast<std::size_t>(bytes)));
    }
    BM_TRY_ASSIGN(const auto file,
                  File::open(path, O_WRONLY | (offset == 0 ? O_CREAT | O_EXCL : 0)));
    BM_TRY_ASSIGN(const auto size, file.size());
    if (size != offset)
        return core::fail(ErrorKind::refused, "a chunk of " + name + " does not follow the last");
    return file.write(offset, piece);
}

core::Expected<void> Store::check(const std::string& folder, const protocol::Artefact& file) {
    BM_TRY_ASSIGN(const auto path, path_of(folder, file.name));
    BM_TRY_ASSIGN(const auto stored, File::open(path, O_RDONLY));
    BM_TRY_ASSIGN(const auto measured, stored.measure(file.name));
    if (measured == file) return {};
    return core::fail(ErrorKind::refused,
                      "the file " + file.name + " is not the one that was offered");
}

void Store::remove(const std::string& folder) {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

}  // namespace bm::adapters::artefacts
