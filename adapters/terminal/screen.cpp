// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/terminal/screen.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

namespace bm::adapters::terminal {

bool Screen::is_terminal() const { return isatty(descriptor_) == 1; }

std::size_t Screen::width() const {
    winsize size{};
    if (ioctl(descriptor_, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

/// Whoever shares the stream may have made it one that does not wait.
bool Screen::becomes_writable() const {
    pollfd stream{descriptor_, POLLOUT, 0};
    const int ready = ::poll(&stream, 1, -1);
    return ready > 0 || errno == EINTR;
}

void Screen::write(std::string_view text) {
    while (!text.empty()) {
        const auto count = ::write(descriptor_, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && becomes_writable()) continue;
        if (count < 0 && errno != EPIPE && problem_ == 0) problem_ = errno;
        if (count <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

}  // namespace bm::adapters::terminal
