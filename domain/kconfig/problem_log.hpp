// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "domain/kconfig/place.hpp"

namespace bm::kconfig {

/// Where those who read a tree note what is wrong with it: at most 1,000 problems of each file and
/// 10,000 of all, the last of which says that there are more; each is a line fit to be shown.
class ProblemLog {
  public:
    explicit ProblemLog(std::vector<Problem>& into) : problems_(into) {}

    void error(const Place& place, std::string text) {
        add({place, std::move(text), Problem::Weight::error});
    }
    void warn(const Place& place, std::string text) {
        add({place, std::move(text), Problem::Weight::warning});
    }
    void add(Problem problem);

  private:
    std::vector<Problem>& problems_;
    std::map<std::string, std::size_t> of_file_;
};

}  // namespace bm::kconfig
