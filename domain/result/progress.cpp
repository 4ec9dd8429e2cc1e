// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bm::result {
namespace {

/// Text that knows how much of it can be seen, and stops at its width.
class Line {
  public:
    Line(Colours colours, std::size_t width) : colours_(colours), width_(width) {}

    void add(std::string_view text) { text_ += cut(text); }
    void add(Colour colour, std::string_view text) {
        if (const auto seen = cut(text); !seen.empty()) text_ += coloured(colours_, colour, seen);
    }
    std::string text() && { return std::move(text_); }

  private:
    std::string_view cut(std::string_view text) {
        if (width_ != 0) text = text.substr(0, std::min(text.size(), width_ - used_));
        used_ += text.size();
        return text;
    }

    Colours colours_;
    std::size_t width_;
    std::size_t used_ = 0;
    std::string text_;
};

}  // namespace

std::string hours_minutes_seconds(core::Duration time) {
    const auto seconds = std::max<std::int64_t>(time.count() / 1000, 0);
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string progress_line(const Progress& progress, Colours colours, std::size_t width) {
    Line line(colours, width);
    line.add(Colour::green, fmt::format("{:5}", progress.ok));
    line.add(Colour::yellow, fmt::format("{:5}", progress.warned));
    line.add(Colour::red, fmt::format("{:5}", progress.failed));
    line.add(fmt::format(" /{:<5}  ", progress.total));
    if (progress.remaining > 0)
        line.add(Colour::magenta, fmt::format(" -{:<5}  ", progress.remaining));
    else
        line.add("        ");
    if (progress.left) line.add(hours_minutes_seconds(*progress.left) + "  : ");
    line.add(progress.target);
    if (!progress.where.empty()) line.add(" [" + progress.where + "]");
    return std::move(line).text();
}

std::string slot_line(const SlotAtWork& slot, std::size_t width) {
    Line line(Colours::off, width);
    line.add(fmt::format("  {}  [{}] {}", hours_minutes_seconds(slot.since), slot.machine,
                         slot.board));
    if (!slot.label.empty()) line.add(fmt::format(" {}: {}", slot.label, slot.subject));
    return std::move(line).text();
}

std::string plain_slots(const std::vector<SlotAtWork>& slots) {
    std::string text;
    for (const auto& slot : slots)
        text += fmt::format("{}{}{}{} ({})", text.empty() ? "; building " : ", ", slot.board,
                            slot.label.empty() ? "" : " ", slot.label,
                            hours_minutes_seconds(slot.since));
    return text;
}

std::string plain_progress_line(const Progress& progress) {
    auto text = fmt::format("{} ok, {} warned, {} failed of {}, {} remaining", progress.ok,
                            progress.warned, progress.failed, progress.total, progress.remaining);
    if (progress.left) text += ", about " + hours_minutes_seconds(*progress.left) + " left";
    text += ": " + progress.target;
    if (!progress.where.empty()) text += " [" + progress.where + "]";
    return text;
}

}  // namespace bm::result
