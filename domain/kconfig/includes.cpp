// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/includes.hpp"

#include <algorithm>
#include <optional>

#include "domain/kconfig/problem_log.hpp"

namespace bm::kconfig {
namespace {

constexpr int most_open = 20;
constexpr int most_read = 1000;
constexpr std::size_t most_bytes = 64u << 20;

void skip_blanks(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// The file that a line includes, if it does.
std::optional<std::string> included(std::string_view line) {
    skip_blanks(line);
    if (!line.starts_with('#')) return std::nullopt;
    line.remove_prefix(1);
    skip_blanks(line);
    constexpr std::string_view command = "include";
    if (!line.starts_with(command)) return std::nullopt;
    line.remove_prefix(command.size());
    skip_blanks(line);
    if (!line.starts_with('"') && !line.starts_with('<')) return std::nullopt;
    const auto end = line.find(line.front() == '"' ? '"' : '>', 1);
    if (end == std::string_view::npos) return std::nullopt;
    return std::string(line.substr(1, end - 1));
}

class Joiner {
  public:
    explicit Joiner(Surroundings& surroundings) : surroundings_(surroundings) {}

    void add(const std::string& file, std::string_view text);
    Joined take() { return std::move(joined_); }

  private:
    void include(const std::string& name, const Place& place);

    Surroundings& surroundings_;
    Joined joined_;
    ProblemLog problems_{joined_.problems};
    int open_ = 0;
    int read_ = 0;
};

void Joiner::add(const std::string& file, std::string_view text) {
    ++open_;
    for (Place place{file, 1}; !text.empty(); ++place.line) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (const auto name = included(line))
            include(*name, place);
        else
            joined_.text.append(line) += '\n';
    }
    --open_;
}

void Joiner::include(const std::string& name, const Place& place) {
    const auto error = [&](const std::string& what) { problems_.error(place, what); };
    if (open_ >= most_open || read_ >= most_read || joined_.text.size() >= most_bytes)
        return error("\"" + name + "\" is not included: too many files are");
    ++read_;
    const auto beside = place.file.substr(0, place.file.rfind('/') + 1) + name;
    auto text = surroundings_.read(name.starts_with('/') ? name : beside);
    if (text) return add(beside, *text);
    text = surroundings_.read(name);
    if (text) return add(name, *text);
    error("can't open included file \"" + name + "\": " + text.error().message);
}

}  // namespace

Joined join_includes(const std::string& file, std::string_view text, Surroundings& surroundings) {
    Joiner joiner(surroundings);
    joiner.add(file, text);
    return joiner.take();
}

}  // namespace bm::kconfig
