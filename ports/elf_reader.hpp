// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/core/expected.hpp"
#include "domain/result/elf_image.hpp"
#include "domain/result/footprint.hpp"

namespace bm::ports {

/// Reads what a build made. Blocking. not_found: no such file; refused: not a sound ELF file.
class ElfReader {
  public:
    virtual ~ElfReader() = default;
    virtual core::Expected<result::ElfImage> read(const std::string& path) = 0;
    /// The bytes of a section of the first member of an archive (plain or thin) that has it, or of
    /// an object, at most `limit`; not_found when none has it, refused when it is larger.
    virtual core::Expected<std::string> archive_section(const std::string& path,
                                                        std::string_view section,
                                                        std::size_t limit) = 0;
    /// What its DWARF says of lines; nothing where it has none. Names of files that are relative
    /// are looked for in `source`, then in `output` (absolute); links are followed.
    virtual core::Expected<result::RawLines> lines(const std::string& path,
                                                   const std::string& source,
                                                   const std::string& output) = 0;
};

}  // namespace bm::ports
