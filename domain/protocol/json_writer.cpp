// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/json_writer.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "domain/core/utf8.hpp"

namespace bm::protocol {
namespace {

template <class Values, class ToJson>
std::string join(const Values& values, ToJson to_json, std::string_view open,
                 std::string_view close) {
    std::string text(open);
    bool first = true;
    for (const auto& value : values) {
        if (!first) text += ", ";
        first = false;
        text += to_json(value);
    }
    text += close;
    return text;
}

/// Stands in JSON as it is. Nearly all names do, and then there is nothing to ask the library for.
bool is_plain(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

}  // namespace

std::string json_text(std::string_view text) {
    if (is_plain(text)) return std::string("\"").append(text).append("\"");
    return nlohmann::json(core::to_valid_utf8(text)).dump(-1, ' ', true);
}

std::string json_list(const std::vector<std::string>& values) {
    return join(
        values, [](const std::string& v) { return json_text(v); }, "[", "]");
}

std::string json_list(const std::vector<std::int64_t>& values) {
    return join(
        values, [](std::int64_t v) { return std::to_string(v); }, "[", "]");
}

std::string json_map(const std::map<std::string, std::string>& values) {
    return join(
        values, [](const auto& v) { return json_text(v.first) + ": " + json_text(v.second); }, "{",
        "}");
}

JsonObject& JsonObject::raw(std::string_view name, std::string_view json) {
    if (!empty_) text_ += ", ";
    empty_ = false;
    text_ += json_text(name);
    text_ += ": ";
    text_ += json;
    return *this;
}

}  // namespace bm::protocol
