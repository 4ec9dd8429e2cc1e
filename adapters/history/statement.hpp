// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/expected.hpp"

namespace bm::adapters::history {

/// What SQLite says of the last call; `doing` names it.
tl::unexpected<core::Error> failure(sqlite3* database, const std::string& doing);

/// One SQL statement with its values.
class Statement {
  public:
    static core::Expected<Statement> prepare(sqlite3* database, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement& operator=(Statement&&) = delete;

    /// The next value, from the first.
    Statement& with(std::int64_t value);
    Statement& with(std::string_view value);
    Statement& with(const std::optional<std::int64_t>& value);

    /// True: there is a row.
    core::Expected<bool> step();
    std::int64_t number(int column) const;
    std::string text(int column) const;

  private:
    Statement(sqlite3* database, sqlite3_stmt* handle) : database_(database), handle_(handle) {}

    sqlite3* database_;
    sqlite3_stmt* handle_;
    int values_ = 0;
};

}  // namespace bm::adapters::history
