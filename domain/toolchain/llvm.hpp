// SPDX-License-Identifier: GPL-2.0-or-later
// clang as Kbuild knows it: LLVM= names the compiler with its linker and tools, for every arch.
#pragma once

#include <string>
#include <string_view>

#include "domain/core/expected.hpp"
#include "domain/toolchain/toolchain.hpp"

namespace bm::toolchain {

/// A word of the user's that asks for it: `llvm`, and everything that begins with `LLVM=`.
bool asks_for_llvm(std::string_view word);

/// The value of LLVM= that such a word means: `1`; `-15` or the like behind each program's name; or
/// the directory of the programs, with '/' at the end, absolute or below '~/'. The error says what
/// the value can be.
core::Expected<std::string> llvm_value(std::string_view word);

/// The file of one of its programs: `clang-15` for `-15`, `/opt/llvm/bin/clang` for
/// `/opt/llvm/bin/`.
std::string llvm_program(std::string_view program, std::string_view value);

/// What a user writes after -O to have the clang of that name from PATH: `LLVM=-15` for `clang-15`.
std::string llvm_word(std::string_view clang);

/// How a source tree can be built so, as its Makefiles say.
enum class LlvmTree {
    unknown,    ///< its top Makefile has no such variable
    by_prefix,  ///< clang builds for what CROSS_COMPILE begins with
    by_arch,    ///< it names the target of each ARCH itself
};

/// `makefile`: the top one; `makefile_clang`: scripts/Makefile.clang, empty where there is none.
LlvmTree llvm_tree(std::string_view makefile, std::string_view makefile_clang);

/// The clang that the word asks for, with a prefix that tells it the arch, whether there is a gcc
/// or not. The error: it does not start here, or its linker or objcopy is missing.
core::Expected<Toolchain> with_llvm(std::string_view word, const std::string& arch,
                                    const Machine& machine);

/// Such a toolchain as this tree is told of it; any other stays what it is. The error: the tree
/// cannot be built so. `wrapper`: before the compiler; empty: none.
core::Expected<Toolchain> for_tree(Toolchain toolchain, LlvmTree tree, const std::string& wrapper);

}  // namespace bm::toolchain
