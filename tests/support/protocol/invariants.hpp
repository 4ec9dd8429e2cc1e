// SPDX-License-Identifier: GPL-2.0-or-later
// What holds for the codec and the framer whatever the bytes; for tests and fuzz targets alike.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/framer.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/core/utf8.hpp"

namespace bm::test {

inline constexpr std::size_t longest_error_text = 1000;

/// What is wrong with the outcome of a decode; empty: nothing.
template <class Decoded, class Decode>
std::string fault_of(const Decoded& decoded, std::string_view prefix, Decode decode) {
    using namespace protocol;
    if (!decoded) {
        const auto& text = decoded.error().message;
        if (text.empty() || text.size() > longest_error_text) return "an error text of no use";
        return core::is_valid_utf8(text) ? "" : "an error text that is not UTF-8";
    }
    const auto line = encode(*decoded, Dialect::bm);
    if (line.size() > limits::line_bytes) return "a line that is too long";
    if (line.find('\n') != line.npos) return "a line with a line end";
    if (!line.starts_with(prefix)) return "a line without its prefix";
    const auto again = decode(std::string_view(line).substr(prefix.size()));
    if (!again) return "a line of ours does not decode: " + again.error().message;
    return *again == *decoded ? "" : "a line of ours decodes to something else: " + line;
}

/// Of any bytes, taken as a line in both directions.
inline std::string fault_of_line(std::string_view line) {
    using namespace protocol;
    if (auto fault = fault_of(decode_to_worker(line), "", decode_to_worker); !fault.empty())
        return "to worker: " + fault;
    if (auto fault = fault_of(decode_to_boss(line), line_prefix, decode_to_boss); !fault.empty())
        return "to boss: " + fault;
    return {};
}

/// The frames of a stream that comes in pieces which end at `ends` (rising, any beyond the end are
/// passed over).
inline std::vector<protocol::Frame> frames_of(protocol::Speaker speaker, std::string_view stream,
                                              const std::vector<std::size_t>& ends = {}) {
    protocol::Framer framer(speaker);
    std::vector<protocol::Frame> frames;
    const auto feed = [&](std::string_view piece) {
        for (auto& frame : framer.feed(piece)) frames.push_back(std::move(frame));
    };
    std::size_t begin = 0;
    for (const auto end : ends) {
        if (end < begin || end > stream.size()) continue;
        feed(stream.substr(begin, end - begin));
        begin = end;
    }
    feed(stream.substr(begin));
    return frames;
}

}  // namespace bm::test
