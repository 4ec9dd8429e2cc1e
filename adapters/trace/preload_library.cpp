// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/preload_library.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

__asm__(
    ".section .rodata\n"
    "bm_trace_library_begin:\n"
    ".incbin \"" BM_TRACE_LIBRARY
    "\"\n"
    "bm_trace_library_end:\n"
    ".previous\n");

extern "C" const char bm_trace_library_begin[];
extern "C" const char bm_trace_library_end[];

namespace bm::adapters::trace {

core::Expected<MemoryFile> preload_library() {
    BM_TRY_ASSIGN(auto file, MemoryFile::create("libbm-trace.so"));
    const auto size = static_cast<std::size_t>(bm_trace_library_end - bm_trace_library_begin);
    if (::write(file.descriptor(), bm_trace_library_begin, size) != static_cast<ssize_t>(size))
        return core::fail(core::ErrorKind::environment,
                          std::string("cannot write a file in memory: ") + std::strerror(errno));
    return file;
}

}  // namespace bm::adapters::trace
