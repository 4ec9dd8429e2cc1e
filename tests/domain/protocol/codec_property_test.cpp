// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/protocol/codec.hpp"
#include "tests/support/generators/protocol.hpp"
#include "tests/support/protocol/invariants.hpp"

namespace bm::protocol {
namespace {

RC_GTEST_PROP(CodecProperty, ACommandComesBackAsItWas, (const ToWorker& message)) {
    const auto decoded = decode_to_worker(encode(message, Dialect::bm));
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(*decoded == message);
}

RC_GTEST_PROP(CodecProperty, AResponseComesBackAsItWas, (const ToBoss& message)) {
    const auto line = encode(message, Dialect::bm);
    RC_ASSERT(line.starts_with(line_prefix));
    const auto decoded = decode_to_boss(std::string_view(line).substr(line_prefix.size()));
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(*decoded == message);
}

RC_GTEST_PROP(CodecProperty, WhatABuildmanPeerIsToldIsReadBackAndToldTheSame,
              (const ToBoss& message)) {
    // The messages of a feature are never for such a peer.
    RC_PRE(!std::holds_alternative<ArtefactList>(message) &&
           !std::holds_alternative<ArtefactChunk>(message));
    const auto line = encode(message, Dialect::buildman);
    const auto decoded = decode_to_boss(std::string_view(line).substr(line_prefix.size()));
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(encode(*decoded, Dialect::buildman) == line);
    for (const auto* extension :
         {"protocol", "features", "lease", "cause", "files", "reconfigured", "carried_from",
          "verified_from", "verified_changes"})
        RC_ASSERT(line.find(extension) == line.npos);
}

RC_GTEST_PROP(CodecProperty, LinesAreAsciiWithoutControlCharacters, (const ToBoss& message)) {
    for (const char c : encode(message, Dialect::bm)) RC_ASSERT(c >= 0x20 && c < 0x7F);
}

RC_GTEST_PROP(CodecProperty, AnyBytesAreAMessageOrAnError, (const std::string& bytes)) {
    RC_ASSERT(test::fault_of_line(bytes).empty());
}

RC_GTEST_PROP(CodecProperty, AnyBytesInATextStillGiveALine, (const std::string& bytes)) {
    const auto line = encode(ErrorReply{bytes}, Dialect::bm);
    RC_ASSERT(decode_to_boss(std::string_view(line).substr(line_prefix.size())).has_value());
}

}  // namespace
}  // namespace bm::protocol
