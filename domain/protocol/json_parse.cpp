// SPDX-License-Identifier: GPL-2.0-or-later
// From bytes to a JSON object, measured before a tree is made of it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "domain/protocol/json_reader.hpp"
#include "domain/core/utf8.hpp"

namespace bm::protocol {
namespace {

using nlohmann::json;

constexpr std::size_t longest_detail = 200;

tl::unexpected<DecodeError> invalid(std::string_view detail) {
    return tl::unexpected(
        DecodeError{DecodeError::Kind::invalid_json,
                    "invalid JSON: " + std::string(core::cut_utf8(detail, longest_detail))});
}

struct Extent {
    std::size_t depth = 0;
    std::size_t values = 0;
};

/// How deep and how wide the text nests; exact up to where it ceases to be JSON.
Extent measure(std::string_view text) {
    Extent extent;
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
            continue;
        }
        if (c == '"') in_string = true;
        if (c == ',' || c == '[' || c == '{') ++extent.values;
        if (c == '[' || c == '{') extent.depth = std::max(extent.depth, ++depth);
        if ((c == ']' || c == '}') && depth > 0) --depth;
    }
    return extent;
}

}  // namespace

core::Expected<json, DecodeError> parse_object(std::string_view line) {
    const auto extent = measure(line);
    if (extent.depth > limits::json_depth) return invalid("nested too deep");
    if (extent.values > limits::json_values) return invalid("too many values");
    try {
        auto value = json::parse(line);
        if (!value.is_object()) return invalid("the line is not an object");
        return value;
    } catch (const json::exception& problem) {
        if (!core::is_valid_utf8(line)) return invalid("the line is not UTF-8");
        return invalid(core::to_valid_utf8(problem.what()));  // it quotes the line, up to mid-character
    }
}

std::string message_name(const json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace bm::protocol
