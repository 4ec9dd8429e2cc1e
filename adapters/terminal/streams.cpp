// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/terminal/streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <initializer_list>

namespace bm::adapters::terminal {

void hold_standard_streams() {
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        // The lowest free number is the next one: those below are held.
        if (::fcntl(number, F_GETFD) == -1)
            (void)::open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace bm::adapters::terminal
