// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <libelf.h>

#include "domain/core/expected.hpp"
#include "domain/result/elf_raw.hpp"

namespace bm::adapters::elf {

/// All headers and symbols. Any bytes at all give a value or a refusal; names take at most 256 MiB.
core::Expected<result::RawElf> read_raw(Elf* elf, const std::string& path);

}  // namespace bm::adapters::elf
