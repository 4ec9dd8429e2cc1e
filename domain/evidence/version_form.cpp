// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/version_form.hpp"

#include <algorithm>

namespace bm::evidence {
namespace {

constexpr std::size_t padded_digits = 5;

}  // namespace

std::string version_form(std::string_view described) {
    const auto hash = described.rfind("-g");
    if (hash == std::string_view::npos || hash == 0) return {};  // no tag: a hash alone
    const auto dash = described.rfind('-', hash - 1);
    if (dash == std::string_view::npos) return {};
    const auto count = described.substr(dash + 1, hash - dash - 1);
    std::string form(described.substr(0, dash));
    if (count == "0") return form;
    return form + '-' + std::string(std::max(count.size(), padded_digits), '0');
}

}  // namespace bm::evidence
