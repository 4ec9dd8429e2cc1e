// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/tree_walk.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>

#include "adapters/fs/directory_stream.hpp"
#include "adapters/fs/failure.hpp"

namespace bm::adapters::fs {
namespace {

using core::ErrorKind;

/// Deeper trees are not what a build makes.
constexpr int deepest = 200;
constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

core::Expected<void> remove_contents_at(int directory, const std::string& path, int depth);

/// A link, a socket or what may not be read is no file for us; all else is the disk's.
tl::unexpected<core::Error> cannot_open(const std::string& shown, int number) {
    if (number == ELOOP || number == ENOTDIR || number == ENXIO || number == EACCES)
        return core::fail(ErrorKind::refused,
                          shown + " cannot be read: " + std::generic_category().message(number));
    return system_failure("open", shown, number);
}

FileDescriptor open_to_empty(int directory, const char* name) {
    FileDescriptor child(::openat(directory, name, folder_flags));
    if (child || errno != EACCES) return child;
    (void)::fchmodat(directory, name, 0700, 0);
    return FileDescriptor(::openat(directory, name, folder_flags));
}

core::Expected<void> remove_entry(int directory, const char* name, const std::string& path,
                                  int depth) {
    if (::unlinkat(directory, name, 0) == 0 || errno == ENOENT) return {};
    const int why = errno;
    struct stat status {};
    if (::fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(status.st_mode))
        return system_failure("remove", path, why);
    if (depth >= deepest) return system_failure("remove", path, ENAMETOOLONG);
    {
        const auto child = open_to_empty(directory, name);
        if (!child) return system_failure("open", path, errno);
        BM_TRY(remove_contents_at(child.get(), path, depth + 1));
    }
    if (::unlinkat(directory, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
        return system_failure("remove", path, errno);
    return {};
}

core::Expected<void> remove_contents_at(int directory, const std::string& path, int depth) {
    struct stat status {};
    if (::fstat(directory, &status) == 0 && (status.st_mode & 0700) != 0700)
        (void)::fchmod(directory, status.st_mode | 0700);
    for (const auto& name : names_in(directory))
        BM_TRY(remove_entry(directory, name.c_str(), path + "/" + name, depth));
    return {};
}

core::Expected<void> visit(int directory, const std::string& prefix, int depth,
                           const std::function<void(const std::string&)>& see) {
    if (depth > deepest) return system_failure("walk", prefix, ENAMETOOLONG);
    for (const auto& name : names_in(directory)) {
        struct stat status {};
        if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        if (S_ISREG(status.st_mode)) {
            see(prefix + name);
        } else if (S_ISDIR(status.st_mode)) {
            const FileDescriptor child(::openat(directory, name.c_str(), folder_flags));
            if (child) BM_TRY(visit(child.get(), prefix + name + "/", depth + 1, see));
        }
    }
    return {};
}

}  // namespace

bool stays_below(std::string_view path) {
    if (path.empty() || path.find('\0') != std::string_view::npos) return false;
    while (true) {
        const auto slash = path.find('/');
        const auto part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

FileDescriptor open_folder(const std::string& root, std::string_view folder) {
    FileDescriptor here(::open(root.c_str(), folder_flags));
    if (folder.empty() || !here) return here;
    if (!stays_below(folder)) {
        errno = EINVAL;
        return FileDescriptor();
    }
    for (auto rest = folder; here && !rest.empty();) {
        const auto slash = rest.find('/');
        const std::string part(rest.substr(0, slash));
        here = FileDescriptor(::openat(here.get(), part.c_str(), folder_flags));
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    }
    return here;
}

core::Expected<void> remove_contents(int directory, const std::string& shown_path) {
    return remove_contents_at(directory, shown_path, 0);
}

core::Expected<void> remove_tree(const std::string& path) {
    return remove_entry(AT_FDCWD, path.c_str(), path, 0);
}

core::Expected<void> each_file(const std::string& root,
                               const std::function<void(const std::string& path)>& see) {
    const auto directory = open_folder(root, "");
    if (!directory) return system_failure("open", root, errno);
    return visit(directory.get(), "", 0, see);
}

core::Expected<std::string> read_file(const std::string& root, std::string_view path,
                                      std::size_t limit) {
    const auto shown = root + "/" + std::string(path);
    if (!stays_below(path)) return core::fail(ErrorKind::refused, shown + " leaves its directory");
    const auto slash = path.rfind('/');
    const auto folder = slash == std::string_view::npos ? "" : path.substr(0, slash);
    const std::string name(slash == std::string_view::npos ? path : path.substr(slash + 1));
    const auto directory = open_folder(root, folder);
    if (!directory) return cannot_open(shown, errno);
    const FileDescriptor file(
        ::openat(directory.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file) return cannot_open(shown, errno);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return system_failure("look at", shown, errno);
    if (!S_ISREG(status.st_mode))
        return core::fail(ErrorKind::refused, shown + " is not a regular file");
    if (static_cast<std::size_t>(status.st_size) > limit)
        return core::fail(ErrorKind::refused,
                          shown + " is larger than " + std::to_string(limit) + " bytes");
    std::string content(limit < static_cast<std::size_t>(status.st_size)
                            ? limit
                            : static_cast<std::size_t>(status.st_size),
                        '\0');
    std::size_t filled = 0;
    while (filled < content.size()) {
        const auto got = ::read(file.get(), content.data() + filled, content.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_failure("read", shown, errno);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    content.resize(filled);
    return content;
}

}  // namespace bm::adapters::fs
