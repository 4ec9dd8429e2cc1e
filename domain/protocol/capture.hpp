// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/protocol/limits.hpp"

namespace bm::protocol {

/// Keeps the head and the tail of a stream of any length, and counts what lay between.
class Capture {
  public:
    explicit Capture(std::size_t head = limits::stream_head_bytes,
                     std::size_t tail = limits::stream_tail_bytes)
        : head_limit_(head), tail_limit_(tail) {}

    void feed(std::string_view bytes);
    /// Head and tail; where bytes were dropped, a line between them says how many.
    std::string text() const;
    bool cut() const { return dropped_ != 0 || tail_.size() > tail_limit_; }

  private:
    std::size_t head_limit_;
    std::size_t tail_limit_;
    std::string head_;
    std::string tail_;
    std::size_t dropped_ = 0;
};

}  // namespace bm::protocol
