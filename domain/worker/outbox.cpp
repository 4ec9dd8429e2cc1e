// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/outbox.hpp"

#include <utility>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::worker {
void Outbox::send(const protocol::ToBoss& message) {
    auto line = protocol::encode(message, dialect_);
    unread_ += line.size() + 1;
    effects_.push_back(SendLine{std::move(line)});
}

void Outbox::send_error(std::string_view what) { send(protocol::ErrorReply{std::string(what)}); }

Effects Outbox::take() { return std::exchange(effects_, {}); }

bool Outbox::full() const { return unread_ > protocol::limits::unread_output_bytes; }

}  // namespace bm::worker
