// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {

std::vector<Section> bm_before() {
    return {{"Description",
             {{"",
               "bm builds many boards at many commits of a Kconfig source tree, U-Boot first, and "
               "says which commit broke, mended, warned or grew which board. It builds each board "
               "incrementally along the series, and yet what it reports of a build is what a clean "
               "build says."}}},
            {"Commands",
             {{"bm boss [OPTION...] [TERM...]", "Plan, build through workers, report."},
              {"bm summary [OPTION...] [TERM...]", "Say what each commit did to which board."},
              {"bm boards [OPTION...] [TERM...]", "Say which boards a source tree has."},
              {"bm worker [OPTION...]", "Build what a boss asks for."},
              {"bm machines [OPTION...] [NAME...]", "Say what each machine can be used for."},
              {"bm toolchains [OPTION...] [ARCH...]", "Say which compiler serves each arch, and why."},
              {"bm config [OPTION...]", "List every setting in force, and where it comes from."},
              {"bm init [OPTION...]", "Make a first settings file, and say what is missing."},
              {"bm sim [OPTION...]", "Run a farm in a simulator, and check what bm promises."},
              {"bm --version", "Say which bm this is."},
              {"bm help [COMMAND]", "Show the manual of bm or of a command."}}}};
}

std::vector<Section> bm_after() {
    return {{"See also",
             {{"", "bm-boss(1), bm-summary(1), bm-worker(1), bm-boards(1), bm-machines(1), bm-toolchains(1), "
                  "bm-config(1), bm-init(1), bm-sim(1)"}}}};
}

std::vector<Section> boss_before() {
    return {{"Description",
             {{"",
               "Builds each selected board at each commit of a branch or a range, or the source as "
               "it lies in the work tree, with the changes in it. Every result is stored; one that "
               "is stored already is not built again. A build without an outcome is named, and the "
               "exit status says so."},
              {"",
               "The repository gets no branch, worktree, ref or lock: builds take place in a work "
               "directory below the output directory, or where an option says."}}}};
}

std::vector<Section> boss_after() {
    return {
        {"Examples",
         {{"bm boss -b topic qemu_arm64 'arm&^rk'",
           "The commits of the branch from its upstream on, for the board qemu_arm64 and the arm "
           "boards whose name, cpu, vendor or soc begins with rk."},
          {"bm boss -b v2023.01..topic --step 0 -x riscv",
           "The first and the last commit of a range, for all boards but those of one arch."},
          {"bm boss -c 3 -T 4 -j 2 sandbox",
           "The newest three commits of HEAD, four builds at a time."},
          {"bm boss -o /tmp/out qemu_arm64", "The source as it lies there."},
          {"bm boss -b topic -a LTO,~SPL_LTO", "With another configuration."},
          {"bm boss -b topic -n --json", "What would be built, for a script."}}},
        {"Exit status",
         {{"0", "All was built."},
          {"100", "A build failed."},
          {"101", "Builds had warnings and none failed; 0 with -W."},
          {"102", "A build could not be obtained. It is named, and the next call tries it again."},
          {"1", "Usage or set-up, or no machine can be used: nothing was built."},
          {"130", "Interrupted. What was built is stored."}}},
        {"Files",
         {{"<output-dir>/<branch>/<NN>_g<hash>_<subject>/<board>/",
           "The result of a build: done (its return code, written last), err, log, sizes, "
           "u-boot.sizes, u-boot.objdump, .config and its like, uboot.env, toolchain, out-cmd, "
           "out-env; with -k the images."},
          {"<output-dir>/<branch>/.bm-work/", "Where builds take place; it can be removed."},
          {"boards.cfg",
           "A board list in the output directory, used in place of what the tree says of its boards. "
           "One that U-Boot's own tool made is passed over, for it may be older than the tree."},
          {"~/.buildman", "Settings; read and never written. bm config lists those that hold, bm toolchains says "
           "which compilers they choose."},
          {".bm", "At the top of the source tree: settings that its developers share."}}},
        {"Environment",
         {{"PATH", "Where git, make and the compilers are found."},
          {"TMPDIR",
           "Where calls of bm wait for each other (--process-limit) and share connections."},
          {"",
           "Of other variables only those get to make that cannot change a build; what was left "
           "out is named, and --env keeps it."}}},
        {"See also",
         {{"", "bm(1), bm-worker(1), bm-boards(1), bm-machines(1), bm-toolchains(1), bm-config(1), "
              "git(1), make(1)"}}}};
}

std::vector<Section> worker_before() {
    return {{"Description",
             {{"",
               "Speaks JSON lines over its standard input and output, as doc/protocol.md says. A "
               "boss starts it, here or over ssh; U-Boot's buildman can, too. It can be typed to "
               "by hand."}}}};
}

std::vector<Section> worker_after() {
    return {{"Exit status",
             {{"0", "The boss said quit."}, {"1", "The input ended, or a signal came."}}},
            {"Files", {{"~/.cache/bm/worker/", "The work directory where -g names no other."}}},
            {"See also", {{"", "bm(1), bm-boss(1)"}}}};
}

}  // namespace bm::app::cli
