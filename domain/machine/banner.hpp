// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bm::machine {

/// Keeps what a login shell prints out of a stream that begins with `begins`.
class Banner {
  public:
    explicit Banner(std::string_view begins) : begins_(begins) {}

    /// What of these bytes lies behind `begins`, however they are split. Nothing at all: more than
    /// banner_bytes came before it.
    std::optional<std::string_view> feed(std::string_view bytes);
    bool over() const { return over_; }

  private:
    std::string begins_;
    std::string seen_;  ///< the last bytes, in which `begins` may have begun
    std::size_t dropped_ = 0;
    bool over_ = false;
};

}  // namespace bm::machine
