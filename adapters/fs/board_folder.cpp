// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/board_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "adapters/fs/directory_stream.hpp"
#include "adapters/fs/failure.hpp"
#include "adapters/fs/file_bytes.hpp"
#include "domain/core/names.hpp"

namespace bm::adapters::fs {
namespace {

constexpr int new_file = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
constexpr off_t smallest_linked = 4096;  ///< smaller files gain nothing by a link

constexpr std::size_t most_open = 64;  ///< files that go to the disk together

/// No result file has a '~' in its name, and readers that look for `*.sizes` do not see these.
std::string temporary_name(const std::string& name) { return "~" + name + "~"; }
std::string link_name(const std::string& name) { return "~" + name + "~link"; }

bool is_ours(std::string_view name) {
    constexpr std::string_view known[] = {"done",    "err",     "log",   "host",  "toolchain",
                                          "out-env", "out-cmd", "sizes", "lines", "uboot.env"};
    return std::ranges::find(known, name) != std::end(known) || name.ends_with(".sizes") ||
           name.ends_with(".statics") || name.ends_with(".objdump") || (name.starts_with('~') && name.ends_with('~'));
}

FileDescriptor open_plain(int directory, const std::string& name, struct stat& status) {
    FileDescriptor file(::openat(directory, name.c_str(),
                                 O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file) return file;
    if (::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode)) return file;
    errno = EINVAL;
    return FileDescriptor();
}

bool is_same_file(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/// What everybody may do with a stored file: read it, and run it when its owner may.
mode_t stored_mode(mode_t mode) { return (mode & 0100) != 0 ? 0755 : 0644; }

}  // namespace

BoardFolder::BoardFolder(FileDescriptor directory, std::string path, bool shared,
                         FileDescriptor neighbour)
    : directory_(std::move(directory)),
      path_(std::move(path)),
      shared_(shared),
      neighbour_(std::move(neighbour)) {}

core::Expected<void> BoardFolder::clear() {
    auto names = names_in(directory_.get());
    std::stable_partition(names.begin(), names.end(),
                          [](const auto& name) { return name == "done"; });
    for (const auto& name : names) {
        if (shared_ && !is_ours(name)) continue;
        const bool removed = ::unlinkat(directory_.get(), name.c_str(), 0) == 0;
        if (!removed && errno != ENOENT && errno != EISDIR)
            return system_failure("remove", path_ + "/" + name, errno);
        // Else a power cut could leave it there beside files of another outcome.
        if (removed && name == "done" && !sync_file(directory_.get()))
            return system_failure("write", path_, errno);
    }
    return {};
}

core::Expected<void> BoardFolder::write(const std::vector<result::FileToWrite>& files,
                                        const std::string& spool_folder) {
    FileDescriptor spool;
    for (const auto& file : files) {
        if (file.name == "done") BM_TRY(make_durable());
        if (const auto* text = std::get_if<std::string>(&file.content)) {
            BM_TRY(write_text(file.name, *text));
            continue;
        }
        if (!spool) {
            spool = FileDescriptor(
                ::open(spool_folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (!spool) return system_failure("open", spool_folder, errno);
        }
        BM_TRY(take_spooled(spool.get(), file.name));
    }
    return make_durable();
}

core::Expected<void> BoardFolder::make_durable() {
    while (!volatile_.empty()) {
        std::vector<FileDescriptor> files;
        const auto count = std::min(volatile_.size(), most_open);
        for (std::size_t i = 0; i < count; ++i) {
            struct stat status {};
            auto file = open_plain(directory_.get(), volatile_[i], status);
            if (!file) return system_failure("open", path_ + "/" + volatile_[i], errno);
            begin_sync(file.get());
            files.push_back(std::move(file));
        }
        for (std::size_t i = 0; i < count; ++i)
            if (!sync_file(files[i].get()))
                return system_failure("write", path_ + "/" + volatile_[i], errno);
        volatile_.erase(volatile_.begin(), volatile_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    if (!sync_file(directory_.get())) return system_failure("write", path_, errno);
    return {};
}

core::Expected<void> BoardFolder::write_text(const std::string& name, const std::string& bytes) {
    const auto temporary = temporary_name(name);
    FileDescriptor file(::openat(directory_.get(), temporary.c_str(), new_file, 0666));
    if (!file) return system_failure("make", path_ + "/" + name, errno);
    if (!write_all(file.get(), bytes) || ::close(file.release()) != 0)
        return system_failure("write", path_ + "/" + name, errno);
    return publish(name);
}

// The file is moved; where that cannot be, or another name could still change its bytes, copied.
core::Expected<void> BoardFolder::take_spooled(int spool, const std::string& name) {
    struct stat status {};
    const auto source = open_plain(spool, name, status);
    if (!source)
        return core::fail(core::ErrorKind::refused, "The worker named a result file " + name +
                                                        " for " + path_ +
                                                        ", but left no regular file of that name");
    const auto mode = stored_mode(status.st_mode);
    const auto temporary = temporary_name(name);
    if (status.st_nlink != 1 ||
        ::renameat(spool, name.c_str(), directory_.get(), temporary.c_str()) != 0)
        return copy_spooled(source.get(), name, mode);
    struct stat moved {};
    if (::fstatat(directory_.get(), temporary.c_str(), &moved, AT_SYMLINK_NOFOLLOW) != 0 ||
        !is_same_file(status, moved))
        return core::fail(core::ErrorKind::refused, "The result file " + name + " for " + path_ +
                                                        " changed while it was taken");
    (void)::fchmod(source.get(), mode);
    return publish(name);
}

core::Expected<void> BoardFolder::copy_spooled(int source, const std::string& name, mode_t mode) {
    const auto temporary = temporary_name(name);
    FileDescriptor file(::openat(directory_.get(), temporary.c_str(), new_file, mode));
    if (!file) return system_failure("make", path_ + "/" + name, errno);
    if (!copy_all(source, file.get()) || ::close(file.release()) != 0)
        return system_failure("write", path_ + "/" + name, errno);
    return publish(name);
}

core::Expected<void> BoardFolder::publish(const std::string& name) {
    const auto temporary = temporary_name(name);
    if (linked_to_neighbour(name, temporary)) return {};
    if (::renameat(directory_.get(), temporary.c_str(), directory_.get(), name.c_str()) != 0)
        return system_failure("name", path_ + "/" + name, errno);
    volatile_.push_back(name);
    return {};
}

bool BoardFolder::linked_to_neighbour(const std::string& name, const std::string& temporary) {
    if (!neighbour_) return false;
    struct stat mine {};
    struct stat theirs {};
    const auto made = open_plain(directory_.get(), temporary, mine);
    if (!made || mine.st_size < smallest_linked) return false;
    const auto other = open_plain(neighbour_.get(), name, theirs);
    if (!other || theirs.st_size != mine.st_size || theirs.st_mode != mine.st_mode) return false;
    if (!same_bytes(made.get(), other.get())) return false;
    const auto link = link_name(name);
    const int here = directory_.get();
    if (::linkat(neighbour_.get(), name.c_str(), here, link.c_str(), 0) != 0) return false;
    if (::renameat(here, link.c_str(), here, name.c_str()) != 0) {
        (void)::unlinkat(here, link.c_str(), 0);
        return false;
    }
    (void)::unlinkat(here, temporary.c_str(), 0);
    return true;
}

}  // namespace bm::adapters::fs
