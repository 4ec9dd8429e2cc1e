// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/locator.hpp"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "domain/evidence/shell_pattern.hpp"

namespace bm::adapters::trace {
namespace {

using How = evidence::Sighting::How;
using Where = evidence::Sighting::Where;

/// As many links as the kernel follows.
constexpr int most_links = 40;

std::string canonical(const std::string& path) {
    std::error_code problem;
    auto real = std::filesystem::weakly_canonical(path, problem);
    return problem ? path : real.string();
}

std::optional<std::string> link_target(const std::string& path) {
    char buffer[PATH_MAX];
    const auto got = ::readlink(path.c_str(), buffer, sizeof buffer);
    if (got <= 0) return std::nullopt;
    return std::string(buffer, static_cast<std::size_t>(got));
}

bool exists(const std::string& path) {
    struct stat status;
    return ::lstat(path.c_str(), &status) == 0;
}

std::pair<std::string_view, std::string_view> split(std::string_view path) {
    const auto slash = path.rfind('/');
    return {path.substr(0, slash), path.substr(slash + 1)};
}

std::string parent(const std::string& path) { return path.substr(0, path.rfind('/')); }

/// What is below `top`, which is no path's end but a directory's: nullopt where it is not.
std::optional<std::string> below(const std::string& path, const std::string& top) {
    if (path == top) return std::string();
    if (path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/')
        return path.substr(top.size() + 1);
    return std::nullopt;
}

}  // namespace

Locator::Locator(const std::string& source, const std::string& output)
    : source_(canonical(source)), output_(canonical(output)) {}

void Locator::note(How how, const std::string& path) {
    if (auto in_output = below(path, output_)) {
        found_.insert({how, Where::output, std::move(*in_output)});
    } else if (auto in_source = below(path, source_)) {
        if (*in_source != ".git" && !in_source->starts_with(".git/"))
            found_.insert({how, Where::source, std::move(*in_source)});
    }
}

Locator::Place Locator::step(const Place& from, std::string_view name, int depth) {
    if (from.stuck || name.empty() || name == ".") return from;
    if (name == "..") {
        if (from.there) return {parent(from.path), true, false};
        return {from.path, false, true};
    }
    Place to{from.path + "/" + std::string(name), from.there, false};
    if (!from.there) return to;
    if (const auto target = depth < most_links ? link_target(to.path) : std::nullopt) {
        note(How::asked, to.path);
        return folder(target->starts_with('/') ? *target : from.path + "/" + *target, depth + 1);
    }
    to.there = exists(to.path);
    return to;
}

/// Of an absolute path; the root is "".
Locator::Place Locator::folder(std::string_view path, int depth) {
    if (path.empty() || path == "/") return {};
    if (const auto known = folders_.find(path); known != folders_.end()) return known->second;
    const auto [above, name] = split(path);
    auto place = step(folder(above, depth), name, depth);
    return folders_.emplace(std::string(path), std::move(place)).first->second;
}

Locator::Place Locator::file(std::string_view path, bool follow) {
    const auto [above, name] = split(path);
    const auto place = folder(above, 0);
    if (!follow && name != "." && name != ".." && !name.empty() && !place.stuck)
        return {place.path + "/" + std::string(name), true, false};
    return step(place, name, 0);
}

/// The folders before the first name that is a pattern are resolved.
void Locator::add_pattern(How how, std::string_view path) {
    // Of one name counts whether it is there.
    if (!evidence::is_pattern(path)) return note(How::exists, file(path, true).path);
    const auto slash = path.substr(0, path.find_first_of("*?[\\")).rfind('/');
    const auto place = folder(path.substr(0, slash), 0);
    note(how, place.stuck ? place.path : place.path + std::string(path.substr(slash)));
}

/// Of a .config that is not the build's own, all counts.
void Locator::add_filter(std::string_view path_and_text) {
    const auto tab = path_and_text.rfind('\t');
    if (tab == std::string_view::npos) return;
    const auto path = file(path_and_text.substr(0, tab), true).path;
    if (below(path, output_) == ".config")
        found_.insert({How::filtered, Where::output, std::string(path_and_text.substr(tab + 1))});
    else
        note(How::asked, path);
}

/// Something was there, and the way to it is gone.
bool Locator::is_lost(const Met& met) {
    const bool good = met.access != Access::absent && met.access != Access::pattern &&
                      met.access != Access::names_pattern && met.access != Access::none;
    return good && met.path.starts_with('/') && file(met.path, true).stuck;
}

void Locator::add(const Met& met) {
    if (met.access != Access::unwatched && is_lost(met)) {
        found_.insert({How::unseen, Where::elsewhere, met.path + ": the way to it is gone"});
        return;
    }
    if (met.access == Access::unwatched) {
        found_.insert({How::unseen, Where::elsewhere, met.path});
        return;
    }
    if (!met.path.starts_with('/')) return;
    switch (met.access) {
        case Access::read:
            return note(How::asked, file(met.path, true).path);
        case Access::present:
        case Access::absent:
            return note(How::sought, file(met.path, true).path);
        case Access::compiled:
            return note(How::compiled, file(met.path, true).path);
        case Access::makefile:
            return note(How::made, file(met.path, true).path);
        case Access::kconfig:
            return note(How::configured, file(met.path, true).path);
        case Access::filter:
            return add_filter(met.path);
        case Access::exists:
            return note(How::exists, file(met.path, true).path);
        case Access::names:
            return note(How::names, file(met.path, true).path);
        case Access::list:
            return note(How::listed, file(met.path, true).path);
        case Access::pattern:
            return add_pattern(How::wanted, met.path);
        case Access::names_pattern:
            return add_pattern(How::names, met.path);
        case Access::link:
            return note(How::asked, file(met.path, false).path);
        case Access::write:
            return note(How::written, file(met.path, false).path);
        case Access::lookup:  // make asks for names of it by their stems
        case Access::none:
        case Access::unwatched:
            return;
    }
}

}  // namespace bm::adapters::trace
