// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {

std::vector<Section> boards_before() {
    return {{"Description",
             {{"",
               "Reads the boards out of the tree itself: every configs/*_defconfig through the "
               "tree's Kconfig files, and the MAINTAINERS files. No command of the tree is run. "
               "Without -v there is one name a line, for other programs."},
              {"",
               "What is wrong with a Kconfig file or a defconfig is told with its file and line, "
               "and the other boards are listed."}}}};
}

std::vector<Section> boards_after() {
    return {{"Examples",
             {{"bm boards -v 'arm & nvidia'", "All that is known of a vendor's boards."},
              {"bm boards soc:rk3399 -x evb", "Names of boards with a soc, but for some."},
              {"bm boards @glass", "The boards that somebody looks after."},
              {"bm boards --affected-by main..topic",
               "The boards that a series can change. To build them: bm boss -b topic --affected-by "
               "main..topic; 'bm boss $(bm boards ...)' would build all where this names none."},
              {"bm boards -b v2023.01 -R boards.cfg", "The board list of a release."}}},
            {"Exit status",
             {{"0", "All went well, but for what is told of the tree on stderr."},
              {"1", "The boards could not be read, or none was selected or can be affected."},
              {"2",
               "With -R, --maintainer-check, --full-check: there were warnings, or the tree has "
               "faults."}}},
            {"Files",
             {{"~/.cache/bm/boards/",
               "What was read before, so that it need not be read again; it can be removed."}}},
            {"See also", {{"", "bm(1), bm-boss(1)"}}}};
}

}  // namespace bm::app::cli
