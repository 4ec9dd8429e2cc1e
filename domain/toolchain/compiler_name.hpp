// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/core/expected.hpp"

namespace bm::toolchain {

/// What the file name of a compiler says (P 6.1).
struct CompilerName {
    enum class Kind {
        gcc,    ///< `gcc`, or `<cpu>-<system>-gcc`
        clang,  ///< `clang`, or `clang-14`; it builds for any arch
    };
    Kind kind = Kind::gcc;
    std::string arch;    ///< before the first '-'; "sandbox" for the machine's own
    std::string prefix;  ///< up to the last '-'; empty for the machine's own
    friend bool operator==(const CompilerName&, const CompilerName&) = default;
};

/// Only names that make can be told as a cross prefix: no c99-gcc, gnatgcc, afl-gcc, gcc-12, and
/// none whose system no board runs. The error is the reason in words.
core::Expected<CompilerName> read_compiler_name(std::string_view file);

/// What follows the last '/'.
std::string_view file_name(std::string_view path);

/// True for `clang` and `clang-14`, with or without a directory.
bool is_clang(std::string_view path);

/// Two to five words of letters, digits, '_' and '.', of which the last names a system that boards'
/// compilers are for: `arm-none-eabi`, `aarch64-linux`.
bool is_plausible_triple(std::string_view text);

}  // namespace bm::toolchain
