// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/answers.hpp"

namespace bm::worker {
namespace {

constexpr std::size_t longest_shown = 80;

}  // namespace

std::string shown(std::string_view text) {
    std::string result = "'";
    for (const char c : text.substr(0, longest_shown))
        result +=
            static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f ? '?' : c;
    return result + (text.size() > longest_shown ? "...'" : "'");
}

}  // namespace bm::worker
