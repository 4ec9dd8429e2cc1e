// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <libelf.h>

#include "domain/core/expected.hpp"
#include "domain/result/footprint.hpp"

namespace bm::adapters::elf {

/// Where the files of line tables are looked for; absolute.
struct SourcePlaces {
    std::string source;
    std::string output;
};

/// Any bytes at all give a value or a refusal; at most 16 million rows, 4 million
/// pieces of code and a million files.
core::Expected<result::RawLines> read_lines(Elf* elf, const std::string& path,
                                            const SourcePlaces& places);

}  // namespace bm::adapters::elf
