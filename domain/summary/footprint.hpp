// SPDX-License-Identifier: GPL-2.0-or-later
// The source lines in the images of a build, as its file `lines` (P 7.4) says.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/result/line_ranges.hpp"

namespace bm::summary {

struct FileLines {
    std::string path;  ///< below the source
    result::LineRanges lines;
    friend bool operator==(const FileLines&, const FileLines&) = default;
};

/// By path. What builds of one reader have alike is one object.
class Footprint {
  public:
    using File = std::shared_ptr<const FileLines>;

    Footprint() = default;
    explicit Footprint(std::vector<File> files) : files_(std::move(files)) {}

    const std::vector<File>& files() const { return files_; }
    friend bool operator==(const Footprint& a, const Footprint& b);

  private:
    std::vector<File> files_;
};

class FootprintReader {
  public:
    /// null: there is a row that is none; it cannot be read.
    std::shared_ptr<const Footprint> read(std::string_view text);

  private:
    std::unordered_map<std::string, Footprint::File> known_;  ///< by row
};

}  // namespace bm::summary
