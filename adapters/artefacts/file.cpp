// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/artefacts/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "adapters/artefacts/packing.hpp"
#include "domain/core/names.hpp"

namespace bm::adapters::artefacts {
namespace {

using core::ErrorKind;

constexpr std::int64_t piece = 1 << 20;

tl::unexpected<core::Error> failure(const char* verb, const std::string& path) {
    const auto kind =
        errno == ENOSPC || errno == EDQUOT ? ErrorKind::no_space : ErrorKind::environment;
    return core::fail(kind,
                      std::string("Cannot ") + verb + " " + path + ": " + std::strerror(errno));
}

}  // namespace

core::Expected<std::string> path_of(const std::string& folder, const std::string& name) {
    if (core::is_file_name(name)) return folder + "/" + name;
    return core::fail(ErrorKind::refused, "'" + name + "' is no name of a result file");
}

core::Expected<File> File::open(const std::string& path, int flags) {
    File file(::open(path.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666),
              path);
    if (file.number_ < 0) return failure("open", path);
    struct stat status {};
    if (::fstat(file.number_, &status) != 0) return failure("look at", path);
    if (!S_ISREG(status.st_mode))
        return core::fail(ErrorKind::refused, path + " is no regular file");
    return file;
}

File::File(File&& other) noexcept
    : number_(std::exchange(other.number_, -1)), path_(std::move(other.path_)) {}

File::~File() {
    if (number_ >= 0) ::close(number_);
}

core::Expected<std::int64_t> File::size() const {
    struct stat status {};
    if (::fstat(number_, &status) != 0) return failure("look at", path_);
    return static_cast<std::int64_t>(status.st_size);
}

core::Expected<std::string> File::read(std::int64_t offset, std::int64_t bytes) const {
    std::string all(static_cast<std::size_t>(bytes), '\0');
    for (std::size_t have = 0; have < all.size();) {
        const auto count = ::pread(number_, all.data() + have, all.size() - have,
                                   static_cast<off_t>(offset) + static_cast<off_t>(have));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure("read", path_);
        if (count == 0) return core::fail(ErrorKind::environment, path_ + " became shorter");
        have += static_cast<std::size_t>(count);
    }
    return all;
}

core::Expected<void> File::write(std::int64_t offset, std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto count =
            ::pwrite(number_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure("write", path_);
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += count;
    }
    return {};
}

core::Expected<protocol::Artefact> File::measure(const std::string& name) const {
    BM_TRY_ASSIGN(const auto bytes, size());
    Hash hash;
    for (std::int64_t at = 0; at < bytes; at += piece) {
        BM_TRY_ASSIGN(const auto text, read(at, std::min(piece, bytes - at)));
        hash.add(text);
    }
    return protocol::Artefact{name, bytes, hash.hex()};
}

}  // namespace bm::adapters::artefacts
