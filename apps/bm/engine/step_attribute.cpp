// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <string_view>

#include "apps/bm/engine/worker_steps.hpp"

namespace bm::app::engine {

/// Names nobody: the next build in this O= is clean, and so says all it has to say.
recipe::StepResult attribute(const recipe::Attribute& step, ports::BuildDirectory&,
                             const worker::Place&) {
    recipe::Attributed result;
    std::string_view rest = step.diagnostics;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (!line.empty()) result.unattributed.emplace_back(line);
    }
    return result;
}

}  // namespace bm::app::engine
