// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "apps/bm/engine/worker_steps.hpp"
#include "domain/core/lists.hpp"
#include "domain/diagnostic/attribution.hpp"

namespace bm::app::engine {
namespace {

bool is_regular(const ports::BuildDirectory& output, const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return !output.list("", {path}).empty();
    return !output.list(path.substr(0, slash), {path.substr(slash + 1)}).empty();
}

/// The words of a record that name what the output was made of: all but the command.
template <class See>
void each_prerequisite(std::string_view record, See see) {
    for (const auto line : core::lines_of(record)) {
        if (line.starts_with("cmd_") || line.starts_with("savedcmd_")) continue;
        for (std::size_t at = 0; at < line.size();) {
            const auto end = std::min(line.find_first_of(" \t\\", at), line.size());
            if (end > at) see(line.substr(at, end - at));
            at = end + 1;
        }
    }
}

/// As make reads it in O=, without links.
std::string absolute(std::string_view word, const std::string& output) {
    const auto path =
        word.starts_with('/') ? std::filesystem::path(word) : std::filesystem::path(output) / word;
    return path.lexically_normal().string();
}

}  // namespace

recipe::StepResult find_prerequisites(const recipe::FindPrerequisites& step,
                                      ports::BuildDirectory& output, const std::string& source) {
    recipe::Prerequisites found;
    std::map<std::string, std::string, std::less<>> wanted;  // path below the top, by absolute one
    std::set<std::string_view> names;
    for (const auto& path : step.paths) {
        wanted[source + "/" + path] = path;
        names.insert(std::string_view(path).substr(path.rfind('/') + 1));
    }
    const auto read = output.each_record([&](std::string_view, std::string_view content) {
        each_prerequisite(content, [&](std::string_view word) {
            if (!names.contains(word.substr(word.rfind('/') + 1))) return;
            const auto at = wanted.find(absolute(word, output.path()));
            if (at != wanted.end()) found.paths.insert(at->second);
        });
    });
    if (!read)
        return recipe::StepFailed{"cannot read the build's records: " + read.error().message};
    return found;
}

recipe::StepResult attribute(const recipe::Attribute& step, ports::BuildDirectory& output,
                             const worker::Place& place) {
    diagnostic::Attribution attribution(step.diagnostics, {place.source, place.output});
    const auto read = output.each_record([&](std::string_view path, std::string_view content) {
        attribution.see_record(path, content);
    });
    if (!read)
        return recipe::StepFailed{"cannot read the build's records: " + read.error().message};
    for (const auto& file : attribution.named_files())
        if (is_regular(output, file)) attribution.see_file(file);
    return recipe::Attributed{attribution.outputs(), attribution.unattributed()};
}

}  // namespace bm::app::engine
