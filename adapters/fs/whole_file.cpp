// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "adapters/fs/failure.hpp"
#include "adapters/fs/file_bytes.hpp"
#include "adapters/fs/file_descriptor.hpp"

namespace bm::adapters::fs {
namespace {

namespace stdfs = std::filesystem;

/// 0, or errno.
int write_at(const std::string& path, std::string_view content) {
    const FileDescriptor file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666));
    return file && write_all(file.get(), content) ? 0 : errno;
}

/// 0, or errno.
int replace(const std::string& path, std::string_view content) {
    const auto fresh = fmt::format("{}.new.{}", path, ::getpid());
    auto problem = write_at(fresh, content);
    if (problem == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) problem = errno;
    if (problem != 0) ::unlink(fresh.c_str());
    return problem;
}

/// What a link leads to, also where that is not there yet; links in a circle stay.
stdfs::path behind_links(stdfs::path path) {
    constexpr int most_links = 40;
    std::error_code ignored;
    for (int i = 0; i < most_links && stdfs::is_symlink(path, ignored); ++i)
        path = path.parent_path() / stdfs::read_symlink(path, ignored);
    return stdfs::weakly_canonical(path, ignored);
}

}  // namespace

core::Expected<void> write_whole(const std::string& name, std::string_view content) {
    std::error_code ignored;
    const bool plain = !stdfs::exists(name, ignored) || stdfs::is_regular_file(name, ignored);
    const auto problem = plain ? replace(behind_links(stdfs::absolute(name, ignored)), content)
                               : write_at(name, content);
    if (problem != 0) return system_failure("write", name, problem);
    return {};
}

}  // namespace bm::adapters::fs
