// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/expected.hpp"
#include "domain/core/time.hpp"
#include "domain/machine/terms.hpp"
#include "domain/machine/trouble.hpp"

namespace bm::machine {

/// What our scripts' answers begin with, at the start of a line; a word and its text follow.
inline constexpr std::string_view answer_marker = "::bm:: ";
/// The word of the last answer of a script that came to its end.
inline constexpr std::string_view last_answer = "end";
/// The word of the answer that says why a script gave up.
inline constexpr std::string_view failed_answer = "failed";

/// Finds the answers in what a machine prints, of which a login shell's banner may be most. Keeps
/// at most 64 answers of at most 8 KiB, the first of each word, and nothing else.
class AnswerReader {
  public:
    /// However the bytes are split. False: more than banner_bytes have come.
    bool feed(std::string_view bytes);

    /// The script came to its end.
    bool complete() const { return answers_.contains(std::string(last_answer)); }
    /// What begins with `start` was said: the rest of each such word, and its text.
    std::map<std::string, std::string> texts_of(std::string_view start) const;
    /// The script began.
    bool begun() const { return !answers_.empty(); }
    /// Empty when the word was not said.
    std::string text_of(std::string_view word) const;

  private:
    void end_line();

    std::map<std::string, std::string> answers_;
    std::string line_;
    bool skipping_ = false;  ///< this line is no answer
    std::size_t seen_ = 0;
};

/// A number from 0 to a thousand millions with digits and a point, as "1.25".
std::optional<double> decimal_of(std::string_view text);

/// The facts that a look-script answered with. Texts that do not fit their field stay empty.
Facts facts_of(const AnswerReader& answers);

/// How a program ended that speaks with a machine.
struct StepEnd {
    std::optional<int> status;  ///< absent: `how` says it
    std::string how = {};
    std::string err = {};  ///< its stderr
};

/// Whether another try may do better, as a step_failure tells it.
bool may_pass(const core::Error& error);

/// Why a step did not come to its end, in ssh's words or ours. Kind environment: the connection's
/// fault, which may pass.
Trouble step_trouble(const std::string& host, const StepEnd& end, const AnswerReader& answers);

/// The same as an error that begins with what was being done.
core::Error step_failure(const std::string& what, const std::string& host, const StepEnd& end,
                         const AnswerReader& answers);

/// Of a machine that did not come to the end of its answers within the limit.
Trouble silence(const std::string& host, core::Duration limit, const AnswerReader& answers);

}  // namespace bm::machine
