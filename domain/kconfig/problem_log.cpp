// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/problem_log.hpp"

#include <utility>

#include "domain/core/shown.hpp"

namespace bm::kconfig {
namespace {

constexpr std::size_t most_of_a_file = 1'000;
constexpr std::size_t most_of_all = 10'000;
constexpr std::size_t longest_text = 400;

}  // namespace

void ProblemLog::add(Problem problem) {
    if (problems_.size() >= most_of_all) return;
    auto& count = of_file_[problem.place.file];
    if (count >= most_of_a_file) return;
    ++count;
    if (count == most_of_a_file)
        problem.text = "and more problems of this file";
    else if (problems_.size() + 1 == most_of_all)
        problem.text = "and more problems of this tree";
    problem.text = core::shown(problem.text, longest_text);
    problems_.push_back(std::move(problem));
}

}  // namespace bm::kconfig
