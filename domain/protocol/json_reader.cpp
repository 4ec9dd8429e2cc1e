// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/json_reader.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "domain/protocol/limits.hpp"
#include "domain/protocol/utf8.hpp"

namespace bm::protocol {
namespace {

using nlohmann::json;

constexpr std::size_t most_values = 4 * limits::list_entries;
constexpr std::size_t longest_detail = 200;

tl::unexpected<DecodeError> invalid(std::string_view detail) {
    return tl::unexpected(
        DecodeError{DecodeError::Kind::invalid_json,
                    "invalid JSON: " + std::string(detail.substr(0, longest_detail))});
}

struct Extent {
    std::size_t depth = 0;
    std::size_t values = 0;
};

/// How deep and how wide the text nests, strings passed over; told before a tree is made of it.
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
    if (!is_valid_utf8(line)) return invalid("the line is not UTF-8");
    const auto extent = measure(line);
    if (extent.depth > limits::json_depth) return invalid("nested too deep");
    if (extent.values > most_values) return invalid("too many values");
    try {
        auto value = json::parse(line);
        if (!value.is_object()) return invalid("the line is not an object");
        return value;
    } catch (const json::exception& problem) {
        return invalid(problem.what());
    }
}

const json* FieldReader::find(const char* name) const {
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
}

void FieldReader::problem(const char* name, std::string_view what) {
    if (problem_) return;
    problem_ =
        DecodeError{DecodeError::Kind::wrong_shape,
                    std::string(context_) + ": field '" + name + "' must be " + std::string(what)};
}

void FieldReader::text(const char* name, std::string& target) {
    const auto* value = find(name);
    if (!value) return;
    if (!value->is_string()) return problem(name, "a string");
    target = value->get<std::string>();
}

void FieldReader::required_text(const char* name, std::string& target) {
    if (!find(name)) return problem(name, "given");
    text(name, target);
}

void FieldReader::flag(const char* name, bool& target) {
    const auto* value = find(name);
    if (!value) return;
    if (!value->is_boolean()) return problem(name, "true or false");
    target = value->get<bool>();
}

void FieldReader::number(const char* name, std::int64_t& target, std::int64_t least,
                         std::int64_t most) {
    const auto* value = find(name);
    if (!value) return;
    const auto wanted =
        "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    if (!value->is_number_integer()) return problem(name, wanted);
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX)
        return problem(name, wanted);
    const auto found = value->get<std::int64_t>();
    if (found < least || found > most) return problem(name, wanted);
    target = found;
}

void FieldReader::optional_number(const char* name, std::optional<std::int64_t>& target) {
    if (!find(name)) return;
    std::int64_t found = 0;
    number(name, found, 0, INT64_MAX);
    target = found;
}

void FieldReader::real(const char* name, double& target) {
    const auto* value = find(name);
    if (!value) return;
    if (!value->is_number()) return problem(name, "a number");
    target = value->get<double>();
}

const json* FieldReader::object(const char* name) {
    const auto* value = find(name);
    if (value && !value->is_object()) problem(name, "an object");
    return value && value->is_object() ? value : nullptr;
}

const json* FieldReader::array(const char* name) {
    const auto* value = find(name);
    if (value && !value->is_array()) problem(name, "a list");
    if (value && value->is_array() && value->size() > limits::list_entries)
        problem(name, "a list of at most " + std::to_string(limits::list_entries) + " entries");
    return value && value->is_array() ? value : nullptr;
}

void FieldReader::texts(const char* name, std::vector<std::string>& target) {
    const auto* list = array(name);
    if (!list) return;
    for (const auto& value : *list) {
        if (!value.is_string()) return problem(name, "a list of strings");
        target.push_back(value.get<std::string>());
    }
}

void FieldReader::numbers(const char* name, std::optional<std::vector<std::int64_t>>& target) {
    const auto* list = array(name);
    if (!list) return;
    target.emplace();
    for (const auto& value : *list) {
        const bool whole = value.is_number_integer() &&
                           (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT32_MAX);
        if (!whole || value.get<std::int64_t>() < 0)
            return problem(name, "a list of whole numbers from 0 on");
        target->push_back(value.get<std::int64_t>());
    }
}

void FieldReader::text_map(const char* name, std::map<std::string, std::string>& target) {
    const auto* map = object(name);
    if (!map) return;
    for (const auto& [key, value] : map->items()) {
        if (!value.is_string()) return problem(name, "an object of strings");
        target[key] = value.get<std::string>();
    }
}

}  // namespace bm::protocol
