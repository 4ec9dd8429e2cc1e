// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace bm::app {

/// The worker as a static file of its own, beside bm; empty where there is none.
std::filesystem::path worker_file();

/// What bm starts here for the verbs of a worker and of a guard: worker_file(), or bm itself where
/// there is none. A static program starts in a quarter of bm's time, and a build starts several. The
/// file stays the one that was there when this was first called, whatever replaces it meanwhile.
const std::string& worker_program();

}  // namespace bm::app
