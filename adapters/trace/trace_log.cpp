// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/trace_log.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

namespace bm::adapters::trace {
namespace {

constexpr std::uint64_t first_record = (sizeof(Log) + 7) & ~std::uint64_t{7};

void begin(Log& log) {
    std::memcpy(log.magic, log_magic, sizeof log_magic);
    log.used.store(first_record);
}

/// nullopt: nothing that this program's library would have written.
std::optional<Met> met_at(const Log& log, std::uint32_t position) {
    const auto at = std::uint64_t{position} * 8;
    if (at < first_record || at + sizeof(Record) > log_bytes) return std::nullopt;
    const auto* bytes = reinterpret_cast<const char*>(&log) + at;
    Record record;
    std::memcpy(&record, bytes, sizeof record);
    constexpr auto head = offsetof(Record, path);
    if (at + head + record.length > log_bytes || record.access == Access::none ||
        record.access > Access::unwatched)
        return std::nullopt;
    return Met{record.access, std::string(bytes + head, record.length)};
}

}  // namespace

core::Expected<TraceLog> TraceLog::create() {
    BM_TRY_ASSIGN(auto file, MemoryFile::create("bm-trace-log"));
    void* memory = MAP_FAILED;
    if (::ftruncate(file.descriptor(), log_bytes) == 0)
        memory =
            ::mmap(nullptr, log_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor(), 0);
    if (memory == MAP_FAILED)
        return core::fail(core::ErrorKind::environment,
                          std::string("cannot make a log in memory: ") + std::strerror(errno));
    auto* log = static_cast<Log*>(memory);
    begin(*log);
    return TraceLog(std::move(file), log);
}

TraceLog::TraceLog(TraceLog&& other) noexcept
    : file_(std::move(other.file_)), log_(std::exchange(other.log_, nullptr)) {}

TraceLog::~TraceLog() {
    if (log_ != nullptr) ::munmap(log_, log_bytes);
}

std::map<std::string, std::string> TraceLog::variables(const std::string& library) const {
    return {{log_variable, file_.path()}, {"LD_PRELOAD", library}};
}

Seen TraceLog::read() const {
    Seen seen;
    seen.whole = log_->full.load() == 0;
    for (const auto& slot : log_->table) {
        const auto position = slot.load(std::memory_order_acquire);
        if (position == 0) continue;
        auto met = met_at(*log_, position);
        seen.whole = seen.whole && met && met->access != Access::unwatched;
        if (met) seen.met.push_back(std::move(*met));
    }
    std::ranges::sort(seen.met);
    seen.met.erase(std::unique(seen.met.begin(), seen.met.end()), seen.met.end());
    return seen;
}

void TraceLog::clear() {
    // Gives the memory back, too.
    if (::madvise(log_, log_bytes, MADV_REMOVE) != 0)
        std::memset(static_cast<void*>(log_), 0, log_bytes);
    begin(*log_);
}

}  // namespace bm::adapters::trace
