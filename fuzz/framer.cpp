// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_protocol
// The frames of a stream do not depend on how it was split, and nothing is kept past its frame.
// The first byte says how long the pieces are.
#include "domain/protocol/framer.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tests/support/protocol/invariants.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view stream(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t step = 1 + data[0] % 64u;
    std::vector<std::size_t> ends;
    for (auto end = step; end < stream.size(); end += step) ends.push_back(end);

    using bm::protocol::Speaker;
    for (const auto speaker : {Speaker::boss, Speaker::worker}) {
        const auto whole = bm::test::frames_of(speaker, stream);
        if (bm::test::frames_of(speaker, stream, ends) != whole) std::abort();
        bm::protocol::Framer framer(speaker);
        framer.feed(stream);
        const auto last = stream.rfind('\n');
        const auto rest = last == stream.npos ? stream.size() : stream.size() - last - 1;
        if (framer.unfinished() != rest) std::abort();
    }
    return 0;
}
