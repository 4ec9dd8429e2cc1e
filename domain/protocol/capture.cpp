// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/capture.hpp"

#include <algorithm>

namespace bm::protocol {

void Capture::feed(std::string_view bytes) {
    const auto room = std::min(head_limit_ - head_.size(), bytes.size());
    head_ += bytes.substr(0, room);
    tail_ += bytes.substr(room);
    // Trimmed only now and then, so that the cost stays linear.
    if (tail_.size() <= 2 * tail_limit_) return;
    const auto extra = tail_.size() - tail_limit_;
    tail_.erase(0, extra);
    dropped_ += extra;
}

std::string Capture::text() const {
    const auto extra = tail_.size() > tail_limit_ ? tail_.size() - tail_limit_ : 0;
    const auto missing = dropped_ + extra;
    if (missing == 0) return head_ + tail_;
    return head_ + "\n[... " + std::to_string(missing) + " bytes left out ...]\n" +
           tail_.substr(extra);
}

}  // namespace bm::protocol
