// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/result_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/fs/directory_stream.hpp"
#include "adapters/fs/file_descriptor.hpp"
#include "domain/core/names.hpp"
#include "domain/result/footprint.hpp"
#include "domain/result/paths.hpp"

namespace bm::adapters::fs {
namespace {

constexpr std::size_t done_limit = 4096;
constexpr std::size_t text_limit = 16u << 20;

/// One folder of results.
class Folder {
  public:
    Folder(int directory, summary::Files& files) : directory_(directory), files_(files) {}

    /// Empty where there is none, and where it is damaged. A link or a pipe is no result.
    std::optional<std::string> text(const std::string& name, std::size_t limit) {
        const FileDescriptor file(
            ::openat(directory_, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        if (!file) return errno == ENOENT ? std::nullopt : damaged(name, std::strerror(errno));
        struct stat status {};
        if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
            return damaged(name, "it is no file");
        const auto size = static_cast<std::size_t>(status.st_size);
        if (size > limit)
            return damaged(name, fmt::format("it has {} bytes, more than {}", size, limit));
        return bytes(file.get(), name, size);
    }

    bool has(const char* name) const {
        struct stat status {};
        return ::fstatat(directory_, name, &status, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
    }

  private:
    std::nullopt_t damaged(const std::string& name, const std::string& what) {
        files_.damaged[name] = what;
        return std::nullopt;
    }

    std::optional<std::string> bytes(int file, const std::string& name, std::size_t size) {
        std::string content(size, '\0');
        std::size_t got = 0;
        while (got < size) {
            const auto count = ::read(file, content.data() + got, size - got);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return damaged(name, std::strerror(errno));
            if (count == 0) break;
            got += static_cast<std::size_t>(count);
        }
        content.resize(got);
        return content;
    }

    int directory_;
    summary::Files& files_;
};

/// `u-boot` of `u-boot.sizes`.
std::optional<std::string> image_of(const std::string& name, std::string_view ending) {
    if (name.size() <= ending.size() || !name.ends_with(ending)) return std::nullopt;
    return name.substr(0, name.size() - ending.size());
}

void read_functions(int directory, Folder& folder, summary::Files& files) {
    const FileDescriptor again(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!again) {
        files.damaged[fmt::format("*{}", summary::functions_ending)] = std::strerror(errno);
        return;
    }
    const auto read = [&](const std::string& name, std::string_view ending,
                          std::map<std::string, std::string>& texts) {
        const auto image = image_of(name, ending);
        if (!image) return;
        if (auto text = folder.text(name, text_limit)) texts[*image] = std::move(*text);
    };
    for (const auto& name : names_in(again.get())) {
        read(name, summary::functions_ending, files.functions);
        read(name, summary::statics_ending, files.statics);
    }
}

void read_configuration(const summary::Parts& parts, Folder& folder, summary::Files& files) {
    for (const auto name : summary::configuration_files(parts))
        if (auto text = folder.text(std::string(name), text_limit); text && !text->empty())
            files.configuration.emplace(name, std::move(*text));
}

int open_folder(const std::string& path) {
    return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

std::vector<std::string> names_of(const std::string& path) {
    const FileDescriptor directory(open_folder(path));
    return directory ? names_in(directory.get()) : std::vector<std::string>();
}

bool is_sound(const ports::BuildFolder& folder) {
    const bool commit = folder.commit.empty() || (folder.commit.find('/') == std::string::npos &&
                                                  folder.commit != "." && folder.commit != "..");
    return commit && (folder.board.empty() || core::is_board_name(folder.board));
}

}  // namespace

summary::Files ResultFiles::read(const ports::BuildFolder& place, const summary::Parts& parts) {
    summary::Files files;
    if (!is_sound(place)) return files;
    const auto path = base_ + "/" + place.commit + "/" + place.board;
    const FileDescriptor directory(open_folder(path));
    if (!directory) return files;
    Folder folder(directory.get(), files);
    if (!folder.has("done")) return files;
    // Who writes a build writes `done` last: what is read before it may be another build's.
    files.err = folder.text("err", text_limit).value_or("");
    files.host = folder.text("host", done_limit).value_or("");
    files.done = folder.text("done", done_limit);
    if (parts.sizes) files.sizes = folder.text("sizes", text_limit).value_or("");
    if (parts.functions) read_functions(directory.get(), folder, files);
    read_configuration(parts, folder, files);
    const std::string lines(result::footprint_file);
    if (parts.lines && folder.has(lines.c_str())) files.lines = folder.text(lines, text_limit);
    if (parts.environment) files.environment = folder.text("uboot.env", text_limit).value_or("");
    return files;
}

std::vector<ports::SecondFiles> ResultFiles::seconds() {
    std::vector<ports::SecondFiles> found;
    const auto top = base_ + "/" + std::string(result::flakes_folder);
    for (const auto& commit : names_of(top))
        for (const auto& board : names_of(top + "/" + commit)) {
            ports::SecondFiles second{{commit, board}, {}};
            const FileDescriptor directory(open_folder(top + "/" + commit + "/" + board));
            if (!directory) continue;
            Folder folder(directory.get(), second.files);
            second.files.done = folder.text("return_code", done_limit);
            second.files.err = folder.text("err", text_limit).value_or("");
            second.files.host = folder.text("host", done_limit).value_or("");
            found.push_back(std::move(second));
        }
    return found;
}

}  // namespace bm::adapters::fs
