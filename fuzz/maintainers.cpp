// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_board
// The first line has names of boards, the rest is a MAINTAINERS file: whatever it says, each board
// has a status, one that is not known is warned of, and the list of them can be read again.
#include "domain/board/maintainers.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/board/board_list.hpp"
#include "domain/board/kconfig_board.hpp"
#include "fuzz/target.hpp"

using namespace bm::board;
using bm::fuzz::require;

namespace {

std::vector<std::string> names_in(std::string_view line) {
    std::vector<std::string> names;
    while (!line.empty() && names.size() < 50) {
        const auto end = std::min(line.find(' '), line.size());
        if (auto name = target_of("configs/" + std::string(line.substr(0, end)) + "_defconfig"))
            names.push_back(std::move(*name));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

void check(const std::vector<std::string>& names, std::string_view text, MaintainersForm form) {
    Maintainers maintainers(names, form);
    maintainers.read("MAINTAINERS", text);
    for (const auto& problem : maintainers.problems())
        require(problem.starts_with("MAINTAINERS:") && problem.find('\n') == std::string::npos);
    std::vector<Board> boards;
    for (const auto& name : names) {
        std::vector<std::string> warnings;
        const auto answer = maintainers.of(name, warnings);
        require(answer.status == "Active" || answer.status == "Orphan" || answer.status == "-");
        require((answer.status == "-") == !warnings.empty());
        if (form == MaintainersForm::current && answer.people.empty())
            require(answer.status == "-");
        boards.push_back({answer.status, "arm", "", "", "", "b", name, "c", answer.people});
    }
    sort_as_list(boards);
    const auto again = parse_board_list(format_board_list(boards, "fuzz"), "list");
    require(again.has_value() && again->size() == boards.size());
    for (std::size_t i = 0; i < boards.size(); ++i) require((*again)[i].target == boards[i].target);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [line, text] = bm::fuzz::first_line(bm::fuzz::as_text(data, size));
    const auto names = names_in(line);
    check(names, text, MaintainersForm::current);
    check(names, text, MaintainersForm::first);
    return 0;
}
