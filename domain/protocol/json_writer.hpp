// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bm::protocol {

/// A JSON string in ASCII, quotes included; bytes that are not UTF-8 become U+FFFD.
std::string json_text(std::string_view text);
std::string json_list(const std::vector<std::string>& values);
std::string json_list(const std::vector<std::int64_t>& values);
std::string json_map(const std::map<std::string, std::string>& values);

/// Puts an object together as Python's json.dumps does: `{"a": 1, "b": "x"}`, in the order of
/// calls.
class JsonObject {
  public:
    /// `before` is what the line begins with.
    explicit JsonObject(std::string_view before = "") : text_(before) { text_ += '{'; }

    JsonObject& raw(std::string_view name, std::string_view json);
    JsonObject& text(std::string_view name, std::string_view value) {
        return raw(name, json_text(value));
    }
    JsonObject& number(std::string_view name, std::int64_t value) {
        return raw(name, std::to_string(value));
    }
    JsonObject& flag(std::string_view name, bool value) {
        return raw(name, value ? "true" : "false");
    }
    std::string close() const { return text_ + "}"; }

  private:
    std::string text_;
    bool empty_ = true;
};

}  // namespace bm::protocol
