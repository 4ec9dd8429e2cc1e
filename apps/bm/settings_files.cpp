// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/settings_files.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

constexpr std::uintmax_t largest_file = 64u << 20;

}  // namespace

core::Expected<settings::Settings> read_settings(
    const std::optional<std::string>& named,
    const std::map<std::string, std::string>& environment) {
    const auto home = environment.find("HOME");
    const auto origin =
        named.value_or((home == environment.end() ? "" : home->second) + "/.buildman");
    const auto text = read_file(origin);
    if (!text && (named || text.error().kind != ErrorKind::not_found))
        return tl::unexpected(text.error());
    return settings::parse_settings(text.value_or(""), origin);
}

core::Expected<std::string> read_file(const std::string& path) {
    std::error_code problem;
    const auto status = fs::status(path, problem);
    if (status.type() == fs::file_type::not_found)
        return core::fail(ErrorKind::not_found, "No file " + path);
    if (path == "/dev/null") return std::string();
    if (!fs::is_regular_file(status))
        return core::fail(ErrorKind::usage, path + " is no regular file");
    if (fs::file_size(path, problem) > largest_file)
        return core::fail(ErrorKind::usage, path + " is too large");
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return core::fail(ErrorKind::environment, "Cannot read " + path);
    return text.str();
}

}  // namespace bm::app
