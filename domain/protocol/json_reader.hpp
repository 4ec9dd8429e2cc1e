// SPDX-License-Identifier: GPL-2.0-or-later
// Private to the codec: checked access to a parsed line.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/protocol/codec.hpp"

namespace bm::protocol {

/// Parses a line that must be one JSON object, within limits::json_depth and a bounded number of
/// values, in valid UTF-8.
core::Expected<nlohmann::json, DecodeError> parse_object(std::string_view line);

/// Takes the fields of one object; the first field of a wrong shape is remembered as the problem.
class FieldReader {
  public:
    /// `context` names the message in errors: "build_board".
    FieldReader(const nlohmann::json& object, std::string_view context)
        : object_(object), context_(context) {}

    void text(const char* name, std::string& target);
    void required_text(const char* name, std::string& target);
    void flag(const char* name, bool& target);
    void number(const char* name, std::int64_t& target, std::int64_t least, std::int64_t most);
    void optional_number(const char* name, std::optional<std::int64_t>& target);
    void real(const char* name, double& target);
    void texts(const char* name, std::vector<std::string>& target);
    void text_map(const char* name, std::map<std::string, std::string>& target);
    void numbers(const char* name, std::optional<std::vector<std::int64_t>>& target);
    /// nullptr when the field is absent; a problem when it is neither absent nor an object (array).
    const nlohmann::json* object(const char* name);
    const nlohmann::json* array(const char* name);

    void problem(const char* name, std::string_view what);
    const std::optional<DecodeError>& problem() const { return problem_; }

  private:
    const nlohmann::json* find(const char* name) const;

    const nlohmann::json& object_;
    std::string_view context_;
    std::optional<DecodeError> problem_;
};

}  // namespace bm::protocol
