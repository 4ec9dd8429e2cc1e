// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/diagnostic/trouble.hpp"

namespace bm::recipe {
namespace {

/// The largest file that a tool removes after it could not write it whole, with a margin: a
/// sixteenth of a small file system, which builds small things.
std::uint64_t short_of(std::uint64_t bytes) {
    constexpr std::uint64_t most = 256u << 20;
    return std::min(bytes / 16, most);
}

constexpr std::uint64_t few_files = 64;

std::optional<std::string> want_of(const Room& room, bool failed) {
    if (room.refused) return *room.refused;
    if (room.bytes > 0 && room.free_bytes <= (failed ? short_of(room.bytes) : 0))
        return fmt::format("{} has only {} KiB left: make room there", room.path,
                           room.free_bytes >> 10);
    const auto least = std::min(room.files / 16, few_files);
    if (room.files > 0 && room.free_files <= (failed ? least : 0))
        return fmt::format("{} has only {} inodes left: remove files there", room.path,
                           room.free_files);
    return std::nullopt;
}

std::optional<std::string> want_of(const MachineFacts& facts, bool failed) {
    for (const auto& room : facts.rooms)
        if (auto want = want_of(room, failed)) return want;
    if (failed && facts.compiler_gone) return "the compiler is gone";
    return std::nullopt;
}

}  // namespace

Verdict whose(int status, std::string_view err, const MachineFacts& facts) {
    using Whose = Verdict::Whose;
    const bool failed = status != 0;
    const auto trouble = diagnostic::trouble_in(err);
    const bool surely = trouble && diagnostic::sure(trouble->kind);
    const auto said = trouble
                          ? fmt::format("{}: {}", diagnostic::words(trouble->kind), trouble->line)
                          : std::string();
    if (const auto want = want_of(facts, failed))
        return {Whose::machine, surely ? *want + ": " + trouble->line : *want};
    if (surely) return {failed ? Whose::machine : Whose::doubtful, said};
    if (const auto skew = diagnostic::skew_in(err); skew && !failed)
        return {Whose::doubtful,
                fmt::format("{}: {}", diagnostic::words(diagnostic::Trouble::Kind::clock), *skew)};
    if (!failed) return {};
    if (trouble) return {Whose::doubtful, said};
    if (facts.kernel_kills > 0)
        return {Whose::doubtful, "the kernel killed something for want of memory meanwhile"};
    return {};
}

}  // namespace bm::recipe
