// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "ports/screen.hpp"

namespace bm::adapters::terminal {

/// One of the program's own streams, by its descriptor. A reader that went away (EPIPE) is no
/// problem; what else keeps text from being written is kept until somebody asks.
class Screen final : public ports::Screen {
  public:
    explicit Screen(int descriptor) : descriptor_(descriptor) {}
    bool is_terminal() const override;
    std::size_t width() const override;
    void write(std::string_view text) override;

    /// errno of the first write that failed, 0 when all went well.
    int problem() const { return problem_; }

  private:
    bool becomes_writable() const;

    int descriptor_;
    int problem_ = 0;
};

}  // namespace bm::adapters::terminal
