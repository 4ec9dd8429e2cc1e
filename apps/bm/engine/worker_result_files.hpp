// SPDX-License-Identifier: GPL-2.0-or-later
// Which of the files that can be results a build has made.
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

/// The generated configuration that is there.
std::vector<ResultFile> config_files(const ports::BuildDirectory& output);

/// What -k keeps, of what is there.
std::vector<ResultFile> kept_files(const ports::BuildDirectory& output);

}  // namespace bm::app::engine
