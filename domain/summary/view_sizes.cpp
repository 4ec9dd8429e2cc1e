// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "domain/summary/view_parts.hpp"

namespace bm::summary {
namespace {

using result::ImageSizes;

std::int64_t signed_of(std::uint64_t bytes) { return static_cast<std::int64_t>(bytes); }

void compare_image(const ImageSizes& before, const ImageSizes& now, SizeChange& change) {
    const auto prefix = now.image == "u-boot" ? std::string() : now.image + ":";
    const auto add = [&](const char* part, std::int64_t old, std::int64_t current) {
        if (old != current) change[prefix + part] = current - old;
    };
    // A row without that column says nothing of what is only read.
    const bool split = before.whole && now.whole;
    const auto read_only = [&](const ImageSizes& s) { return split ? signed_of(s.rodata) : 0; };
    add("all", signed_of(before.all()), signed_of(now.all()));
    add("text", signed_of(before.text) - read_only(before), signed_of(now.text) - read_only(now));
    add("data", signed_of(before.data), signed_of(now.data));
    add("bss", signed_of(before.bss), signed_of(now.bss));
    add("rodata", read_only(before), read_only(now));
}

SizeChange compare(const std::vector<ImageSizes>& before, const std::vector<ImageSizes>& now) {
    SizeChange change;
    for (const auto& image : now) {
        const auto old = std::ranges::find(before, image.image, &ImageSizes::image);
        if (old != before.end()) compare_image(*old, image, change);
    }
    return change;
}

BoardSizes board_sizes(const Model& model, std::size_t board, std::size_t commit,
                       const Difference& difference) {
    const auto& now = model.at(board, commit);
    BoardSizes sizes;
    sizes.board = model.boards()[board].name;
    if (difference.sizes)
        sizes.change = compare(model.at(board, *difference.bases.sizes).sizes, now.sizes);
    for (const auto& [part, delta] : sizes.change) sizes.total += delta;
    if (difference.functions)
        sizes.functions =
            functions_view(*model.at(board, *difference.bases.functions).functions, *now.functions);
    return sizes;
}

ArchSizes& arch_of(std::vector<ArchSizes>& arches, const std::string& name) {
    const auto found = std::ranges::find(arches, name, &ArchSizes::arch);
    if (found != arches.end()) return *found;
    arches.push_back({name, 0, 0, {}, {}});
    return arches.back();
}

}  // namespace

std::vector<ArchSizes> sizes_view(const Model& model, std::size_t commit) {
    std::vector<ArchSizes> arches;
    const auto& differences = model.differences(commit);
    for (std::size_t b = 0; b < model.boards().size(); ++b) {
        if (model.presence(b, commit) == Presence::absent) continue;
        auto& arch = arch_of(arches, model.boards()[b].arch);
        ++arch.boards;
        if (!model.at(b, commit).sizes.empty()) ++arch.measured;
        const auto difference = differences.find(b);
        if (difference == differences.end()) continue;
        auto board = board_sizes(model, b, commit, difference->second);
        if (board.change.empty() && board.functions.empty()) continue;
        for (const auto& [part, delta] : board.change) arch.sums[part] += delta;
        arch.changed.push_back(std::move(board));
    }
    for (auto& arch : arches) {
        std::erase_if(arch.sums, [](const auto& part) { return part.second == 0; });
        std::ranges::stable_sort(arch.changed, std::ranges::greater(), &BoardSizes::total);
    }
    std::erase_if(arches, [](const ArchSizes& arch) { return arch.changed.empty(); });
    return arches;
}

}  // namespace bm::summary
