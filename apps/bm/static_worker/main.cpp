// SPDX-License-Identifier: GPL-2.0-or-later
// `bm worker` as an executable of its own, with the same options.
#include "apps/bm/worker/main.hpp"

int main(int argc, char** argv) { return bm::app::worker_main(argc, argv, {"worker"}); }
