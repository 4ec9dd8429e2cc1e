// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kconfig/place.hpp"
#include "domain/kconfig/problem_log.hpp"
#include "domain/kconfig/surroundings.hpp"

namespace bm::kconfig {

/// The macro language of Kconfig (the kernel's kconfig-macro-language.rst): variables, functions of
/// the user's, and the built-in ones. What cannot be expanded is empty and a problem is noted.
/// However it is called, an expansion is bounded in depth and in size.
class Macros {
  public:
    enum class Flavor {
        recursive,  ///< `=`: expanded where it is used
        simple,     ///< `:=`: expanded where it is set
        append,     ///< `+=`: added behind a space, in the flavor that is there
    };

    Macros(Surroundings& surroundings, ProblemLog& problems)
        : surroundings_(surroundings), problems_(problems) {}

    void assign(const std::string& name, Flavor flavor, std::string_view value, const Place& place);
    /// All of a text.
    std::string expand(std::string_view text, const Place& place);
    /// One word at the beginning of a text, which ends before the first character that no word
    /// has; it is taken off the text.
    std::string expand_word(std::string_view& text, const Place& place);
    /// What follows a `$`: a reference in parentheses, taken off the text, or nothing, and then a
    /// `$` is only that.
    std::string expand_reference(std::string_view& text, const Place& place);

    /// Whether a word can have it.
    static bool in_word(char c);

  private:
    struct Variable {
        std::string value;
        bool recursive = true;
        int in_use = 0;
    };
    using Arguments = std::vector<std::string>;

    void begin(const Place& place);
    std::string expand_with(std::string_view text, const Arguments& arguments);
    std::string reference(std::string_view& text, const Arguments& arguments);
    std::string call(std::string_view inner, const Arguments& arguments);
    std::string use(const std::string& name, Variable& variable, const Arguments& arguments);
    std::optional<std::string> built_in(const std::string& name, const Arguments& arguments);
    std::string shell(const std::string& command);
    bool has_arguments(const std::string& name, const Arguments& arguments, std::size_t wanted);
    void complain(std::string text, Problem::Weight weight = Problem::Weight::error);
    /// Counts the references of a text; false: they, or what they made, are too much.
    bool within_bounds(const std::string& made);

    Surroundings& surroundings_;
    ProblemLog& problems_;
    std::map<std::string, Variable, std::less<>> variables_;
    Place place_;
    int depth_ = 0;
    std::size_t steps_ = 0;  ///< references, and thousands of bytes that they made
    /// Of one expansion. Each that needs more leaves a tenth to those behind it, so that many such
    /// do not add up.
    std::size_t most_steps_ = 20'000;
    bool gave_up_ = false;  ///< on this text, and said so
};

}  // namespace bm::kconfig
