// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/failure.hpp"

#include <cerrno>
#include <system_error>

namespace bm::adapters::fs {

tl::unexpected<core::Error> system_failure(const std::string& what, const std::string& path,
                                           int number) {
    auto message = "Cannot " + what + " " + path + ": " + std::generic_category().message(number);
    if (number == ENOSPC || number == EDQUOT)
        return core::fail(core::ErrorKind::no_space, message + "; free some space and call again");
    return core::fail(number == ENOENT ? core::ErrorKind::not_found : core::ErrorKind::environment,
                      std::move(message));
}

}  // namespace bm::adapters::fs
