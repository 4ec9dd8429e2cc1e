// SPDX-License-Identifier: GPL-2.0-or-later
// Which files of a build are results, and under what names (P 7.2, 7.3).
#pragma once

#include <string>
#include <vector>

#include "ports/build_directory.hpp"

namespace bm::app::engine {

struct ResultFile {
    std::string path;  ///< below O=
    std::string name;  ///< in the result folder
    friend bool operator==(const ResultFile&, const ResultFile&) = default;
};

/// The images whose sizes are told, below O=.
const std::vector<std::string>& measured_images();

/// `u-boot` -> `u-boot.sizes`, `spl/u-boot-spl` -> `spl-u-boot-spl.sizes`.
std::string flat_name(const std::string& path, const std::string& suffix);

/// The generated configuration that is there.
std::vector<ResultFile> config_files(const ports::BuildDirectory& output);

/// What -k keeps, of what is there.
std::vector<ResultFile> kept_files(const ports::BuildDirectory& output);

}  // namespace bm::app::engine
