// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/result_folders.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "adapters/fs/failure.hpp"
#include "adapters/fs/file_bytes.hpp"
#include "adapters/fs/file_descriptor.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "domain/core/names.hpp"

namespace bm::adapters::fs {
core::Expected<void> ResultFolders::create(const std::string& folder) {
    BM_TRY(remove_tree(folder));
    std::error_code problem;
    std::filesystem::create_directories(std::filesystem::path(folder).parent_path(), problem);
    if (::mkdir(folder.c_str(), 0700) != 0) return system_failure("make", folder, errno);
    return {};
}

core::Expected<void> ResultFolders::write(const std::string& folder, std::string_view name,
                                          std::string_view content) {
    const auto path = folder + "/" + std::string(name);
    if (!core::is_file_name(name))
        return core::fail(core::ErrorKind::refused, "'" + path + "' is no name of a result file");
    const auto directory = open_folder(folder, "");
    if (!directory) return system_failure("open", folder, errno);
    FileDescriptor file(::openat(directory.get(), std::string(name).c_str(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return system_failure("make", path, errno);
    // Some file systems say only now that they had no room.
    if (!write_all(file.get(), content) || ::close(file.release()) != 0)
        return system_failure("write", path, errno);
    return {};
}

}  // namespace bm::adapters::fs
