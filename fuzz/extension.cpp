// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_board
// Whatever a configs/*.buildman file says, it is refused with a line, or its boards have names that
// paths and make can be given.
#include "domain/board/extension.hpp"

#include <cstdint>

#include "domain/core/names.hpp"
#include "fuzz/target.hpp"

using namespace bm::board;
using bm::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = bm::fuzz::as_text(data, size);
    const auto found = parse_extensions("configs/f.buildman", text);
    if (!found) {
        const auto& message = found.error().message;
        require(message.starts_with("configs/f.buildman:") && message.size() < text.size() + 80);
        require(message.find('\n') == std::string::npos);
        return 0;
    }
    Board base;
    base.target = "snow";
    for (const auto& extension : *found) {
        const auto board = extended(extension, base);
        require(board.target.size() > 200 || bm::core::is_board_name(board.target));
        require(board.target.find(',') == extension.name.size());
        const auto goals = configure_goals(board);
        require(goals.size() == extension.fragments.size() + 1 &&
                goals.front() == "snow_defconfig");
        for (const auto& goal : goals) require(goal.find_first_of("/ =\n") == std::string::npos);
        (void)extension.may_extend(base.target);
    }
    return 0;
}
