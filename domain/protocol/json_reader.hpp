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
#include "domain/protocol/limits.hpp"

namespace bm::protocol {

/// Parses a line that must be one JSON object in UTF-8, within limits::json_depth and json_values.
core::Expected<nlohmann::json, DecodeError> parse_object(std::string_view line);

/// The text of a field, or empty if it is absent or no text: the name of a message.
std::string message_name(const nlohmann::json& object, const char* field);

/// Takes the fields of one object. An absent field leaves its target as it is; the first one of a
/// wrong shape is remembered as the problem, and its target is left alone too.
class FieldReader {
  public:
    /// `message` names the message in errors, `path` the object inside it ("settings.").
    FieldReader(const nlohmann::json& object, std::string_view message, std::string_view path = "")
        : object_(object), message_(message), path_(path) {}

    void text(std::string_view name, std::string& target,
              std::size_t most_bytes = limits::text_bytes);
    /// Bounded by the line alone: a stream, or a file.
    void long_text(std::string_view name, std::string& target);
    void flag(std::string_view name, bool& target);
    void number(std::string_view name, std::int64_t& target, std::int64_t least,
                std::int64_t most = limits::number);
    void lease(std::string_view name, std::optional<std::int64_t>& target);
    void real(std::string_view name, double& target);
    void texts(std::string_view name, std::vector<std::string>& target);
    void numbers(std::string_view name, std::optional<std::vector<std::int64_t>>& target);
    void text_map(std::string_view name, std::map<std::string, std::string>& target,
                  std::size_t most_bytes = limits::text_bytes);
    /// nullptr when the field is absent, and when it is a problem.
    const nlohmann::json* object(std::string_view name);
    const nlohmann::json* list(std::string_view name);

    /// A problem if the field is absent.
    void require(std::string_view name);
    /// "<message>: field '<path><name>' must be <what>"
    void refuse(std::string_view name, std::string_view what);
    /// Takes over the problem of a reader of an inner object.
    void adopt(const FieldReader& inner);
    const std::optional<DecodeError>& problem() const { return problem_; }

  private:
    const nlohmann::json* find(std::string_view name) const;

    const nlohmann::json& object_;
    std::string message_;
    std::string path_;
    std::optional<DecodeError> problem_;
};

/// The build that a message of the feature `artefacts` is about; both fields are required.
template <class Message>
void read_build(FieldReader& fields, Message& message) {
    std::optional<std::int64_t> lease;
    fields.require("lease");
    fields.lease("lease", lease);
    fields.require("commit_upto");
    fields.number("commit_upto", message.commit_upto, 0);
    message.lease = lease.value_or(0);
}

}  // namespace bm::protocol
