// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace bm::kconfig {

/// A truth of Kconfig.
enum class Tristate : std::uint8_t {
    no,   ///< n: not built
    mod,  ///< m: built as a module
    yes,  ///< y: built in
};

inline Tristate both(Tristate a, Tristate b) { return std::min(a, b); }
inline Tristate either(Tristate a, Tristate b) { return std::max(a, b); }
inline Tristate opposite(Tristate a) {
    return static_cast<Tristate>(static_cast<int>(Tristate::yes) - static_cast<int>(a));
}

}  // namespace bm::kconfig
