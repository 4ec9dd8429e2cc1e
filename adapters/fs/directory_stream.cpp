// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/directory_stream.hpp"

#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <memory>

#include "adapters/fs/file_descriptor.hpp"

namespace bm::adapters::fs {

std::vector<std::string> names_in(int directory) {
    std::vector<std::string> names;
    FileDescriptor own(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!own) return names;
    struct Close {
        void operator()(DIR* stream) const { ::closedir(stream); }
    };
    const std::unique_ptr<DIR, Close> stream(::fdopendir(own.get()));
    if (!stream) return names;
    (void)own.release();
    while (const auto* entry = ::readdir(stream.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace bm::adapters::fs
