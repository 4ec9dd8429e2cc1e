// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/exit_status.hpp"

namespace bm::result {

ExitStatus exit_status(const Tally& tally, bool ignore_warnings) {
    if (tally.interrupted) return ExitStatus::interrupted;
    if (tally.set_up_failed) return ExitStatus::set_up;
    if (tally.not_obtained > 0 || tally.no_toolchain > 0) return ExitStatus::incomplete;
    if (tally.failed > 0) return ExitStatus::failures;
    if (tally.warned > 0 && !ignore_warnings) return ExitStatus::warnings;
    return ExitStatus::success;
}

}  // namespace bm::result
