// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/history/statement.hpp"

#include <utility>

namespace bm::adapters::history {

tl::unexpected<core::Error> failure(sqlite3* database, const std::string& doing) {
    const auto code = sqlite3_errcode(database) & 0xff;
    const auto kind =
        code == SQLITE_FULL ? core::ErrorKind::no_space : core::ErrorKind::environment;
    return core::fail(kind,
                      "Cannot " + doing + " the history of builds: " + sqlite3_errmsg(database));
}

core::Expected<Statement> Statement::prepare(sqlite3* database, std::string_view sql) {
    sqlite3_stmt* handle = nullptr;
    if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &handle, nullptr) !=
        SQLITE_OK)
        return failure(database, "use");
    return Statement(database, handle);
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      handle_(std::exchange(other.handle_, nullptr)),
      values_(other.values_) {}

Statement::~Statement() { (void)sqlite3_finalize(handle_); }

Statement& Statement::with(std::int64_t value) {
    (void)sqlite3_bind_int64(handle_, ++values_, value);
    return *this;
}

Statement& Statement::with(std::string_view value) {
    (void)sqlite3_bind_text(handle_, ++values_, value.data(), static_cast<int>(value.size()),
                            SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::with(const std::optional<std::int64_t>& value) {
    if (value) return with(*value);
    (void)sqlite3_bind_null(handle_, ++values_);
    return *this;
}

core::Expected<bool> Statement::step() {
    const auto code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(database_, "use");
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(handle_, column); }

std::string Statement::text(int column) const {
    const auto* bytes = sqlite3_column_blob(handle_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return bytes ? std::string(static_cast<const char*>(bytes), size) : std::string();
}

}  // namespace bm::adapters::history
