// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_summary
#include "domain/summary/message.hpp"

#include <algorithm>
#include <string>

#include "fuzz/target.hpp"

namespace {

using bm::summary::Filter;
using bm::summary::Message;
using bm::summary::messages_of;

/// Those that are not make's and hold more than spaces: each is in a message.
std::size_t lines_that_count(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const auto [line, rest] = bm::fuzz::first_line(text);
        const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
        if (!blank && !line.starts_with("make")) ++count;
        text = rest;
    }
    return count;
}

std::size_t lines_that_count(const std::vector<Message>& messages) {
    std::size_t count = 0;
    for (const auto& message : messages) count += lines_that_count(message.text);
    return count;
}

}  // namespace

/// Any bytes are cut into messages that say something, none of them made up, and without a filter
/// none lost. The first byte says whether the build failed and what is filtered.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using bm::fuzz::require;
    if (size == 0) return 0;
    const bool failed = (data[0] & 1) != 0;
    const Filter filter{(data[0] & 2) != 0, (data[0] & 4) != 0};
    const auto text = bm::fuzz::as_text(data + 1, size - 1);
    const auto messages = messages_of(text, failed, filter);
    std::size_t bytes = 0;
    for (const auto& message : messages) {
        require(!message.text.empty() && !message.meaning.empty());
        bytes += message.text.size() + 1;
    }
    require(bytes <= text.size() + 1);
    require(lines_that_count(messages_of(text, failed)) == lines_that_count(text));
    return 0;
}
