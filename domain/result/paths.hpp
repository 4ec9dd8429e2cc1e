// SPDX-License-Identifier: GPL-2.0-or-later
// Names of folders in the output tree.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
struct FolderPlan {
    std::vector<FolderRename> renames;  ///< in any order; no target exists
    std::vector<std::string> removals;
    friend bool operator==(const FolderPlan&, const FolderPlan&) = default;
};

/// Makes the folders fit the wanted ones: those of a wanted commit whose number moved are renamed,
/// those of commits that are not wanted are removed, all else is left alone.
FolderPlan plan_folders(const std::vector<std::string>& existing,
                        const std::vector<std::string>& wanted);

}  // namespace bm::result
