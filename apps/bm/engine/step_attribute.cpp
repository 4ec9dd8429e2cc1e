// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/worker_steps.hpp"
#include "domain/diagnostic/attribution.hpp"

namespace bm::app::engine {

recipe::StepResult attribute(const recipe::Attribute& step, ports::BuildDirectory& output,
                             const worker::Place& place) {
    diagnostic::Attribution attribution(step.diagnostics, {place.source, place.output});
    const auto read = output.each_record([&](std::string_view path, std::string_view content) {
        attribution.see_record(path, content);
    });
    if (!read)
        return recipe::StepFailed{"cannot read the build's records: " + read.error().message};
    return recipe::Attributed{attribution.outputs(), attribution.unattributed()};
}

}  // namespace bm::app::engine
