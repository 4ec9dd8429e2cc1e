// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bm::protocol {

struct Line {  ///< a whole protocol line, its prefix and line end removed
    std::string text;
    friend bool operator==(const Line&, const Line&) = default;
};
struct Stray {  ///< a line of the worker's stdout that is no protocol: a banner, a stray print
    std::string text;
    friend bool operator==(const Stray&, const Stray&) = default;
};
struct TooLong {  ///< a line over the limit; it was passed over up to its end
    std::size_t bytes = 0;
    friend bool operator==(const TooLong&, const TooLong&) = default;
};
struct Blank {  ///< an empty line: the boss's sign of life
    friend bool operator==(const Blank&, const Blank&) = default;
};

using Frame = std::variant<Line, Stray, TooLong, Blank>;

/// Which side speaks, hence how a line begins and what is trimmed (P 1.1).
enum class Speaker { boss, worker };

/// Cuts a byte stream into lines. The frames do not depend on how the bytes were split; memory is
/// bounded by limits::line_bytes.
class Framer {
  public:
    explicit Framer(Speaker speaker) : speaker_(speaker) {}
    std::vector<Frame> feed(std::string_view bytes);
    /// What is left unterminated at the end of the stream is not a frame: a cut line is never acted
    /// on.
    std::size_t unfinished() const { return dropped_ + line_.size(); }

  private:
    Frame finish_line();

    Speaker speaker_;
    std::string line_;
    std::size_t dropped_ = 0;  ///< bytes of the running line, once it is over the limit
};

}  // namespace bm::protocol
