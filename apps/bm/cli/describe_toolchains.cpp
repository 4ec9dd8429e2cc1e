// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/group.hpp"

namespace bm::app::cli {

void describe_toolchains(CLI::App& app, ToolchainsOptions& o) {
    app.description("say which compiler serves each arch, and why");
    app.add_option("ARCH", o.arches, "Arches to speak of (default: all that boards have)")
        ->group("Options");
    Group(app, "Options")
        .value("-G,--config-file", o.settings_file, "Settings file (default: ~/.buildman)", "FILE")
        .flag("-v,--verbose", o.verbose,
              "Show every compiler that was found, and why it is not the one")
        .repeated("--fetch", o.fetch,
                  "Fetch the newest compilers of these arches from kernel.org into "
                  "~/.buildman-toolchains, comma-separated; all: of all; list: say which there are",
                  "LIST")
        .value(
            "--url", o.url,
            "Fetch from here; the directory has a folder for each host (default: toolchain-url in "
            "[global] of the settings, else kernel.org's)",
            "URL")
        .flag("--json", o.json, "Print all of it as JSON on stdout");
    for (const char* other : {"--json", "--verbose"})
        app.get_option("--fetch")->excludes(app.get_option(other));
    app.get_option("--url")->needs(app.get_option("--fetch"));
    add_help(app);
}

}  // namespace bm::app::cli
