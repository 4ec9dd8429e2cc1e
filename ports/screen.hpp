// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace bm::ports {

/// Where the user reads: a terminal, a file or a pipe.
class Screen {
  public:
    virtual ~Screen() = default;
    virtual bool is_terminal() const = 0;
    /// Columns of the terminal at this moment; 0 when there is none.
    virtual std::size_t width() const = 0;
    virtual void write(std::string_view text) = 0;
};

}  // namespace bm::ports
