// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "adapters/trace/preload/recorder.hpp"

namespace bm::adapters::trace {

/// By the file that it was started from and, where that is git, by what git is asked.
Program program_of_this_process();

/// Of a grep or sed whose output hangs on nothing but the lines that have a certain text: copies
/// that text; false: it is no such program.
bool text_of_filter(char (&text)[128]);

/// Of a Program::find: gives each pattern that it looks for, below each directory in which it does.
void note_patterns_of_find(void (*each)(const char* pattern));

}  // namespace bm::adapters::trace
