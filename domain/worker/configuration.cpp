// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/configuration.hpp"

#include <algorithm>

#include "domain/worker/answers.hpp"

namespace bm::worker {
namespace {

bool is_absolute(const std::string& path) {
    return path.starts_with('/') && path.find('\0') == std::string::npos;
}

}  // namespace

const std::vector<std::string>& offered_features() {
    static const std::vector<std::string> features = {"lease", "spool"};
    return features;
}

core::Expected<void> check(const protocol::Configure& request) {
    const auto refuse = [](const std::string& why) {
        return core::fail(core::ErrorKind::refused, "configure: " + why);
    };
    for (const auto& feature : request.features)
        if (std::ranges::find(offered_features(), feature) == offered_features().end())
            return refuse("feature " + shown(feature) + " was not offered");
    const auto& settings = request.settings;
    if (settings.jobs < 0 || settings.threads < 0 || settings.time_limit_s < 0 ||
        settings.abbrev < 0)
        return refuse("jobs, threads, time_limit_s and abbrev must not be negative");
    if (!settings.spool_dir.empty()) {
        if (std::ranges::find(request.features, "spool") == request.features.end())
            return refuse("spool_dir needs the feature spool");
        if (!is_absolute(settings.spool_dir)) return refuse("spool_dir must be an absolute path");
    }
    if (settings.work_in_output && !is_absolute(settings.output_dir))
        return refuse("work_in_output needs output_dir, an absolute path");
    return {};
}

}  // namespace bm::worker
