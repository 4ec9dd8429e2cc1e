// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/names.hpp"

#include <algorithm>

namespace bm::core {
namespace {

constexpr std::size_t longest_name = 200;

bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_name_character(char c) {
    return is_alnum(c) || std::string_view{",._+-"}.find(c) != std::string_view::npos;
}

bool stays_in_its_folder(std::string_view text) {
    return !text.empty() && text.size() <= longest_name && text != "." &&
           text.find("..") == std::string_view::npos;
}

}  // namespace

bool is_commit_hash(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) && std::ranges::all_of(text, is_hex);
}

bool is_file_name(std::string_view text) {
    return stays_in_its_folder(text) && std::ranges::all_of(text, is_name_character);
}

bool is_board_name(std::string_view text) {
    return stays_in_its_folder(text) && text.front() != '-' && text.front() != '.' &&
           std::ranges::all_of(text, [](char c) { return is_name_character(c) || c == '@'; });
}

}  // namespace bm::core
