// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/footprint.hpp"

#include <algorithm>

namespace bm::summary {
namespace {

Footprint::File file_of(std::string_view row) {
    const auto colon = row.rfind(": ");
    if (colon == std::string_view::npos || colon == 0) return nullptr;
    auto lines = result::read_ranges(row.substr(colon + 2));
    if (!lines) return nullptr;
    return std::make_shared<const FileLines>(
        FileLines{std::string(row.substr(0, colon)), std::move(*lines)});
}

const std::string& path_of(const Footprint::File& file) { return file->path; }

}  // namespace

bool operator==(const Footprint& a, const Footprint& b) {
    return std::ranges::equal(a.files_, b.files_, [](const auto& mine, const auto& theirs) {
        return mine == theirs || *mine == *theirs;
    });
}

std::shared_ptr<const Footprint> FootprintReader::read(std::string_view text) {
    std::vector<Footprint::File> files;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto& file = known_[std::string(text.substr(0, end))];
        if (!file) file = file_of(text.substr(0, end));
        if (!file) return nullptr;
        files.push_back(file);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    std::ranges::stable_sort(files, {}, path_of);
    const auto twice = std::ranges::adjacent_find(files, {}, path_of);
    if (twice != files.end()) return nullptr;
    return std::make_shared<const Footprint>(std::move(files));
}

}  // namespace bm::summary
