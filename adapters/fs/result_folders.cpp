// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/result_folders.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "adapters/fs/file_descriptor.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "domain/core/names.hpp"

namespace bm::adapters::fs {
namespace {

using core::ErrorKind;

tl::unexpected<core::Error> failure(const std::string& what, const std::string& path, int number) {
    const auto kind =
        number == ENOSPC || number == EDQUOT ? ErrorKind::no_space : ErrorKind::environment;
    return core::fail(kind, "Cannot " + what + " " + path + ": " + std::strerror(number));
}

}  // namespace

core::Expected<void> ResultFolders::create(const std::string& folder) {
    BM_TRY(remove_tree(folder));
    std::error_code problem;
    std::filesystem::create_directories(std::filesystem::path(folder).parent_path(), problem);
    if (::mkdir(folder.c_str(), 0700) != 0) return failure("make", folder, errno);
    return {};
}

core::Expected<void> ResultFolders::write(const std::string& folder, std::string_view name,
                                          std::string_view content) {
    const auto path = folder + "/" + std::string(name);
    if (!core::is_file_name(name))
        return core::fail(ErrorKind::refused, "'" + path + "' is no name of a result file");
    const auto directory = open_folder(folder, "");
    if (!directory) return failure("open", folder, errno);
    const FileDescriptor file(::openat(directory.get(), std::string(name).c_str(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return failure("make", path, errno);
    while (!content.empty()) {
        const auto written = ::write(file.get(), content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failure("write", path, errno);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace bm::adapters::fs
