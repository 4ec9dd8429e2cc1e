// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <unistd.h>

#include "adapters/terminal/screen.hpp"

namespace bm::app {

/// The program's own streams.
struct Screens {
    adapters::terminal::Screen out{STDOUT_FILENO};
    adapters::terminal::Screen err{STDERR_FILENO};
};

}  // namespace bm::app
