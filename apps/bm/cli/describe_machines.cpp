// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/group.hpp"
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {
namespace {

constexpr std::int64_t most_seconds = 600;

}  // namespace

void describe_machines(CLI::App& app, MachinesOptions& o) {
    app.description("say what each machine of the settings is, has and can be used for");
    app.add_option("NAME", o.names, "Machines of the settings (default: all of them)")
        ->group("Options");
    Group(app, "Options")
        .flag("--json", o.json, "Print all that is known as JSON")
        .flag("-v,--verbose", o.verbose, "Tell of each machine what it has")
        .flag("--fetch-arch", o.fetch_arch,
              "Bring each machine compilers that it lacks for the arches of the tree's boards")
        .value("-G,--config-file", o.settings_file, "Settings file (default: ~/.buildman)", "FILE")
        .value(
            "-g,--git", o.git_dir,
            "Directory of the source tree, whose .bm holds (default: the one that this directory "
            "is in)",
            "DIR")
        .value("--ssh-command", o.ssh_command,
               "Program, with its options, that runs a command on a machine (default: ssh)", "CMD")
        .number("--time-limit", o.time_limit_s, 1, most_seconds,
                "Seconds that a machine may take to answer (default: answer_limit in the settings, "
                "or 3)");
    app.get_option("--fetch-arch")->excludes(app.get_option("--json"), app.get_option("--verbose"));
    add_help(app);
}

std::vector<Section> machines_before() {
    return {
        {"Description",
         {{"",
           "Asks all machines of [machines] at the same time, through ssh, and changes nothing "
           "there. A machine that cannot be used is named with the reason and what to do; below "
           "the table stands which versions of tools and compilers differ between machines and "
           "this one ('here'). bm boss --mach does the same."},
          {"",
           "A machine is busy when its load for each processor is above max_load: it is used, "
           "with fewer boards at a time. With less free disk than min_disk or less memory than "
           "min_memory (MB) it is not used. The keys stand in [global] or [machine:NAME]."},
          {"",
           "--fetch-arch finds out which arches of the tree's boards a machine has no compiler "
           "for, neither in PATH nor in ~/.buildman-toolchains, fetches here what kernel.org's "
           "crosstool (toolchain-url in [global]) has for machines of its kind, checks it, and "
           "sends it through ssh to that folder there, where a worker finds it. It is tried "
           "before it takes its place. Only tar is needed there. What could not be brought is "
           "listed with the reason. bm boss --machines-fetch-arch does the same for the boards "
           "that are selected."}}}};
}

std::vector<Section> machines_after() {
    return {{"Exit status",
             {{"0", "A machine can be used."},
              {"1",
               "None can, none is configured, or the settings cannot be read; with --fetch-arch: a "
               "compiler could not be brought."}}},
            {"Files", {{"~/.buildman", "[machines] lists them; doc/machines.md has every key."}}},
            {"See also", {{"", "bm(1), bm-boss(1), bm-config(1), ssh_config(5)"}}}};
}

}  // namespace bm::app::cli
