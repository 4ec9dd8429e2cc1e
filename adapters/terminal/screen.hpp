// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "ports/screen.hpp"

namespace bm::adapters::terminal {

/// One of the program's own streams, by its descriptor. A reader that went away is no error.
class Screen final : public ports::Screen {
  public:
    explicit Screen(int descriptor) : descriptor_(descriptor) {}
    bool is_terminal() const override;
    std::size_t width() const override;
    void write(std::string_view text) override;

  private:
    int descriptor_;
};

}  // namespace bm::adapters::terminal
