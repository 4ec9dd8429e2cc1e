// SPDX-License-Identifier: GPL-2.0-or-later
// Lines on their way, and what becomes of them.
#include <fmt/format.h>

#include <algorithm>

#include "domain/protocol/codec.hpp"
#include "sim/world.hpp"

namespace bm::sim {
namespace {

using namespace std::chrono_literals;

constexpr core::Instant never = core::Instant::max();
/// No text has it, so whoever reads it knows that something is wrong.
constexpr char spoilt_byte = '\x01';

}  // namespace

core::Instant World::arrival(const Process& process, Way& way) {
    auto late = dice_.between(1ms, 20ms);
    if (process.latency > 0ms) late = dice_.between(process.latency / 2, process.latency);
    way.clear = std::max(way.clear, now_ + late);
    if (way.stalled && *way.stalled > now_) way.clear = std::max(way.clear, *way.stalled);
    return way.clear;
}

void World::send_down(Process& process, const std::string& line) {
    const auto bytes = links_fail_ ? spoil(process, line, false) : line + "\n";
    if (bytes.empty()) return;
    const auto when = arrival(process, process.down);
    if (when == never) return;
    future_.add(when, [this, &process, bytes] { arrive_down(process, bytes); });
}

void World::arrive_down(Process& process, const std::string& bytes) {
    if (!process.linked || !process.exists) return;
    for (const auto& frame : process.in.feed(bytes)) {
        const auto* line = std::get_if<protocol::Line>(&frame);
        process.pinged = process.pinged || !line ||
                         protocol::decode_to_worker(line->text)
                             .map([](const auto& message) {
                                 return std::holds_alternative<protocol::Configure>(message);
                             })
                             .value_or(false);
        if (line)
            tell(process, worker::LineArrived{line->text});
        else if (std::holds_alternative<protocol::Blank>(frame))
            tell(process, worker::LineArrived{""});
    }
}

/// What was said in one moment goes together, and is cut anywhere now and then.
void World::send_up(Process& process) {
    if (process.unsent.empty()) return;
    auto bytes = std::exchange(process.unsent, {});
    process.unread += bytes.size();
    const auto when = arrival(process, process.up);
    if (when == never) return;
    if (dice_.chance(100)) {
        const auto middle = static_cast<std::size_t>(dice_.below(std::ssize(bytes) + 1));
        future_.add(when,
                    [this, &process, part = bytes.substr(0, middle)] { arrive_up(process, part); });
        bytes.erase(0, middle);
    }
    future_.add(when, [this, &process, bytes = std::move(bytes)] { arrive_up(process, bytes); });
}

void World::arrive_up(Process& process, const std::string& bytes) {
    process.unread -= std::min(process.unread, bytes.size());
    if (!process.linked || process.campaign != campaigns_) return;
    trace_.add(bytes);
    if (trace_.is_wanted()) note("said", process.number, bytes);
    for (auto& frame : process.out.feed(bytes)) {
        if (!process.linked || process.campaign != campaigns_) return;
        tell(boss::WorkerFrame{process.id, std::move(frame)});
    }
}

/// The link ends here, or nothing gets through it any more.
bool World::cut_off(Process& process) {
    if (comes(Fault::link_cut, process)) {
        cut(process);
        close_at_boss(process, 255, std::nullopt, "client_loop: send disconnect: Broken pipe");
        return true;
    }
    const auto until = [&] { return dice_.chance(500) ? never : now_ + dice_.between(5s, 300s); };
    if (comes(Fault::link_stalls, process)) {
        const auto end = until();
        stall(process, process.up, end);
        stall(process, process.down, end);
    }
    if (comes(Fault::link_stalls_up, process)) stall(process, process.up, until());
    if (comes(Fault::link_stalls_down, process)) stall(process, process.down, until());
    return false;
}

void World::stall(Process& process, Way& way, core::Instant until) {
    process.standing = true;
    way.stalled = std::max(way.stalled.value_or(until), until);
}

/// What of a line gets onto the wire, its end included.
std::string World::spoil(Process& process, const std::string& line, bool up) {
    auto& way = up ? process.up : process.down;
    if (way.torn) blame(process);
    if (cut_off(process) || comes(Fault::line_lost, process)) return {};
    way.torn = false;
    if (comes(Fault::line_delayed, process)) {
        way.clear = std::max(way.clear, now_ + dice_.between(1s, 50s));
        process.troubled = std::max(process.troubled, way.clear);
    }
    auto bytes = line + "\n";
    if (line.size() > 1 && comes(Fault::line_corrupt, process))
        bytes[static_cast<std::size_t>(dice_.below(std::ssize(line)))] = spoilt_byte;
    if (comes(Fault::line_cut_short, process)) {
        bytes.resize(static_cast<std::size_t>(dice_.below(std::ssize(bytes))));
        way.torn = true;
    }
    if (comes(Fault::line_twice, process)) bytes += bytes;
    if (up && comes(Fault::line_stray, process)) bytes = rubbish() + "\n" + bytes;
    return bytes;
}

std::string World::rubbish() {
    constexpr std::string_view lines[] = {
        "BM> {\"resp\": \"build_result\", \"board\": 7}",
        "BM> [[[[",
        "BM> {\"resp\": \"quit_ack\"}",
        "\xff\xfe hello",
        "BM> {\"resp\": \"build_result\", \"board\": \"../x\", \"lease\": 1, \"commit_upto\": -1}",
        "warning: setlocale: LC_ALL: cannot change locale",
    };
    const auto which = static_cast<std::size_t>(dice_.below(12));
    if (which < std::size(lines)) return std::string(lines[which]);
    if (said_.empty()) return "";
    return said_[static_cast<std::size_t>(dice_.below(std::ssize(said_)))];
}

/// A message that says what this worker does not hold. (That it built what it holds, when it did
/// not, nobody could tell.)
std::string World::lie_of(const Process& process) {
    protocol::BuildResult result;
    result.board = "board0";
    result.lease = 1'000'000 + dice_.below(1'000);
    result.cause = protocol::Cause::make;
    result.return_code = 0;
    result.stdout_text = "a lie";
    if (!process.given.empty()) {
        auto held = process.given.begin();
        std::advance(held, dice_.below(std::ssize(process.given)));
        result.lease = held->first;
        result.board = held->second.name;
        result.commit_upto = held->second.commits.back().value + 1 + dice_.below(3);
    }
    switch (dice_.below(10)) {
        case 0:
            // At a position that it may well owe.
            result.commit_upto = 0;
            if (const auto held = process.given.find(*result.lease); held != process.given.end())
                result.commit_upto = held->second.commits.back().value;
            result.board += "x";
            break;
        case 1:
            result.commit_upto = -1 - dice_.below(5);
            break;
        case 2:
            result.commit_upto = 999'999'999;
            break;
        case 3:
            result.lease.reset();
            break;
        case 4:
            return fmt::format(
                "BM> {{\"resp\": \"build_result\", \"board\": \"{}\", \"lease\": {}, "
                "\"commit_upto\": 1e300}}",
                result.board, *result.lease);
        case 5:
            result.lease = *result.lease + 1'000'000;
            result.commit_upto = 0;
            break;
        case 6:
            return protocol::encode(protocol::BuildsFinished{dice_.below(5)},
                                    protocol::Dialect::bm);
        case 7:
            return protocol::encode(protocol::Heartbeat{result.board, 9'999, -7},
                                    protocol::Dialect::bm);
        case 8:
            return protocol::encode(
                protocol::ArtefactList{*result.lease, result.commit_upto, {{"../etc", 3, "00"}}},
                protocol::Dialect::bm);
        default:
            break;
    }
    return protocol::encode(result, protocol::Dialect::bm);
}

}  // namespace bm::sim
