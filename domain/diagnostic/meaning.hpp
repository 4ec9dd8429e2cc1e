// SPDX-License-Identifier: GPL-2.0-or-later
// When two diagnostics say the same.
#pragma once

#include <string>
#include <string_view>

#include "domain/diagnostic/block.hpp"

namespace bm::diagnostic {

/// `x.c:12:5: warning` -> `x.c::: warning`, `x.c:(.text+0x1c): undefined` -> `x.c:(.text):
/// undefined`: what code above a place moves is taken out, and so are the folder of the slot that
/// built it and the names of temporary files.
std::string without_places(std::string_view line);

/// Excerpts and carets show the source; they are no message.
bool is_excerpt(std::string_view line);

/// The same of a block's line, which may be an excerpt that clang does not indent.
bool is_excerpt(const Block& block, std::size_t line);

/// True for what ends a compiler's or linker's words, as `2 warnings generated.`: it speaks of all
/// that was said, not of the diagnostic that happens to be the last.
bool is_closing(std::string_view line);

/// Says in which function, or through which file, the next diagnostic was met: what else is said
/// there takes it along.
bool is_setting(std::string_view line);

/// Equal for two diagnostics that say the same, wherever the code has moved in its file.
std::string meaning_of(const Block& block);

}  // namespace bm::diagnostic
