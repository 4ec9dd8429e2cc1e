// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "domain/core/lists.hpp"
#include "domain/diagnostic/meaning.hpp"
#include "domain/diagnostic/place.hpp"
#include "domain/summary/text_parts.hpp"

namespace bm::summary {
namespace {

using result::Colour;
using result::coloured;
using result::Colours;
using Change = MessageChange::Kind;

/// Board names are not bright, so that the message stands out.
std::string plain_magenta(Colours colours, const std::string& text) {
    return colours == Colours::off ? text : "\033[22;35m" + text + "\033[0m";
}

/// `12:5`: the first place before that is another now; empty where only the folder is another.
std::string place_before(std::string_view now, std::string_view before) {
    const auto places = diagnostic::places_in(now), old = diagnostic::places_in(before);
    const auto text = [](std::string_view line, const diagnostic::Place& place) {
        return line.substr(place.begin, place.end - place.begin);
    };
    for (std::size_t i = 0; i < std::min(places.size(), old.size()); ++i)
        if (text(now, places[i]) != text(before, old[i])) return std::string(text(before, old[i]));
    return {};
}

class Writer {
  public:
    Writer(const Show& show, Colours colours) : show_(show), colours_(colours) {}

    void write(const MessageChange& change, std::string_view marker, Colour colour) {
        for (const auto line : core::lines_of(change.message.text))
            if (diagnostic::is_excerpt(line))
                text +=
                    coloured(colours_, colour, fmt::format("{}{}", marker, printable(line))) + "\n";
            else
                add(change, marker, colour, printable(line));
    }

    /// Only the lines that say another place, with the place before.
    void write_moved(const MessageChange& change, std::string_view marker) {
        const auto now = core::lines_of(change.message.text);
        const auto before = core::lines_of(change.text_before);
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (diagnostic::is_excerpt(now[i]) || i >= before.size()) continue;
            if (const auto place = place_before(now[i], before[i]); !place.empty())
                add(change, marker, Colour::blue,
                    fmt::format("{} (was {})", printable(now[i]), place));
        }
    }

    std::string text;

  private:
    void add(const MessageChange& change, std::string_view marker, Colour colour,
             const std::string& line) {
        if (show_.error_boards || change.elsewhere)
            text += coloured(colours_, colour, fmt::format("{}(", marker)) +
                    plain_magenta(colours_, joined(change.boards)) +
                    coloured(colours_, colour, ") " + line) + "\n";
        else
            text += coloured(colours_, colour, fmt::format("{}{}", marker, line)) + "\n";
    }

    const Show& show_;
    Colours colours_;
};

}  // namespace

std::string messages_text(const CommitView& view, const Show& show, Colours colours) {
    Writer writer(show, colours);
    const auto each = [&](Message::Kind kind, Change change, auto take) {
        for (const auto& entry : view.messages)
            if (entry.message.kind == kind && entry.kind == change) take(entry);
    };
    const auto all = [&](Message::Kind kind, Change change, std::string_view marker,
                         Colour colour) {
        each(kind, change,
             [&](const MessageChange& entry) { writer.write(entry, marker, colour); });
    };
    const auto moved = [&](Message::Kind kind, std::string_view marker) {
        each(kind, Change::moved,
             [&](const MessageChange& entry) { writer.write_moved(entry, marker); });
    };
    using Kind = Message::Kind;
    all(Kind::error, Change::went, "-", Colour::green);
    all(Kind::error, Change::came, "+", Colour::red);
    moved(Kind::error, "~");
    all(Kind::warning, Change::went, "w-", Colour::cyan);
    all(Kind::warning, Change::came, "w+", Colour::yellow);
    moved(Kind::warning, "w~");
    const bool blobs = std::ranges::any_of(view.messages, [](const MessageChange& entry) {
        return entry.message.kind == Kind::blob && entry.kind != Change::moved;
    });
    if (!blobs) return writer.text;
    writer.text += coloured(colours, Colour::magenta,
                            "Missing external blobs (expected in a blobless build):") +
                   "\n";
    all(Kind::blob, Change::went, "-", Colour::magenta);
    all(Kind::blob, Change::came, "+", Colour::magenta);
    return writer.text;
}

}  // namespace bm::summary
