// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/room.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <optional>
#include <system_error>

#include "adapters/fs/file_bytes.hpp"
#include "adapters/fs/file_descriptor.hpp"

namespace bm::adapters::fs {
namespace {

/// Enough that a file system with rests of blocks left does not take it.
constexpr std::size_t probe_bytes = 64u << 10;

/// Why no file could be written in the folder; absent: one could.
std::optional<std::string> refusal(const std::string& folder) {
    const auto failed = [&](int number) {
        return "no file can be written in " + folder + " (" +
               std::generic_category().message(number) + ")";
    };
    auto name = folder + "/.bm-room-XXXXXX";
    FileDescriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file) return failed(errno);
    (void)::unlink(name.c_str());
    const std::string bytes(probe_bytes, '\0');
    if (!write_all(file.get(), bytes)) return failed(errno);
    if (::close(file.release()) != 0) return failed(errno);
    return std::nullopt;
}

}  // namespace

recipe::MachineFacts look_at_room(const std::vector<std::string>& folders,
                                  const std::string& compiler) {
    recipe::MachineFacts facts;
    for (const auto& folder : folders) {
        struct statvfs status {};
        if (::statvfs(folder.c_str(), &status) != 0) continue;
        recipe::Room room{folder};
        room.bytes = std::uint64_t{status.f_blocks} * status.f_frsize;
        // What is set apart for root is root's.
        const auto blocks = ::geteuid() == 0 ? status.f_bfree : status.f_bavail;
        room.free_bytes = std::uint64_t{blocks} * status.f_frsize;
        room.files = status.f_files;
        room.free_files = ::geteuid() == 0 ? status.f_ffree : status.f_favail;
        room.refused = refusal(folder);
        facts.rooms.push_back(std::move(room));
    }
    facts.compiler_gone = !compiler.empty() && ::access(compiler.c_str(), X_OK) != 0;
    return facts;
}

std::int64_t kernel_kills() {
    std::ifstream file("/proc/vmstat");
    std::string name;
    std::int64_t value = 0;
    while (file >> name >> value)
        if (name == "oom_kill") return value;
    return 0;
}

}  // namespace bm::adapters::fs
