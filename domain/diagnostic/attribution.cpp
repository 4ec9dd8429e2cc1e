// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/attribution.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bm::diagnostic {
namespace {

/// binman's words name images and nodes, no files; its stamp is what makes it run again.
bool is_of_binman(std::string_view line) {
    return line.starts_with("Image '") || line.starts_with("Some images are invalid") ||
           line.starts_with("binman:") || line.starts_with("/binman/");
}
constexpr std::string_view binman_stamp = ".binman_stamp";

constexpr std::string_view word_ends = " \t\n\r'\"`(),;:=[]<>";

/// `arm-linux-gnueabi-ld.bfd: warning: ...`: who speaks is not what is spoken of; every link's
/// command names the linker.
std::string_view without_speaker(std::string_view line) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) return line;
    const auto speaker = line.substr(0, colon);
    constexpr std::array tools = {"ld",      "ld.bfd", "ld.gold", "ld.lld",
                                  "objcopy", "strip",  "as",      "ar"};
    const auto is_tool = [&](const char* tool) {
        return speaker == tool || speaker.ends_with("-" + std::string(tool)) ||
               speaker.ends_with("/" + std::string(tool));
    };
    return std::ranges::any_of(tools, is_tool) ? line.substr(colon + 2) : line;
}

template <class See>
void each_word(std::string_view text, std::string_view ends, See see) {
    while (!text.empty()) {
        const auto begin = text.find_first_not_of(ends);
        if (begin == std::string_view::npos) return;
        text.remove_prefix(begin);
        const auto end = std::min(text.find_first_of(ends), text.size());
        see(text.substr(0, end));
        text.remove_prefix(end);
    }
}

bool could_be_file(std::string_view word) {
    return word.size() > 2 && (word.find('.') != word.npos || word.find('/') != word.npos ||
                               word.find('-') != word.npos || word.find('_') != word.npos);
}

std::string last_component(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// `drivers/.x.o.cmd` -> `drivers/x.o`; empty for what is no record.
std::string output_of_record(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto folder = slash == path.npos ? std::string_view() : path.substr(0, slash + 1);
    auto name = path.substr(folder.size());
    if (!name.starts_with('.') || !name.ends_with(".cmd") || name.size() < 6) return {};
    name.remove_prefix(1);
    name.remove_suffix(4);
    return std::string(folder) + std::string(name);
}

}  // namespace

std::string absolute_path(std::string_view path, std::string_view base) {
    const std::string whole =
        path.starts_with('/') ? std::string(path) : std::string(base) + "/" + std::string(path);
    std::vector<std::string_view> parts;
    each_word(whole, "/", [&](std::string_view part) {
        if (part == "..") {
            if (!parts.empty()) parts.pop_back();
        } else if (part != ".") {
            parts.push_back(part);
        }
    });
    std::string result;
    for (const auto part : parts) result += "/" + std::string(part);
    return result;
}

Attribution::Attribution(std::string_view diagnostics, Directories where)
    : where_(std::move(where)) {
    for (const auto& block : parse(diagnostics)) {
        if (block.kind != Block::Kind::located && block.kind != Block::Kind::plain) continue;
        Subject subject;
        subject.first_line = block.lines.front();
        subject.plain = block.kind == Block::Kind::plain;
        const auto add = [&](std::string_view word) {
            subject.paths.insert(absolute_path(word, where_.output));
        };
        for (const auto& place : block.places) add(place);
        if (block.kind == Block::Kind::plain) {
            for (const auto& line : block.lines)
                each_word(without_speaker(line), word_ends, [&](std::string_view word) {
                    if (could_be_file(word)) add(word);
                });
            if (is_of_binman(block.lines.front())) add(binman_stamp);
        }
        for (const auto& path : subject.paths) names_.insert(last_component(path));
        subjects_.push_back(std::move(subject));
    }
}

void Attribution::see_record(std::string_view path, std::string_view content) {
    const auto output = output_of_record(path);
    if (output.empty()) return;
    const bool worth_reading = names_.contains(last_component(output)) ||
                               std::ranges::any_of(names_, [&](const std::string& n) {
                                   return content.find(n) != content.npos;
                               });
    if (!worth_reading) return;
    std::set<std::string> named = {absolute_path(output, where_.output)};
    each_word(content, " \t\n\r\\'\"();:=", [&](std::string_view word) {
        const auto slash = word.rfind('/');
        const auto name = slash == word.npos ? word : word.substr(slash + 1);
        if (names_.contains(std::string(name))) named.insert(absolute_path(word, where_.output));
    });
    for (auto& subject : subjects_) look_for(subject, output, named);
}

void Attribution::look_for(Subject& subject, const std::string& output,
                           const std::set<std::string>& named) {
    const auto is_named = [&](const std::string& path) { return named.contains(path); };
    if (!std::ranges::any_of(subject.paths, is_named)) return;
    subject.found = true;
    outputs_.insert(output);
}

std::vector<std::string> Attribution::named_files() const {
    const auto below = where_.output + "/";
    std::set<std::string> files;
    for (const auto& subject : subjects_)
        for (const auto& path : subject.paths)
            if (subject.plain && path.starts_with(below)) files.insert(path.substr(below.size()));
    std::erase_if(files, [](const std::string& file) {
        return file.starts_with("include/") || last_component(file).starts_with('.');
    });
    return {files.begin(), files.end()};
}

void Attribution::see_file(const std::string& path) {
    for (auto& subject : subjects_) look_for(subject, path, {absolute_path(path, where_.output)});
}

std::vector<std::string> Attribution::outputs() const { return {outputs_.begin(), outputs_.end()}; }

std::vector<std::string> Attribution::unattributed() const {
    std::vector<std::string> lines;
    for (const auto& subject : subjects_)
        if (!subject.found) lines.push_back(subject.first_line);
    return lines;
}

}  // namespace bm::diagnostic
