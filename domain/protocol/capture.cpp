// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/capture.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/utf8.hpp"

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
    if (!cut()) return head_ + tail_;
    const auto head = core::drop_broken_end(head_);
    const auto begin = tail_.size() - std::min(tail_.size(), tail_limit_);
    const auto tail = core::drop_broken_start(std::string_view(tail_).substr(begin));
    const auto missing = head_.size() + dropped_ + tail_.size() - head.size() - tail.size();
    return fmt::format("{}\n[... {} bytes left out ...]\n{}", head, missing, tail);
}

}  // namespace bm::protocol
