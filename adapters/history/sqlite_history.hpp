// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>

#include "ports/history.hpp"

namespace bm::adapters::history {

/// A database of SQLite (doc/durability.md has its tables). After a crash it has all attempts up to
/// some moment before; it is never in between.
class SqliteHistory final : public ports::History {
  public:
    struct Database;

    /// Makes the file if it is not there. One that is spoilt is moved to `<file>.spoilt`, in place
    /// of an earlier one, and a new one begun: `notice` says so. One that a newer bm made is an
    /// error.
    static core::Expected<std::unique_ptr<SqliteHistory>> open(const std::string& file,
                                                               std::string& notice);
    ~SqliteHistory() override;

    core::Expected<void> begin(std::size_t boards, std::size_t commits) override;
    core::Expected<void> add(const ports::Attempt& attempt) override;
    core::Expected<void> end(const std::string& how) override;
    core::Expected<std::map<std::string, ports::BoardCost>> costs() override;

  private:
    explicit SqliteHistory(std::unique_ptr<Database> database);

    std::unique_ptr<Database> database_;
    std::int64_t campaign_ = 0;
};

}  // namespace bm::adapters::history
