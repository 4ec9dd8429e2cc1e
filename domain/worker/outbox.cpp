// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/outbox.hpp"

#include <utility>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::worker {
namespace {

namespace limits = protocol::limits;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }

/// Head and tail of the text, `bytes` together, whole UTF-8 characters.
std::string without_middle(const std::string& text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    auto head = bytes / 4;
    auto tail = text.size() - (bytes - head);
    while (head > 0 && is_continuation(text[head])) --head;
    while (tail < text.size() && is_continuation(text[tail])) ++tail;
    return text.substr(0, head) + "\n[... cut ...]\n" + text.substr(tail);
}

/// A control character takes six bytes on the wire, so a line's length is known only by encoding.
std::string fitting_line(protocol::BuildResult result, protocol::Dialect dialect) {
    auto line = protocol::encode(result, dialect);
    for (auto bytes = limits::stream_tail_bytes; line.size() > limits::line_bytes; bytes /= 2) {
        if (bytes < 1024) {
            result.config.clear();
            result.lines.clear();
            result.sizes.reset();
        }
        result.stdout_text = without_middle(result.stdout_text, bytes);
        result.stderr_text = without_middle(result.stderr_text, bytes);
        line = protocol::encode(result, dialect);
        if (bytes == 0) break;
    }
    return line;
}

}  // namespace

void Outbox::send(const protocol::ToBoss& message) {
    const auto* result = std::get_if<protocol::BuildResult>(&message);
    auto line = result ? fitting_line(*result, dialect_) : protocol::encode(message, dialect_);
    unread_ += line.size() + 1;
    effects_.push_back(SendLine{std::move(line)});
}

void Outbox::send_error(std::string_view what) { send(protocol::ErrorReply{std::string(what)}); }

Effects Outbox::take() { return std::exchange(effects_, {}); }

bool Outbox::full() const { return unread_ > limits::unread_output_bytes; }

}  // namespace bm::worker
