// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/junit.hpp"

#include <fmt/format.h>

namespace bm::summary {
namespace {

using result::BuildState;

/// XML has no way to write most control characters, nor bytes that are no UTF-8; those that come
/// here are U+FFFD already, or become '?'.
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (const auto three = text.substr(i, 3);
            three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
            out += '?';
            i += 2;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f)
            out += '?';
        else
            out += c;
    }
    return out;
}

std::string texts(const Facts& facts, Message::Kind kind) {
    std::string text;
    if (!facts.messages) return text;
    for (const auto& message : *facts.messages)
        if (message.kind == kind) text += message.text + "\n";
    return text;
}

std::string case_of(const BoardInfo& board, const std::string& commit, const Facts& facts) {
    const auto begin = fmt::format("    <testcase classname=\"{}.{}\" name=\"{}\"", escaped(commit),
                                   escaped(board.arch), escaped(board.name));
    const auto inner = [&](std::string_view body) {
        return fmt::format("{}>\n{}    </testcase>\n", begin, body);
    };
    const auto errors = texts(facts, Message::Kind::error);
    const auto warnings = texts(facts, Message::Kind::warning);
    const auto said = warnings.empty()
                          ? std::string()
                          : fmt::format("      <system-err>{}</system-err>\n", escaped(warnings));
    switch (facts.state) {
        case BuildState::failed:
            return inner(fmt::format("      <failure message=\"{}\">{}</failure>\n{}",
                                     escaped(errors.substr(0, errors.find('\n'))), escaped(errors),
                                     said));
        case BuildState::unknown:
            return inner("      <error message=\"no result is known\"/>\n");
        case BuildState::ok:
        case BuildState::warned:
            break;
    }
    return said.empty() ? begin + "/>\n" : inner(said);
}

}  // namespace

std::string junit_of(const Model& model) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bm\">\n";
    for (std::size_t c = 0; c < model.commits().size(); ++c) {
        const auto& commit = model.commits()[c];
        const auto name = commit.label.empty() ? std::string("current source")
                                               : commit.label + ": " + commit.subject;
        std::string cases;
        std::size_t count = 0;
        for (std::size_t b = 0; b < model.boards().size(); ++b) {
            if (model.presence(b, c) == Presence::absent) continue;
            ++count;
            cases += case_of(model.boards()[b], commit.label.empty() ? "current" : commit.label,
                             model.at(b, c));
        }
        xml += fmt::format(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}"
            "  </testsuite>\n",
            escaped(name), count, model.count(c, BuildState::failed),
            model.count(c, BuildState::unknown), cases);
    }
    return xml + "</testsuites>\n";
}

}  // namespace bm::summary
