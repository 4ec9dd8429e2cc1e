// SPDX-License-Identifier: GPL-2.0-or-later
#include "sim/trace.hpp"

#include <fmt/format.h>

#include "domain/core/shown.hpp"

namespace bm::sim {

void Trace::tell(core::Instant now, std::string_view what, std::uint64_t who,
                 std::string_view text) const {
    constexpr std::size_t longest = 300;
    sink_(fmt::format("{:>10.3f} {:<8} {} {}\n",
                      static_cast<double>(now.time_since_epoch().count()) / 1000, what, who,
                      core::shown(text, longest)));
}

}  // namespace bm::sim
