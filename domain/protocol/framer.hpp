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
struct Stray {  ///< a line of the worker's stdout that is no protocol; limits::stray_bytes of it
    std::string text;
    friend bool operator==(const Stray&, const Stray&) = default;
};
struct TooLong {  ///< a line over limits::line_bytes; it was passed over up to its end
    std::size_t bytes = 0;
    friend bool operator==(const TooLong&, const TooLong&) = default;
};
struct Blank {  ///< an empty line of the boss: its sign of life
    friend bool operator==(const Blank&, const Blank&) = default;
};

using Frame = std::variant<Line, Stray, TooLong, Blank>;

/// Which side speaks, hence how a line begins and what is trimmed: of the worker's lines the prefix
/// and the '\n', of the boss's all white space around.
enum class Speaker {
    boss,    ///< gives Line, TooLong and Blank
    worker,  ///< gives Line, TooLong and Stray
};

/// Cuts a byte stream into lines. The frames do not depend on how the bytes were split; memory is
/// bounded by limits::line_bytes, whatever comes.
class Framer {
  public:
    explicit Framer(Speaker speaker) : speaker_(speaker) {}

    std::vector<Frame> feed(std::string_view bytes);
    /// Bytes of the line that has no end yet. At the end of the stream they are no frame: a line
    /// that may have been cut is never acted on.
    std::size_t unfinished() const { return passed_over_ + line_.size(); }

  private:
    void append(std::string_view piece);
    bool is_stray() const;
    Frame finish_line();

    Speaker speaker_;
    std::string line_;             ///< of the running line, what is kept
    std::size_t passed_over_ = 0;  ///< of the running line, what is not
};

}  // namespace bm::protocol
