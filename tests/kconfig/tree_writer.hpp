// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/kconfig/decisions.hpp"

namespace bm::kconfig {

/// A tree and a defconfig: file names and texts.
using Files = std::map<std::string, std::string>;

/// Writes small trees with every construct of the language, most of them such that conf accepts
/// them: Kconfig, other, and defconfig.
class TreeWriter {
  public:
    TreeWriter(Decisions& decisions, bool modern) : decide_(decisions), modern_(modern) {}
    Files write();

  private:
    void block(int depth);
    void statement(int depth);
    void config(std::size_t number, bool in_choice);
    void options(const std::string& name, bool in_choice);
    void choice();
    void macros();
    void breakage();
    void defconfig();
    std::string symbol();
    std::string operand();
    std::string expression(int depth = 0);
    std::string condition(std::size_t percent);
    std::string value(const std::string& type);
    const std::string& type_of(const std::string& name) { return types_[name]; }
    void line(const std::string& text) { *out_ += text + "\n"; }

    Decisions& decide_;
    bool modern_;  ///< in the words of Linux 6.1, not of U-Boot
    Files files_;
    std::string* out_ = nullptr;
    std::vector<std::string> names_;
    std::map<std::string, std::string> types_;
    std::size_t next_ = 0;   ///< of the names: the first one without an entry
    std::size_t above_ = 0;  ///< so many have entries that are whole
};

}  // namespace bm::kconfig
