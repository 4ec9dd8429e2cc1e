// SPDX-License-Identifier: GPL-2.0-or-later
// Names of folders in the output tree.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/time.hpp"

namespace bm::result {

/// The folder of the results of the source as it lies there.
inline constexpr std::string_view current_folder = "current";

/// The folder below the output base that a branch's results go to: '/' becomes '_'.
std::string branch_folder(std::string_view branch);

/// `01_g<hash>_<subject>`: the position from 1 with at least two digits; in the subject '/', ':'
/// and space become '-', and it is cut to 20 characters.
std::string commit_folder(std::size_t position_from_0, std::string_view hash,
                          std::string_view subject);

/// The hash in the name of a commit's folder; nullopt for all other names.
std::optional<std::string> hash_in_folder(std::string_view name);

struct FolderRename {
    std::string from;
    std::string to;
    friend bool operator==(const FolderRename&, const FolderRename&) = default;
};
/// The folder below the output base where results of commits that are not wanted now wait, for a
/// later call may want them again: with another -c, or back on a branch.
inline constexpr std::string_view kept_folder = ".bm-kept";
/// How long they wait.
inline constexpr core::Duration kept_for = std::chrono::hours{24 * 14};

/// A folder that waits there.
struct KeptFolder {
    std::string name;
    core::Duration age;  ///< since it was set aside
};

/// Below the output base; `<commit's folder>/<board>/` in it holds the newest second outcome of a
/// build, one that differs from the first. It has no `done`, but `return_code`: nobody takes it for
/// a result.
inline constexpr std::string_view flakes_folder = ".bm-flakes";

struct FolderPlan {
    std::vector<FolderRename> renames;     ///< in the base, in any order; no target exists
    std::vector<std::string> forgotten;    ///< of those that wait: to be removed, before the next
    std::vector<std::string> set_aside;    ///< of the base: they wait from now on
    std::vector<FolderRename> taken_back;  ///< of those that wait; no target exists
    friend bool operator==(const FolderPlan&, const FolderPlan&) = default;
};

/// Makes the folders fit the wanted ones: those of a wanted commit whose number moved are renamed,
/// or taken back; those of commits that are not wanted are set aside, and forgotten when they have
/// waited for long; all else is left alone.
FolderPlan plan_folders(const std::vector<std::string>& existing,
                        const std::vector<KeptFolder>& kept,
                        const std::vector<std::string>& wanted);

}  // namespace bm::result
