// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/evidence/inputs.hpp"
#include "domain/recipe/finished.hpp"
#include "domain/toolchain/llvm.hpp"

namespace bm::recipe {

/// The outcome of the build that lies in an O=.
struct Accepted {
    std::string commit;
    Finished outcome;               ///< without what was collected
    bool has_configuration = true;  ///< the configuration that lies there is this build's
    toolchain::LlvmTree llvm = toolchain::LlvmTree::unknown;  ///< what its source said of LLVM
};

/// What is known of the content of one O= directory. A new worker knows nothing of it, and so
/// begins with a clean build.
struct OutputMemory {
    std::string board;               ///< whose build lies there
    std::string source;              ///< from which source directory
    std::string orders;              ///< with which arguments, compiler and environment
    bool trusted = false;            ///< the last make there ended by itself: what it left is whole
    bool clean_next = false;         ///< a diagnostic nobody could be found for
    std::vector<std::string> noisy;  ///< outputs that printed something, below O=
    std::string configure_err;       ///< what Kconfig said of the .config that lies there
    std::string adjust_err;          ///< what of -a is not in effect in it
    bool failed = false;             ///< the last build there failed
    std::optional<std::set<std::string>> confirmed;  ///< its errors, if a clean build had them too
    /// What all makes since O= was empty asked of the source: the outcome hangs on that alone.
    evidence::Inputs configure_inputs;  ///< to make the configuration
    evidence::Inputs build_inputs;      ///< to build by it
    std::optional<Accepted> accepted;   ///< absent: a make ran since, or the outcome is in doubt
};

}  // namespace bm::recipe
