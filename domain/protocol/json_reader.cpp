// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/json_reader.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace bm::protocol {
namespace {

using nlohmann::json;

std::optional<std::int64_t> whole_number(const json& value, std::int64_t least, std::int64_t most) {
    if (!value.is_number_integer()) return std::nullopt;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    const auto number = value.get<std::int64_t>();
    if (number < least || number > most) return std::nullopt;
    return number;
}

}  // namespace

const json* FieldReader::find(std::string_view name) const {
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
}

void FieldReader::refuse(std::string_view name, std::string_view what) {
    if (problem_) return;
    problem_ = DecodeError{DecodeError::Kind::wrong_shape,
                           fmt::format("{}: field '{}{}' must be {}", message_, path_, name, what)};
}

void FieldReader::adopt(const FieldReader& inner) {
    if (!problem_) problem_ = inner.problem_;
}

void FieldReader::require(std::string_view name) {
    if (!find(name)) refuse(name, "given");
}

void FieldReader::text(std::string_view name, std::string& target, std::size_t most_bytes) {
    const auto* value = find(name);
    if (!value) return;
    if (!value->is_string()) return refuse(name, "a string");
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > most_bytes)
        return refuse(name, fmt::format("a string of at most {} bytes", most_bytes));
    target = text;
}

void FieldReader::long_text(std::string_view name, std::string& target) {
    text(name, target, limits::line_bytes);
}

void FieldReader::flag(std::string_view name, bool& target) {
    const auto* value = find(name);
    if (!value) return;
    if (!value->is_boolean()) return refuse(name, "true or false");
    target = value->get<bool>();
}

void FieldReader::number(std::string_view name, std::int64_t& target, std::int64_t least,
                         std::int64_t most) {
    const auto* value = find(name);
    if (!value) return;
    const auto found = whole_number(*value, least, most);
    if (!found) return refuse(name, fmt::format("a whole number from {} to {}", least, most));
    target = *found;
}

void FieldReader::lease(std::string_view name, std::optional<std::int64_t>& target) {
    if (!find(name)) return;
    std::int64_t found = -1;
    number(name, found, 0, INT64_MAX);
    if (found >= 0) target = found;
}

void FieldReader::real(std::string_view name, double& target) {
    const auto* value = find(name);
    if (!value) return;
    constexpr auto most = static_cast<double>(limits::number);
    const double found = value->is_number() ? value->get<double>() : -1;
    if (!(found >= 0 && found <= most))
        return refuse(name, fmt::format("a number from 0 to {}", limits::number));
    target = found;
}

const json* FieldReader::object(std::string_view name) {
    const auto* value = find(name);
    if (!value) return nullptr;
    if (!value->is_object()) return refuse(name, "an object"), nullptr;
    if (value->size() > limits::list_entries)
        return refuse(name, fmt::format("an object of at most {} entries", limits::list_entries)),
               nullptr;
    return value;
}

const json* FieldReader::list(std::string_view name) {
    const auto* value = find(name);
    if (!value) return nullptr;
    if (!value->is_array()) return refuse(name, "a list"), nullptr;
    if (value->size() > limits::list_entries)
        return refuse(name, fmt::format("a list of at most {} entries", limits::list_entries)),
               nullptr;
    return value;
}

void FieldReader::texts(std::string_view name, std::vector<std::string>& target) {
    const auto* values = list(name);
    if (!values) return;
    std::vector<std::string> found;
    for (const auto& value : *values) {
        if (!value.is_string()) return refuse(name, "a list of strings");
        found.push_back(value.get<std::string>());
        if (found.back().size() > limits::text_bytes)
            return refuse(name,
                          fmt::format("a list of strings of at most {} bytes", limits::text_bytes));
    }
    target = std::move(found);
}

void FieldReader::numbers(std::string_view name, std::optional<std::vector<std::int64_t>>& target) {
    const auto* values = list(name);
    if (!values) return;
    std::vector<std::int64_t> found;
    for (const auto& value : *values) {
        const auto number = whole_number(value, 0, limits::number);
        if (!number)
            return refuse(name,
                          fmt::format("a list of whole numbers from 0 to {}", limits::number));
        found.push_back(*number);
    }
    target = std::move(found);
}

void FieldReader::text_map(std::string_view name, std::map<std::string, std::string>& target,
                           std::size_t most_bytes) {
    const auto* map = object(name);
    if (!map) return;
    std::map<std::string, std::string> found;
    for (const auto& [key, value] : map->items()) {
        if (!value.is_string()) return refuse(name, "an object of strings");
        const auto& text = value.get_ref<const std::string&>();
        if (key.size() > limits::name_bytes)
            return refuse(
                name, fmt::format("an object with names of at most {} bytes", limits::name_bytes));
        if (text.size() > most_bytes)
            return refuse(name,
                          fmt::format("an object of strings of at most {} bytes", most_bytes));
        found.emplace(key, text);
    }
    target = std::move(found);
}

}  // namespace bm::protocol
