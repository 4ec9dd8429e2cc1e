// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/board/extension.hpp"
#include "domain/kconfig/configuration.hpp"
#include "domain/kconfig/tree.hpp"

namespace bm::board {

/// The name of the board whose defconfig it is; nullopt: the path is no visible
/// `configs/.../<name>_defconfig`, or the name cannot be a board's.
std::optional<std::string> target_of(std::string_view path);

/// Whether the tree says of a board what a board list says of it.
bool describes_boards(const kconfig::Tree& tree);

/// What Kconfig says of one board after the other. The tree outlives it.
class BoardReader {
  public:
    explicit BoardReader(const kconfig::Tree& tree);

    /// The board of a defconfig, without its status and maintainers: SYS_ARCH and its like, an arm
    /// with an armv8 cpu being aarch64, riscv being riscv32 or riscv64 (P 5.2).
    Board read(const std::string& target, const std::string& path, std::string_view defconfig);

    /// Whether the board that was read last, of that name, is one of those that are extended: all
    /// values are as the extension wants them.
    bool is_extended_by(const Extension& extension, std::string_view target);

    /// Of the board that was read last: the lines of its .config.
    std::string lines() { return configuration_.lines(); }

    /// Of the board that was read last: the tool's warnings when not just one TARGET_ symbol is
    /// set.
    std::vector<std::string> target_warnings(std::string_view target);

  private:
    std::string value_of(std::size_t field);

    const kconfig::Tree& tree_;
    kconfig::Configuration configuration_;
    std::array<std::optional<kconfig::SymbolId>, 7> symbols_;
};

}  // namespace bm::board
