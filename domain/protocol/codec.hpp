// SPDX-License-Identifier: GPL-2.0-or-later
// Messages to lines and back, as doc/protocol.md says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/core/expected.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/protocol/message.hpp"

namespace bm::protocol {

struct DecodeError {
    enum class Kind {
        invalid_json,     ///< no JSON object, too deep or too wide, or not UTF-8
        unknown_message,  ///< well-formed, of a name nobody knows here
        wrong_shape,      ///< a known message with a field that cannot be what it should
    };
    Kind kind = Kind::invalid_json;
    std::string message;  ///< as it goes into `error.msg`
    friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

/// What begins each line of a worker that is protocol.
inline constexpr std::string_view line_prefix = "BM> ";

/// One line without its '\n'. Bytes that are not UTF-8 become U+FFFD. Separators and escapes are
/// those of Python's json, `cmd` or `resp` comes first. The buildman dialect leaves out every field
/// of bm's own; the messages of a feature have no place in it.
///
/// A command is never cut, for then it would be another one: who makes it keeps its lists within
/// limits::list_entries and its texts within limits::text_bytes.
std::string encode(const ToWorker& message, Dialect dialect);
/// With the prefix, and always within limits::line_bytes: a result as encode_result does it, any
/// other message that is too long gives way to an error that says so.
std::string encode(const ToBoss& message, Dialect dialect);

/// The line of a result, prefix included, in at most `line_bytes`. If need be its longest texts are
/// cut, head and tail kept, a line between them telling how much is missing, and its longest files
/// left out. Where that is not enough, only what says which build it is and how it ended is left.
std::string encode_result(const BuildResult& result, Dialect dialect,
                          std::size_t line_bytes = limits::line_bytes);

/// Total: every byte string is a message or an error. Absent fields keep the defaults of
/// message.hpp; unknown fields are passed over; of a field given twice the last counts. A message
/// that decodes encodes to a line that decodes to the same, unless escapes make that line too long.
core::Expected<ToWorker, DecodeError> decode_to_worker(std::string_view line);
/// Without the prefix, which the framer has taken off.
core::Expected<ToBoss, DecodeError> decode_to_boss(std::string_view line);

/// The wire name of a cause.
std::string_view to_text(Cause cause);

}  // namespace bm::protocol
