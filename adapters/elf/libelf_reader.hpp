// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "ports/elf_reader.hpp"

namespace bm::adapters::elf {

class LibelfReader final : public ports::ElfReader {
  public:
    LibelfReader();
    core::Expected<result::ElfImage> read(const std::string& path) override;
    core::Expected<std::string> archive_section(const std::string& path, std::string_view section,
                                                std::size_t limit) override;
    core::Expected<result::RawLines> lines(const std::string& path, const std::string& source,
                                           const std::string& output) override;
};

}  // namespace bm::adapters::elf
