// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/core/expected.hpp"
#include "domain/protocol/message.hpp"

namespace bm::protocol {

struct DecodeError {
    enum class Kind {
        invalid_json,     ///< no JSON object, too deep, or text that is not UTF-8
        unknown_message,  ///< well-formed, of a name nobody knows here
        wrong_shape,      ///< a known message with a field that cannot be what it should
    };
    Kind kind = Kind::invalid_json;
    std::string message;  ///< as it goes into `error.msg`
    friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

/// One line without its '\n'; at most limits::line_bytes, streams cut if need be. Text that is not
/// UTF-8 gets U+FFFD. Separators and escapes are Python's, `cmd` or `resp` comes first (P 1.1). The
/// buildman dialect leaves out every field of bm's own.
std::string encode(const ToWorker& message, Dialect dialect);
/// With the prefix `BM> `.
std::string encode(const ToBoss& message, Dialect dialect);

/// Total: every byte string is a message or an error. Absent fields get the defaults of P 1.2, 1.3;
/// unknown fields are passed over; of a field given twice the last counts.
core::Expected<ToWorker, DecodeError> decode_to_worker(std::string_view line);
core::Expected<ToBoss, DecodeError> decode_to_boss(std::string_view line);

/// The wire name of a cause.
std::string_view to_text(Cause cause);

}  // namespace bm::protocol
