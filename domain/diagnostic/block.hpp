// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bm::diagnostic {

/// Lines of make's stderr that belong together: a compiler's diagnostic with the includes and the
/// function before it, its notes, its source excerpt and what ends its compiler's words behind it;
/// a linker's words of a function; a traceback; a notice of the Makefile; or a line of anything
/// else with the indented ones behind it.
struct Block {
    enum class Kind {
        located,     ///< says `path:line:` or `path:` of a source or output
        plain,       ///< no source's or output's own: linkers, scripts, tools
        every_make,  ///< printed by each make, whatever is up to date
        make_word,   ///< make's own `*** [target] Error 2`: no diagnostic
        dropped,     ///< says only how make went about it: never stored
    };
    Kind kind = Kind::plain;
    std::vector<std::string> lines;
    std::vector<std::string> places;  ///< every path that the block names as a place, as printed
    std::string file;                 ///< the place of the diagnostic itself
    long line = 0;                    ///< of that place; 0 when it is not said
    friend bool operator==(const Block&, const Block&) = default;
};

/// Cuts stderr into blocks, in their order. Every line is in exactly one. Linear in the text.
std::vector<Block> parse(std::string_view text);

/// True for `======= WARNING =======`, which begins a notice of U-Boot's Makefile.
bool opens_notice(std::string_view line);

std::string text_of(const Block& block);

/// True for a block that has an error in it (`error:`, `Error:`, `undefined reference` ...).
bool is_error(const Block& block);

/// The text as it is stored: blocks in one order that does not depend on make's schedule (by place,
/// then by text), make's own words last, what only make says of its schedule left out.
std::string ordered_text(std::vector<Block> blocks);

/// Takes every `<source_dir>/` out of the text.
std::string without_source_directory(std::string_view text, std::string_view source_dir);

}  // namespace bm::diagnostic
