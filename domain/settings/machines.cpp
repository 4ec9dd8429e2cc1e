// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/machines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "domain/core/lists.hpp"
#include "domain/core/names.hpp"
#include "domain/core/nearest.hpp"
#include "domain/settings/limits.hpp"

namespace bm::settings {
namespace {

using core::ErrorKind;

constexpr std::int64_t most_boards = 10'000;
constexpr std::size_t longest_host = 255;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= longest_host && text.front() != '-' &&
           std::ranges::none_of(text, [](char c) { return c == ' ' || is_control(c); });
}

class Reader {
  public:
    Reader(std::string origin, core::MachineLimits limits)
        : origin_(std::move(origin)), limits_(limits) {}

    core::Expected<void> list(const Section& section) {
        for (const auto& entry : section.entries) BM_TRY(add(entry));
        return {};
    }

    core::Expected<void> describe(const Section& section) {
        const auto name = lower_case(std::string_view(section.name).substr(machine_section.size()));
        for (auto& machine : result_.machines) {
            if (lower_case(machine.name) != name) continue;
            if (std::ranges::find(described_, name) != described_.end())
                return fail(section, "[" + section.name + "]", "stands here a second time");
            described_.push_back(name);
            for (const auto& entry : section.entries) {
                BM_TRY_ASSIGN(const bool limit, take_limit(machine.limits, section, entry));
                if (!limit) BM_TRY(set(machine, entry, "[" + section.name + "] " + entry.key));
            }
            return {};
        }
        // What is shared may speak of the machines of all who share it.
        if (section.origin != origin_) return {};
        result_.warnings.push_back(at(section) + "[" + section.name +
                                   "] is of no machine that [machines] lists; ignored");
        return {};
    }

    Machines take() { return std::move(result_); }

  private:
    template <class Placed>
    static tl::unexpected<core::Error> fail(const Placed& placed, const std::string& what,
                                            const std::string& why) {
        return core::fail(ErrorKind::usage, at(placed) + what + ": " + why);
    }

    core::Expected<void> add(const Entry& entry) {
        const auto host = entry.value.value_or(entry.key);
        const auto what = "[machines] " + entry.key;
        if (!core::is_file_name(entry.key) || entry.key.front() == '-')
            return fail(entry, what,
                        "a machine's name has letters, digits and ,._+- and does not begin with "
                        "'-'; write NAME = HOST for a host of another name");
        if (!is_host(host))
            return fail(entry, what,
                        "a host is one word that does not begin with '-', say user@host");
        result_.machines.push_back({entry.key, host, 0, {}, {}, {}, {}, limits_});
        return {};
    }

    core::Expected<void> set(Machine& machine, const Entry& entry, const std::string& what) {
        const auto key = lower_case(entry.key);
        const auto text = entry.value.value_or("");
        const bool one_line = std::ranges::none_of(text, is_control);
        if (key == "max_boards") return set_number(machine, entry, text, what);
        if (key == "worker_command") return set_command(machine, entry, text, what);
        for (const auto& [name, target] :
             {std::pair("work_dir", &machine.work_dir), std::pair("bm_path", &machine.bm_path),
              std::pair("push_url", &machine.push_url)}) {
            if (key != name) continue;
            if (text.empty() || !one_line || text.front() == '-')
                return fail(entry, what, "needs a text of one line that does not begin with '-'");
            *target = text;
            return {};
        }
        return fail(entry, what,
                    fmt::format("is not known; known are {}, {}", fmt::join(machine_keys, ", "),
                                fmt::join(limit_keys, ", ")));
    }

    core::Expected<void> set_number(Machine& machine, const Entry& entry, const std::string& text,
                                    const std::string& what) {
        const auto* end = text.data() + text.size();
        std::int64_t number = -1;
        const auto [stop, problem] = std::from_chars(text.data(), end, number);
        if (problem != std::errc() || stop != end || number < 0 || number > most_boards)
            return fail(entry, what,
                        fmt::format("'{}' is no number from 0 (all) to {}", text, most_boards));
        machine.max_boards = number;
        return {};
    }

    core::Expected<void> set_command(Machine& machine, const Entry& entry, const std::string& text,
                                     const std::string& what) {
        auto words = split_command(text);
        if (!words) return fail(entry, what, words.error().message);
        if (words->empty() || words->front().empty() || text.find('\0') != text.npos)
            return fail(entry, what, "needs a program and its arguments");
        machine.worker_command = std::move(*words);
        return {};
    }

    std::string origin_;
    core::MachineLimits limits_;
    std::vector<std::string> described_;
    Machines result_;
};

}  // namespace

core::Expected<Machines> read_machines(const Settings& settings) {
    BM_TRY_ASSIGN(const auto limits, limits_of_all(settings));
    Reader reader(settings.origin, limits);
    for (const auto& section : settings.sections)
        if (section.name == "machines") BM_TRY(reader.list(section));
    for (const auto& section : settings.sections)
        if (section.name.starts_with(machine_section)) BM_TRY(reader.describe(section));
    return reader.take();
}

core::Expected<std::vector<Machine>> choose_machines(const std::vector<Machine>& all,
                                                     const std::vector<std::string>& names) {
    const auto wanted = core::split_at_commas(names);
    if (wanted.empty()) return all;
    const auto is = [](const Machine& machine, const std::string& name) {
        return lower_case(machine.name) == lower_case(name);
    };
    for (const auto& name : wanted) {
        if (std::ranges::any_of(all, [&](const Machine& m) { return is(m, name); })) continue;
        std::vector<std::string> known;
        for (const auto& machine : all) known.push_back(machine.name);
        return core::fail(ErrorKind::usage, "Machines not found: " + name +
                                                core::hint_at_nearest(known, name) +
                                                "; [machines] of the settings lists them");
    }
    std::vector<Machine> chosen;
    for (const auto& machine : all)
        if (std::ranges::any_of(wanted, [&](const std::string& n) { return is(machine, n); }))
            chosen.push_back(machine);
    return chosen;
}

}  // namespace bm::settings
