// SPDX-License-Identifier: GPL-2.0-or-later
// How result files come in: before their result, held to what was offered.
#include <fmt/format.h>

#include <utility>

#include "domain/boss/session.hpp"

namespace bm::boss {
namespace {

constexpr int most_offers = 10;  ///< of the files of one build

}  // namespace

void Session::hear(const protocol::ArtefactList& message) {
    if (!files_are_sent()) return refuse("artefact_list came unasked");
    auto* held = held_for(message.lease, message.commit_upto,
                          fmt::format("files of the build at {}", message.commit_upto));
    if (!held) return;
    const bool again = parcel_ && parcel_->lease().value == message.lease &&
                       parcel_->commit().value == message.commit_upto;
    if (parcel_ && !again) {
        // It sends one build's files at a time: what was to follow these has got lost.
        if (held_.contains(parcel_->lease().value))
            refuse("offers files, and the build before has no result");
        drop_parcel();
    }
    offers_ = again ? offers_ + 1 : 1;
    if (offers_ > most_offers) {
        refuse("offers the same files again and again");
        return give_back(message.lease, "its files never came");
    }
    auto parcel = Parcel::of(message);
    if (!parcel) {
        refuse(parcel.error().message);
        return give_back(message.lease, parcel.error().message);
    }
    held->last_sign = now_;
    held->begun = true;
    parcel_ = std::move(*parcel);
    take(parcel_->begin());
    send(parcel_->want());
}

void Session::hear(const protocol::ArtefactChunk& message) {
    const bool expected = parcel_ && parcel_->lease().value == message.lease &&
                          parcel_->commit().value == message.commit_upto;
    if (!expected && past_leases_.contains(message.lease)) return remark("a chunk came late");
    if (!expected) return refuse("a chunk of files that it did not offer");
    auto orders = parcel_->add(message);
    if (!orders) {
        refuse(orders.error().message);
        return give_back(message.lease, orders.error().message);
    }
    if (const auto held = held_.find(message.lease); held != held_.end())
        held->second.last_sign = now_;
    take(std::move(*orders));
    send(protocol::More{message.lease, message.commit_upto, 1});
}

void Session::on(const FilesBroken& broken) {
    if (!parcel_ || parcel_->lease() != broken.lease || parcel_->commit() != broken.commit) return;
    drop_parcel();  // whatever becomes of the session, no result may take them for whole
    refuse("its files: " + broken.why);
    give_back(broken.lease.value, broken.why);
}

/// What is wrong with the files of a result; empty: nothing. Where they are sent, an outcome of
/// make has some.
std::string Session::fault_of_files(const protocol::BuildResult& result) const {
    if (!files_are_sent()) return {};
    const bool decided = !result.cause || *result.cause == protocol::Cause::make ||
                         *result.cause == protocol::Cause::guard ||
                         *result.cause == protocol::Cause::doubtful;
    if (!decided && result.files.empty()) return {};
    if (!is_parcel_of(result)) return "came without its files";
    if (!parcel_->whole()) return "came before all of its files";
    return parcel_->holds(result.files) ? "" : "names other files than were sent";
}

bool Session::is_parcel_of(const protocol::BuildResult& result) const {
    return parcel_ && parcel_->lease().value == result.lease &&
           parcel_->commit().value == result.commit_upto;
}

/// The files belong to the outcome now; one that the machine could not get done has none.
void Session::take_parcel(const protocol::BuildResult& result) {
    if (!is_parcel_of(result)) return;
    if (result.files.empty())
        drop_parcel();
    else
        parcel_.reset();
}

void Session::take(std::vector<FileOrder> orders) {
    for (auto& order : orders) effects_.push_back(std::move(order));
}

void Session::drop_parcel() {
    effects_.push_back(FileOrder{DropFiles{parcel_->lease(), parcel_->commit()}});
    parcel_.reset();
}

}  // namespace bm::boss
