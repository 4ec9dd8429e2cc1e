// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "adapters/trace/memory_file.hpp"

namespace bm::adapters::trace {

/// The library that is loaded into programs (preload/), which this executable carries, in a file.
core::Expected<MemoryFile> preload_library();

}  // namespace bm::adapters::trace
