// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/commands.hpp"

#include <variant>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::worker {
namespace {

constexpr std::size_t most_commands = 10'000;
/// One line of any size fits beside others of a common size.
constexpr std::size_t most_bytes = 2 * protocol::limits::line_bytes;

}  // namespace

Command read_command(std::string_view line) {
    auto message = protocol::decode_to_worker(line);
    if (!message) return tl::unexpected(std::move(message).error().message);
    return std::move(*message);
}

bool CommandQueue::push(Command command, std::size_t bytes) {
    if (waiting_.size() >= most_commands || bytes_ + bytes > most_bytes) return false;
    waiting_.emplace_back(std::move(command), bytes);
    bytes_ += bytes;
    return true;
}

bool CommandQueue::next_is_quit() const {
    if (waiting_.empty()) return false;
    const auto& command = waiting_.front().first;
    return command && std::holds_alternative<protocol::Quit>(*command);
}

Command CommandQueue::pop() {
    auto [command, bytes] = std::move(waiting_.front());
    waiting_.pop_front();
    bytes_ -= bytes;
    return std::move(command);
}

void CommandQueue::clear() {
    waiting_.clear();
    bytes_ = 0;
}

}  // namespace bm::worker
