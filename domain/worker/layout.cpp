// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/layout.hpp"

namespace bm::worker {
namespace {

std::string two_digits(int number) {
    auto text = std::to_string(number);
    return text.size() < 2 ? "0" + text : text;
}

}  // namespace

Place place_of(std::string_view work_dir, int slot, std::string_view board,
               const protocol::Settings& settings, bool current_source) {
    const auto base = std::string(work_dir) + "/.bm-work/";
    const auto slot_directory = base + two_digits(slot);
    Place place;
    place.source = current_source ? std::string(work_dir) : slot_directory;
    if (settings.work_in_output) {
        place.output = settings.output_dir;
    } else if (settings.in_tree) {
        place.output = place.source;
    } else if (settings.per_board_out_dir) {
        place.output = base + std::string(board);
    } else {
        place.output = slot_directory + "/build";
    }
    return place;
}

std::string result_folder(const protocol::Settings& settings, std::int64_t lease,
                          std::int64_t position) {
    if (settings.spool_dir.empty()) return {};
    return settings.spool_dir + "/" + std::to_string(lease) + "." + std::to_string(position);
}

std::string artefact_folder(std::string_view work_dir, std::int64_t lease, std::int64_t position) {
    return std::string(work_dir) + "/.bm-work/.artefacts/" + std::to_string(lease) + "." +
           std::to_string(position);
}

}  // namespace bm::worker
