// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/estimate.hpp"

namespace bm::result {
namespace {

constexpr core::Duration window{60'000};
constexpr core::Duration update_every{2'000};

}  // namespace

void Estimate::build_ended(core::Instant now, std::int64_t remaining) {
    ended_.push_back(now);
    while (ended_.size() > 2 && now - ended_.front() > window) ended_.pop_front();
    if (remaining == 0) left_ = core::Duration{0};
    if (updated_ && now - *updated_ < update_every) return;
    const auto span = now - ended_.front();
    if (span <= core::Duration{0}) return;
    const auto intervals = static_cast<std::int64_t>(ended_.size()) - 1;
    left_ = span * remaining / intervals;
    updated_ = now;
}

}  // namespace bm::result
