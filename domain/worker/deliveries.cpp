// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/deliveries.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "domain/protocol/limits.hpp"

namespace bm::worker {
namespace {

namespace limits = protocol::limits;

constexpr std::size_t most_waiting = 2;  ///< for each slot

/// Within what a boss takes of one build.
bool may_be_sent(const std::vector<protocol::Artefact>& files) {
    std::int64_t bytes = 0;
    for (const auto& file : files) {
        if (file.size > limits::artefact_build_bytes - bytes) return false;
        bytes += file.size;
    }
    return std::ssize(files) <= limits::artefact_files;
}

/// Ascending, each once, within the list.
bool fits(const std::vector<std::int64_t>& wanted, std::size_t files) {
    std::int64_t least = 0;
    for (const auto position : wanted) {
        if (position < least || position >= static_cast<std::int64_t>(files)) return false;
        least = position + 1;
    }
    return true;
}

}  // namespace

Deliveries::Delivery* Deliveries::current() {
    return waiting_.empty() ? nullptr : &waiting_.front();
}

bool Deliveries::is_current(std::int64_t lease, std::int64_t position) {
    const auto* build = current();
    return build && build->result.lease == lease && build->result.commit_upto == position;
}

void Deliveries::add(protocol::BuildResult result, std::string folder) {
    waiting_.push_back({std::move(result), std::move(folder)});
    begin_next();
}

bool Deliveries::waits_for_the_boss() const {
    if (waiting_.empty()) return false;
    const auto& build = waiting_.front();
    return build.phase == Phase::offered || (build.phase == Phase::sending && build.credit == 0);
}

std::optional<core::Instant> Deliveries::deadline() const {
    if (!waits_for_the_boss()) return std::nullopt;
    return moved_at_ + limits::offer_again;
}

void Deliveries::advance(core::Instant now) {
    if (std::exchange(moved_, false)) moved_at_ = now;
    if (waits_for_the_boss() && now >= moved_at_ + limits::offer_again) {
        moved_at_ = now;
        offer();
    }
    begin_next();
}

void Deliveries::begin_next() {
    for (auto* build = current(); build; build = current()) {
        if (build->phase == Phase::sending) return send_chunks();
        if (build->phase != Phase::waiting) return;
        if (!build->result.files.empty()) {
            build->phase = Phase::listing;
            return outbox_.push(ListArtefacts{build->folder, build->result.files});
        }
        finish();
    }
}

void Deliveries::handle(ArtefactsListed event) {
    auto* build = current();
    if (!build || build->phase != Phase::listing || build->folder != event.folder) return;
    if (!event.error.empty()) return fail(event.error);
    if (!may_be_sent(event.files)) return fail("they are more than a boss takes");
    build->files = std::move(event.files);
    moved_ = true;
    offer();
}

void Deliveries::offer() {
    auto& build = waiting_.front();
    build.phase = Phase::offered;
    build.wanted.clear();
    build.offset = 0;
    build.credit = 0;
    outbox_.send(
        protocol::ArtefactList{*build.result.lease, build.result.commit_upto, build.files});
}

void Deliveries::run(const protocol::Want& request) {
    if (!is_current(request.lease, request.commit_upto)) return;
    auto& build = waiting_.front();
    if (build.phase != Phase::offered) return;
    if (!fits(request.files, build.files.size()))
        return outbox_.send_error("want: its files are not positions of the list, ascending");
    for (const auto position : request.files)
        if (build.files[static_cast<std::size_t>(position)].size > 0)
            build.wanted.push_back(position);
    moved_ = true;
    build.credit = request.chunks;
    build.phase = Phase::sending;
    send_chunks();
}

void Deliveries::run(const protocol::More& request) {
    if (!is_current(request.lease, request.commit_upto)) return;
    auto& build = waiting_.front();
    moved_ = true;
    build.credit = std::min(build.credit + request.chunks, limits::number);
    if (build.phase == Phase::sending) send_chunks();
}

void Deliveries::send_chunks() {
    auto& build = waiting_.front();
    if (build.wanted.empty()) {
        finish();
        return begin_next();
    }
    if (build.credit == 0 || outbox_.full()) return;
    const auto& file = build.files[static_cast<std::size_t>(build.wanted.front())];
    build.phase = Phase::reading;
    outbox_.push(ReadArtefact{build.folder, file.name, build.offset,
                              std::min(limits::artefact_chunk_bytes, file.size - build.offset)});
}

void Deliveries::handle(ArtefactRead event) {
    auto* build = current();
    if (!build || build->phase != Phase::reading || build->folder != event.folder) return;
    if (!event.error.empty()) return fail(event.error);
    moved_ = true;
    const auto position = build->wanted.front();
    outbox_.send(protocol::ArtefactChunk{*build->result.lease, build->result.commit_upto, position,
                                         build->offset, std::move(event.data)});
    --build->credit;
    build->offset += limits::artefact_chunk_bytes;
    if (build->offset >= build->files[static_cast<std::size_t>(position)].size) {
        build->wanted.pop_front();
        build->offset = 0;
    }
    build->phase = Phase::sending;
    send_chunks();
}

void Deliveries::fail(const std::string& why) {
    auto& result = waiting_.front().result;
    protocol::BuildResult failed;
    failed.board = result.board;
    failed.commit_upto = result.commit_upto;
    failed.lease = result.lease;
    failed.load_avg = result.load_avg;
    failed.cause = protocol::Cause::start;
    failed.stderr_text = "cannot send the results: " + why + "\n";
    result = std::move(failed);
    finish();
    begin_next();
}

void Deliveries::finish() {
    outbox_.send(waiting_.front().result);
    drop(waiting_.front());
    waiting_.pop_front();
}

void Deliveries::drop(const Delivery& delivery) {
    if (!delivery.folder.empty()) outbox_.push(RemoveArtefacts{delivery.folder});
}

void Deliveries::cancel(std::int64_t lease) {
    for (const auto& build : waiting_)
        if (build.result.lease == lease) drop(build);
    std::erase_if(waiting_, [&](const auto& build) { return build.result.lease == lease; });
    begin_next();
}

void Deliveries::clear() {
    for (const auto& build : waiting_) drop(build);
    waiting_.clear();
}

bool Deliveries::holds_lease(std::int64_t lease) const {
    return std::ranges::any_of(waiting_,
                               [&](const auto& build) { return build.result.lease == lease; });
}

bool Deliveries::full(int slots) const {
    return waiting_.size() >= most_waiting * static_cast<std::size_t>(std::max(slots, 1));
}

std::vector<protocol::Heartbeat> Deliveries::beats() const {
    std::vector<protocol::Heartbeat> result;
    for (const auto& build : waiting_) {
        const protocol::Heartbeat beat{build.result.board, -1, build.result.lease};
        if (std::ranges::find(result, beat) == result.end()) result.push_back(beat);
    }
    return result;
}

}  // namespace bm::worker
