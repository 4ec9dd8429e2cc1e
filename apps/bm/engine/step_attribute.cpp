// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/worker_steps.hpp"
#include "domain/diagnostic/attribution.hpp"

namespace bm::app::engine {
namespace {

bool is_regular(const ports::BuildDirectory& output, const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return !output.list("", {path}).empty();
    return !output.list(path.substr(0, slash), {path.substr(slash + 1)}).empty();
}

bool ends_word(std::string_view text, std::size_t at) {
    return at >= text.size() ||
           std::string_view(" \t\n\\:)'\"").find(text[at]) != std::string_view::npos;
}

/// As a word that ends with `/path`: records name files by way of the source's directory.
bool names(std::string_view record, const std::string& path) {
    const auto end = '/' + path;
    for (auto at = record.find(end); at != std::string_view::npos; at = record.find(end, at + 1))
        if (ends_word(record, at + end.size())) return true;
    return false;
}

}  // namespace

recipe::StepResult find_prerequisites(const recipe::FindPrerequisites& step,
                                      ports::BuildDirectory& output) {
    recipe::Prerequisites found;
    const auto read = output.each_record([&](std::string_view, std::string_view content) {
        for (const auto& path : step.paths)
            if (!found.paths.contains(path) && names(content, path)) found.paths.insert(path);
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
