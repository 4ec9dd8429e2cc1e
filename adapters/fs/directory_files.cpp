// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/directory_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <future>

#include "adapters/fs/failure.hpp"
#include "adapters/fs/open_below.hpp"
#include "adapters/fs/tree_walk.hpp"

namespace bm::adapters::fs {
namespace {

constexpr off_t largest_file = 64 << 20;

struct Listing {
    std::vector<std::string> files;
    std::vector<std::string> folders;
};

/// One folder's names; those of folders are added to `waiting`.
bool list_folder(int top, const std::string& folder, const std::vector<std::string>& passed_over,
                 Listing& listing, std::vector<std::string>& waiting) {
    const int opened = openat(top, folder.empty() ? "." : folder.c_str(),
                              O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (opened < 0) return false;
    DIR* stream = fdopendir(opened);
    if (!stream) return ::close(opened), false;
    const auto prefix = folder.empty() ? std::string() : folder + "/";
    errno = 0;
    for (const dirent* entry = readdir(stream); entry; errno = 0, entry = readdir(stream)) {
        const std::string_view name = entry->d_name;
        if (name == "." || name == ".." ||
            std::ranges::find(passed_over, name) != passed_over.end())
            continue;
        auto type = entry->d_type;
        const auto path = prefix + entry->d_name;
        struct stat found {};
        if (type == DT_UNKNOWN && fstatat(top, path.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0)
            type = S_ISDIR(found.st_mode) ? DT_DIR : S_ISLNK(found.st_mode) ? DT_LNK : DT_REG;
        if (type == DT_DIR) waiting.push_back(path);
        if (type == DT_REG || type == DT_LNK) listing.files.push_back(path);
    }
    const int problem = errno;
    closedir(stream);
    errno = problem;
    return problem == 0;
}

std::string seen_of(const struct stat& s) {
    std::array<char, 160> text{};  // seven numbers of at most 20 digits
    auto* end = text.data();
    const auto add = [&](auto value) {
        end = std::to_chars(end, text.data() + text.size(), value).ptr;
        *end++ = ' ';
    };
    add(s.st_mode), add(s.st_size), add(s.st_ino), add(s.st_mtim.tv_sec), add(s.st_mtim.tv_nsec),
        add(s.st_ctim.tv_sec), add(s.st_ctim.tv_nsec);
    return {text.data(), end};
}

/// One file's failure is nothing to the others, but for what the machine lacks.
tl::unexpected<core::Error> not_read(const std::string& path, int number) {
    auto failure = system_failure("read", path, number);
    auto& kind = failure.value().kind;
    if (number == ENOENT || number == ENOTDIR)
        return core::fail(core::ErrorKind::not_found, "No file " + path);
    if (number == EXDEV)
        return core::fail(core::ErrorKind::not_found,
                          path + " is a link that leads out of the tree");
    if (number == ELOOP || number == ENAMETOOLONG || number == ENXIO)
        kind = core::ErrorKind::not_found;
    if (number == EACCES) kind = core::ErrorKind::refused;
    return failure;
}

FileDescriptor open_top(const std::string& top) {
    return FileDescriptor(::open(top.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/// Whether it holds for each number below `count`. Of a large tree it is the kernel's time that is
/// waited for, so a second thread takes one half; where none can be had, this one takes both.
template <typename Holds>
bool in_halves(std::size_t count, Holds holds) {
    const auto in = [&](std::size_t begin, std::size_t end) {
        while (begin < end && holds(begin)) ++begin;
        return begin == end;
    };
    auto others = std::async(std::launch::async | std::launch::deferred, in, count / 2, count);
    const bool first = in(0, count / 2);
    return others.get() && first;
}

}  // namespace

DirectoryFiles::DirectoryFiles(std::string top, std::vector<std::string> passed_over)
    : top_(std::move(top)), directory_(open_top(top_)), passed_over_(std::move(passed_over)) {
    passed_over_.emplace_back(".git");
}

core::Expected<std::vector<std::string>> DirectoryFiles::list() {
    const auto top = open_top(top_);
    if (!top) return system_failure("list", top_, errno);
    Listing listing;
    std::vector<std::string> waiting = {""};
    std::vector<std::string> left_out;
    while (!waiting.empty()) {
        const auto folder = std::move(waiting.back());
        waiting.pop_back();
        if (!list_folder(top.get(), folder, passed_over_, listing, waiting)) {
            auto failure = system_failure("list", top_ + "/" + folder, errno);
            if (folder.empty()) return failure;
            left_out.push_back(failure.value().message);
        }
        listing.folders.push_back(folder);
    }
    std::ranges::sort(listing.files);
    std::ranges::sort(listing.folders);
    folders_ = std::move(listing.folders);
    left_out_ = std::move(left_out);
    return std::move(listing.files);
}

core::Expected<void> DirectoryFiles::prepare(const std::vector<std::string>&) { return {}; }

core::Expected<std::string> DirectoryFiles::read(const std::string& path) {
    if (!stays_below(path))
        return core::fail(core::ErrorKind::refused, path + " does not lie in " + top_);
    const auto whole = top_ + "/" + path;
    if (!directory_) return not_read(whole, ENOENT);
    const auto file = open_below(directory_.get(), top_, path);
    struct stat found {};
    if (!file || fstat(file.get(), &found) != 0) return not_read(whole, errno);
    if (!S_ISREG(found.st_mode))
        return core::fail(core::ErrorKind::not_found, whole + " is no regular file");
    if (found.st_size > largest_file)
        return core::fail(core::ErrorKind::refused, whole + " is too large");
    std::string bytes(static_cast<std::size_t>(found.st_size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto got = ::read(file.get(), bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_failure("read", whole, errno);
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

Mark DirectoryFiles::mark(int directory, const std::string& path) {
    struct stat found {};
    if (fstatat(directory, path.empty() ? "." : path.c_str(), &found, 0) != 0)
        return {path, "", {}};
    const auto changed = std::chrono::seconds(found.st_ctim.tv_sec) +
                         std::chrono::nanoseconds(found.st_ctim.tv_nsec);
    return {path, seen_of(found), changed};
}

std::vector<Mark> DirectoryFiles::marks(const std::string& top,
                                        const std::vector<std::string>& paths) {
    const auto directory = open_top(top);
    std::vector<Mark> marks(paths.size());
    in_halves(paths.size(), [&](std::size_t i) {
        marks[i] = mark(directory.get(), paths[i]);
        return true;
    });
    return marks;
}

bool DirectoryFiles::are_current(const std::string& top, const std::vector<Mark>& marks) {
    const auto directory = open_top(top);
    return in_halves(marks.size(), [&](std::size_t i) {
        return mark(directory.get(), marks[i].path).seen == marks[i].seen;
    });
}

}  // namespace bm::adapters::fs
