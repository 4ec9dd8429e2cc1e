// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace bm::recipe {

/// Notices that Kconfig asks for ever: an int or hex symbol without a default is asked for again
/// and again, since nobody answers (P 2.3). Fed with stdout in pieces of any size.
class KconfigGuard {
  public:
    /// False once the same symbol was asked for twice after a restart of the configuration.
    bool feed(std::string_view bytes);

  private:
    void line(std::string_view text);

    std::string rest_;
    bool restarted_ = false;
    std::set<std::string, std::less<>> asked_;
    bool endless_ = false;
};

/// What stderr gets when the guard stopped make; P's words.
inline constexpr std::string_view endless_kconfig =
    "(** did you define an int/hex Kconfig with no default? **)\n";

}  // namespace bm::recipe
