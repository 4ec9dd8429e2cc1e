// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>

namespace bm::adapters::git {

/// Gives all below the folder that is younger than `now` this time instead; links are not followed.
/// Make takes what comes from the future for changed for ever: it remakes without end what its
/// makefiles include. What cannot be given a time is left, for make complains of it.
void make_none_younger(const std::filesystem::path& folder, std::filesystem::file_time_type now);

}  // namespace bm::adapters::git
