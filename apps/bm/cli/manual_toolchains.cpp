// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {

std::vector<Section> toolchains_before() {
    return {{"Description",
             {{"",
               "Looks for compilers where the settings say and in PATH, calls each with --version "
               "and -dumpmachine, and says which one bm boss builds an arch with here, by which "
               "rule, with its version and target as it says them itself. One that hangs, fails, "
               "prints something else or builds for another arch than its name says is rejected."},
              {"",
               "An arch has the first compiler that works, in this order: of the arches that "
               "[toolchain-alias] puts in its place; of [toolchain-prefix]; of [toolchain], the "
               "entry download first, then by what its path contains (-elf, -unknown-linux-gnu, "
               "-linux, ...); by its usual prefix in PATH; this machine's own for sandbox and x86. "
               "Of two with the same priority the one whose entry stands first in the settings, "
               "then the newer, then the one with the shorter path. Where [toolchain-prefix] gives "
               "none, the arch has none, since you named it."},
              {"",
               "A [toolchain-prefix] can be a clang: U-Boot is then built with HOSTCC=clang and "
               "CC='clang -target ...', with the binutils of the arch's gcc in PATH."},
              {"",
               "It can be LLVM=1, LLVM=-15 or LLVM=/DIR/, too, as can -O of bm boss for every "
               "arch: make is told so, and builds with clang, ld.lld and LLVM's tools, without a "
               "gcc. The source's top Makefile must know LLVM, as Linux' does; where its "
               "scripts/Makefile.clang does not name the target of each ARCH itself, CROSS_COMPILE "
               "tells it. Each clang in PATH is listed by the word that asks for it."},
              {"",
               "--fetch takes archives from kernel.org's crosstool, the newest version that has the "
               "arch, and compares each with its line in sha256sums.asc, whose signature is not "
               "looked at. An archive that is there in part is gone on from. It is unpacked beside "
               "its place and tried before it takes it; what lies there and works is left. curl, "
               "tar and xz are needed."}}}};
}

std::vector<Section> toolchains_after() {
    return {
        {"Exit status",
         {{"0", "A compiler was found; where arches are named, one for each of them."},
          {"1", "None was, an ARCH has none, or usage."},
          {"2", "There is no compiler to fetch for an arch of --fetch."}}},
        {"Files",
         {{"~/.buildman", "Settings; [toolchain], [toolchain-prefix], [toolchain-alias]."},
          {"~/.buildman-toolchains/",
           "Compilers that were fetched: what [toolchain] download means where it is not set. On "
           "other machines a worker takes them where its PATH has none."}}},
        {"See also", {{"", "bm(1), bm-boss(1)"}}}};
}

}  // namespace bm::app::cli
