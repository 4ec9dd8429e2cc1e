// SPDX-License-Identifier: GPL-2.0-or-later
#include <memory>
#include <utility>

#include "apps/bm/engine/worker_steps.hpp"
#include "domain/recipe/kconfig_guard.hpp"

namespace bm::app::engine {

ports::ProcessSpec make_spec(const recipe::RunMake& step, const std::string& make,
                             const std::string& directory) {
    ports::ProcessSpec spec;
    spec.argv.push_back(make);
    spec.argv.insert(spec.argv.end(), step.arguments.begin(), step.arguments.end());
    spec.environment = step.environment;
    spec.directory = directory;
    if (step.watch_kconfig)
        spec.keep_going = [guard = std::make_shared<recipe::KconfigGuard>()](std::string_view out) {
            return guard->feed(out);
        };
    if (step.limit_s > 0) spec.limit = std::chrono::seconds(step.limit_s);
    return spec;
}

recipe::MakeEnded make_ended(ports::ProcessEnd end) {
    using From = ports::ProcessEnd::Kind;
    using How = recipe::MakeEnded::How;
    recipe::MakeEnded ended;
    ended.code = end.code;
    ended.out = std::move(end.out);
    ended.err = std::move(end.err);
    ended.problem = std::move(end.problem);
    switch (end.kind) {
        case From::exited:
            ended.how = How::exited;
            break;
        case From::signalled:
            ended.how = How::signalled;
            break;
        case From::limit:
            ended.how = How::limit;
            break;
        case From::stopped:
            ended.how = How::guard;
            break;
        case From::cancelled:
            ended.how = How::cancelled;
            break;
        case From::not_started:
            ended.how = How::not_started;
            break;
        case From::lost:
            ended.how = How::lost;
            break;
    }
    return ended;
}

evidence::Inputs inputs_of(const std::vector<evidence::Sighting>& sightings) {
    evidence::Inputs inputs;
    for (const auto& sighting : sightings) inputs.add(sighting);
    return inputs;
}

std::vector<std::string> folders_of(const recipe::RunMake& step, const worker::Place& place) {
    std::vector<std::string> folders = {place.output};
    if (place.source != place.output) folders.push_back(place.source);
    const auto temporary = step.environment.find("TMPDIR");
    folders.push_back(temporary == step.environment.end() ? "/tmp" : temporary->second);
    return folders;
}

}  // namespace bm::app::engine
