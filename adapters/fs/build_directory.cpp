// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/build_directory.hpp"

#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "adapters/fs/directory_stream.hpp"
#include "adapters/fs/failure.hpp"
#include "adapters/fs/file_bytes.hpp"
#include "adapters/fs/tree_walk.hpp"

namespace bm::adapters::fs {
namespace {

using core::ErrorKind;

/// Kbuild's records are some kilobytes; a larger file is none.
constexpr std::size_t largest_record = 4u << 20;

std::pair<std::string_view, std::string> split_path(std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) return {"", std::string(path)};
    return {path.substr(0, slash), std::string(path.substr(slash + 1))};
}

bool is_record(std::string_view path) {
    const auto name = split_path(path).second;
    return name.starts_with('.') && name.ends_with(".cmd") && name.size() > 5;
}

}  // namespace

BuildDirectory::BuildDirectory(std::string path) : path_(std::move(path)) {}

core::Expected<void> BuildDirectory::empty() {
    struct stat status {};
    if (::lstat(path_.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) {
            if ((status.st_mode & 0700) != 0700) (void)::chmod(path_.c_str(), 0700);
            const auto directory = open_folder(path_, "");
            if (directory) return remove_contents(directory.get(), path_);
        }
        BM_TRY(remove_tree(path_));
    }
    std::error_code problem;
    std::filesystem::create_directories(path_, problem);
    if (problem)
        return core::fail(ErrorKind::environment,
                          "Cannot make the build directory " + path_ + ": " + problem.message());
    return {};
}

core::Expected<void> BuildDirectory::remove(const std::vector<std::string>& paths) {
    for (const auto& path : paths)
        if (!stays_below(path))
            return core::fail(ErrorKind::refused, "'" + path + "' leaves the directory " + path_);
    for (const auto& path : paths) {
        const auto [folder, name] = split_path(path);
        const auto directory = open_folder(path_, folder);
        if (!directory) continue;
        if (::unlinkat(directory.get(), name.c_str(), 0) == 0 || errno == ENOENT) continue;
        return core::fail(ErrorKind::environment,
                          "Cannot remove " + path_ + "/" + path + ": " + std::strerror(errno));
    }
    return {};
}

core::Expected<void> BuildDirectory::each_record(
    const std::function<void(std::string_view, std::string_view)>& see) {
    return each_file(path_, [&](const std::string& path) {
        if (!is_record(path)) return;
        if (const auto content = read_file(path_, path, largest_record)) see(path, *content);
    });
}

bool BuildDirectory::exists(std::string_view path) const {
    if (!stays_below(path)) return false;
    const auto [folder, name] = split_path(path);
    const auto directory = open_folder(path_, folder);
    struct stat status {};
    return directory && ::fstatat(directory.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

core::Expected<std::string> BuildDirectory::read(std::string_view path, std::size_t limit) {
    return read_file(path_, path, limit);
}

core::Expected<void> BuildDirectory::write(std::string_view name, std::string_view content) {
    if (name.find('/') != std::string_view::npos || !stays_below(name))
        return core::fail(ErrorKind::refused,
                          "'" + std::string(name) + "' is no name of a file in " + path_);
    const auto shown = path_ + "/" + std::string(name);
    const auto directory = open_folder(path_, "");
    if (!directory) return system_failure("open", path_, errno);
    const std::string file_name(name);
    if (::unlinkat(directory.get(), file_name.c_str(), 0) != 0 && errno != ENOENT)
        return system_failure("replace", shown, errno);
    FileDescriptor file(::openat(directory.get(), file_name.c_str(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file || !write_all(file.get(), content) || ::close(file.release()) != 0)
        return system_failure("write", shown, errno);
    return {};
}

std::vector<std::string> BuildDirectory::list(std::string_view folder,
                                              const std::vector<std::string>& patterns) const {
    std::vector<std::string> found;
    const auto directory = open_folder(path_, folder);
    if (!directory) return found;
    for (const auto& name : names_in(directory.get())) {
        const bool wanted = std::ranges::any_of(patterns, [&](const std::string& pattern) {
            return ::fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0;
        });
        struct stat status {};
        if (wanted && ::fstatat(directory.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(status.st_mode))
            found.push_back(name);
    }
    return found;
}

}  // namespace bm::adapters::fs
