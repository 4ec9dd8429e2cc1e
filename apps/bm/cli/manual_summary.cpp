// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {

std::vector<Section> summary_before() {
    return {
        {"Description",
         {{"",
           "Reads the results that bm boss, or buildman, left in the output directory, and says "
           "for each commit what is not as it was before. Nothing is built, and no program is "
           "run on the results. It can be called while they are being made."},
          {"",
           "A build is compared with the board's last known one: what is not known counts "
           "neither as good nor as bad."}}},
        {"What is shown",
         {{"arm: board", "In a line of each arch: what was mended, and says nothing now."},
          {"w+ board", "Boards that warn now, and failed or said nothing before."},
          {"+ board", "Boards that are broken now."},
          {"* board", "Boards that the commit before does not have."},
          {"? board", "With -u: nobody knows."},
          {"+text, -text", "With -e: an error that came, or went."},
          {"w+text, w-text", "A warning that came, or went."},
          {"~text, w~text",
           "One that is said at another line of its file, and nothing else is different."},
          {"+(board) text",
           "With -l the boards of each message; without it where other boards said it before, "
           "or say it still."},
          {"arm: (for 3/4 boards) all +6.5",
           "With -S: by how many bytes the images grew, on average of the boards that have sizes; "
           "-d has a line for each board."},
          {"f (a.c)", "With -B: the static function f of a.c, where another file has one too."},
          {"+ CONFIG_A=1", "With -K: an option that came; -, c: one that went, or changed."},
          {"board board: +3 -1 lines, +1 -0 files",
           "With --lines: source lines, and files, that came into the images of these boards, and "
           "those that left; -d names the files, as `~ path  +2 -1`. (since 04): compared with the "
           "build of that commit, since those in between have no lines."},
          {"+   15 text", "With --lines-code: a line that came, with its number; -: one that "
           "left."}}}};
}

std::vector<Section> summary_after() {
    return {{"Examples",
             {{"bm summary -b topic --lines -d", "Which source lines came into the images, by file."},
              {"bm summary -b topic -e", "What a series broke, with the errors."},
              {"bm summary -b topic -S --step 0", "How all of it together changed sizes."},
              {"bm summary -b topic -SB qemu_arm64", "Which functions grew."},
              {"bm summary -b topic -K", "Which options changed on which boards."}}},
            {"Exit status",
             {{"0", "There are results, whatever they say."},
              {"1", "There are none, or what was asked for cannot be written."}}},
            {"See also", {{"", "bm(1), bm-boss(1)"}}}};
}

}  // namespace bm::app::cli
