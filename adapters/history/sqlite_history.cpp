// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/history/sqlite_history.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <utility>

#include "adapters/history/statement.hpp"

namespace bm::adapters::history {

struct SqliteHistory::Database {
    sqlite3* handle = nullptr;
    Database() = default;
    ~Database() { (void)sqlite3_close(handle); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
};

namespace {

constexpr std::int64_t version = 1;
constexpr int newest_counted = 20;  ///< attempts of each board
constexpr int patience_ms = 2'000;  ///< for somebody who reads the file

constexpr auto schema = R"(
CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    begun INTEGER NOT NULL DEFAULT (unixepoch()),
    ended INTEGER,
    how TEXT,
    boards INTEGER NOT NULL,
    commits INTEGER NOT NULL
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    ended INTEGER NOT NULL DEFAULT (unixepoch()),
    board TEXT NOT NULL,
    commit_hash TEXT NOT NULL,
    host TEXT NOT NULL,
    took_ms INTEGER NOT NULL,
    return_code INTEGER,
    fault TEXT NOT NULL,
    said TEXT NOT NULL
);
CREATE INDEX attempt_of_board ON attempt (board, id);
PRAGMA user_version = 1;
)";

enum class Found {
    usable,  ///< whole, and it has our tables
    spoilt,  ///< no database, or one with another shape
};

core::Expected<void> run(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(database, "use");
    return {};
}

bool is_spoilt(sqlite3* database) {
    const auto code = sqlite3_errcode(database) & 0xff;
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR;
}

core::Expected<std::int64_t> first_number(sqlite3* database, std::string_view sql) {
    BM_TRY_ASSIGN(auto statement, Statement::prepare(database, sql));
    BM_TRY_ASSIGN(const auto row, statement.step());
    return row ? statement.number(0) : 0;
}

core::Expected<void> prepare(sqlite3* database, const std::string& file) {
    (void)sqlite3_extended_result_codes(database, 0);
    (void)sqlite3_busy_timeout(database, patience_ms);
    BM_TRY(run(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"));
    BM_TRY_ASSIGN(const auto found, first_number(database, "PRAGMA user_version"));
    if (found > version)
        return core::fail(core::ErrorKind::usage,
                          file + " was made by a newer bm: what builds took is not kept");
    if (found == 0) return run(database, ("BEGIN;" + std::string(schema) + "COMMIT;").c_str());
    return {};
}

/// A query of every column that is used, and of the pages behind them.
core::Expected<Found> look_at(sqlite3* database, const std::string& file) {
    const auto prepared = prepare(database, file);
    if (!prepared) {
        if (prepared.error().kind != core::ErrorKind::usage && is_spoilt(database))
            return Found::spoilt;
        return tl::unexpected(prepared.error());
    }
    BM_TRY_ASSIGN(auto check, Statement::prepare(database, "PRAGMA quick_check(1)"));
    const auto row = check.step();
    if (!row || !*row || check.text(0) != "ok") return Found::spoilt;
    for (const auto* sql :
         {"SELECT id, ended, how, boards, commits FROM campaign LIMIT 1",
          "SELECT campaign, board, commit_hash, host, took_ms, return_code, fault, "
          "said FROM attempt LIMIT 1"})
        if (!Statement::prepare(database, sql)) return Found::spoilt;
    return Found::usable;
}

}  // namespace

SqliteHistory::SqliteHistory(std::unique_ptr<Database> database) : database_(std::move(database)) {}
SqliteHistory::~SqliteHistory() = default;

core::Expected<std::unique_ptr<SqliteHistory>> SqliteHistory::open(const std::string& file,
                                                                   std::string& notice) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        auto database = std::make_unique<Database>();
        if (sqlite3_open_v2(file.c_str(), &database->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW,
                            nullptr) != SQLITE_OK)
            return failure(database->handle, "open " + file + " for");
        BM_TRY_ASSIGN(const auto found, look_at(database->handle, file));
        if (found == Found::usable)
            return std::unique_ptr<SqliteHistory>(new SqliteHistory(std::move(database)));
        database.reset();
        const auto spoilt = file + ".spoilt";
        if (std::rename(file.c_str(), spoilt.c_str()) != 0) break;
        for (const auto* beside : {"-wal", "-shm"}) (void)std::remove((file + beside).c_str());
        notice =
            "The history of builds cannot be read: it is now " + spoilt + ", a new one is begun";
    }
    return core::fail(core::ErrorKind::environment,
                      "Cannot use " + file + " as the history of builds: move it away");
}

core::Expected<void> SqliteHistory::begin(std::size_t boards, std::size_t commits) {
    BM_TRY_ASSIGN(auto insert,
                  Statement::prepare(database_->handle,
                                     "INSERT INTO campaign (boards, commits) VALUES (?, ?)"));
    insert.with(static_cast<std::int64_t>(boards)).with(static_cast<std::int64_t>(commits));
    BM_TRY(insert.step());
    campaign_ = sqlite3_last_insert_rowid(database_->handle);
    return {};
}

core::Expected<void> SqliteHistory::add(const ports::Attempt& attempt) {
    BM_TRY_ASSIGN(auto insert,
                  Statement::prepare(database_->handle,
                                     "INSERT INTO attempt (campaign, board, commit_hash, host, "
                                     "took_ms, return_code, fault, said) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.with(campaign_)
        .with(attempt.board)
        .with(attempt.commit)
        .with(attempt.host)
        .with(attempt.took.count())
        .with(attempt.return_code)
        .with(attempt.fault)
        .with(attempt.said);
    BM_TRY(insert.step());
    return {};
}

core::Expected<void> SqliteHistory::end(const std::string& how) {
    BM_TRY_ASSIGN(
        auto update,
        Statement::prepare(database_->handle,
                           "UPDATE campaign SET ended = unixepoch(), how = ? WHERE id = ?"));
    update.with(how).with(campaign_);
    BM_TRY(update.step());
    return {};
}

core::Expected<std::map<std::string, ports::BoardCost>> SqliteHistory::costs() {
    BM_TRY_ASSIGN(auto query,
                  Statement::prepare(database_->handle,
                                     "SELECT board, count(*), avg(took_ms), max(took_ms) FROM "
                                     "(SELECT board, took_ms, row_number() OVER "
                                     "(PARTITION BY board ORDER BY id DESC) AS age "
                                     "FROM attempt WHERE fault = '') WHERE age <= ? "
                                     "GROUP BY board"));
    query.with(std::int64_t{newest_counted});
    std::map<std::string, ports::BoardCost> costs;
    while (true) {
        BM_TRY_ASSIGN(const auto row, query.step());
        if (!row) return costs;
        costs[query.text(0)] = {query.number(1), core::Duration{query.number(2)},
                                core::Duration{query.number(3)}};
    }
}

}  // namespace bm::adapters::history
