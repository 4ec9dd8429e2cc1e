// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace bm::tests {

/// The file of this test program, which is its own guard. Unlike /proc/self/exe it can also be
/// started by a program that runs in a virtual machine such as valgrind.
inline std::string own_executable() { return std::filesystem::read_symlink("/proc/self/exe"); }

}  // namespace bm::tests
