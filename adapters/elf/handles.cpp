// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/elf/handles.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace bm::adapters::elf {

core::Expected<FileDescriptor> open_file(const std::string& path) {
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.get() < 0) {
        const auto kind =
            errno == ENOENT ? core::ErrorKind::not_found : core::ErrorKind::environment;
        return core::fail(kind,
                          "cannot open " + path + ": " + std::generic_category().message(errno));
    }
    struct stat status {};
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return core::fail(core::ErrorKind::refused, path + " is no regular file");
    return file;
}

tl::unexpected<core::Error> not_sound(const std::string& path, const std::string& what) {
    return core::fail(core::ErrorKind::refused, "cannot read " + path + " as ELF: " + what);
}

}  // namespace bm::adapters::elf
