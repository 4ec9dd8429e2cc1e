// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_parts.hpp"

namespace bm::app {

summary::Parts parts_of(const cli::ShowOptions& options) {
    summary::Parts parts;
    parts.lines = options.wants_lines();
    parts.lines_code = options.lines_code;
    parts.sizes = options.show_sizes || options.show_bloat || (options.show_detail && !parts.lines);
    parts.functions = options.show_bloat;
    parts.configuration = options.show_config;
    parts.environment = options.show_environment;
    parts.keep_y = options.preserve_config_y;
    return parts;
}

summary::Parts parts_to_read(const cli::ShowOptions& options) {
    auto parts = parts_of(options);
    parts.sizes = parts.sizes || options.html;
    parts.lines_code = false;  // it is in the source, and the page has no place for it
    return parts;
}

std::vector<std::string> idle_options(const cli::ShowOptions& options) {
    std::vector<std::string> notices;
    if (options.list_error_boards && !options.show_errors)
        notices.emplace_back("-l has no effect without -e, which shows messages");
    if (options.preserve_config_y && !options.show_config)
        notices.emplace_back(
            "--preserve-config-y has no effect without -K, which shows configurations");
    return notices;
}

summary::Show show_of(const cli::ShowOptions& options) {
    summary::Show show;
    show.errors = options.show_errors;
    show.error_boards = options.list_error_boards;
    show.sizes = parts_of(options).sizes;
    show.detail = options.show_detail;
    show.functions = options.show_bloat;
    show.configuration = options.show_config;
    show.environment = options.show_environment;
    show.lines = options.wants_lines();
    show.lines_code = options.lines_code;
    show.unknown = options.show_unknown;
    show.not_built = options.show_not_built;
    return show;
}

}  // namespace bm::app
