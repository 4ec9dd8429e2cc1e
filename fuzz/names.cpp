// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_core
// A name that is accepted cannot leave the folder it is put in.
#include "domain/core/names.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const bool escapes = text.empty() || text == "." || text.find('/') != text.npos ||
                         text.find("..") != text.npos || text.find('\0') != text.npos;
    const bool accepted = bm::core::is_board_name(text) || bm::core::is_file_name(text) ||
                          bm::core::is_commit_hash(text);
    if (accepted && escapes) std::abort();
    return 0;
}
