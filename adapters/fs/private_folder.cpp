// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/private_folder.hpp"

#include <stdlib.h>

#include <cerrno>

#include "adapters/fs/failure.hpp"
#include "adapters/fs/tree_walk.hpp"

namespace bm::adapters::fs {

core::Expected<PrivateFolder> PrivateFolder::make(const std::string& parent,
                                                  const std::string& prefix) {
    std::string path = parent + "/" + prefix + "XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) return system_failure("make", path, errno);
    return PrivateFolder(std::move(path));
}

PrivateFolder::~PrivateFolder() {
    if (!path_.empty()) (void)remove_tree(path_);
}

}  // namespace bm::adapters::fs
