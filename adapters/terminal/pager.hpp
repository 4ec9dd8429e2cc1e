// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>

#include "adapters/terminal/screen.hpp"

namespace bm::adapters::terminal {

/// The user's pager, which shows what is written to its screen. As git has it: BM_PAGER, else
/// PAGER, else less is run by a shell, and less is told by LESS=FRX to keep colours and to end at
/// once when all fits, unless LESS is set.
class Pager {
  public:
    /// nullopt: the user wants none (an empty name, or cat), or it cannot be started.
    static std::optional<Pager> start(const std::map<std::string, std::string>& environment);
    Pager(Pager&& other) noexcept;
    Pager& operator=(Pager&&) = delete;
    /// As finish().
    ~Pager();

    /// Waits until the user has left it. False: there is no such program, and nothing was shown.
    bool finish();

    Screen& screen() { return screen_; }

  private:
    Pager(pid_t process, int pipe) : process_(process), pipe_(pipe), screen_(pipe) {}

    pid_t process_;
    int pipe_;
    Screen screen_;
};

}  // namespace bm::adapters::terminal
