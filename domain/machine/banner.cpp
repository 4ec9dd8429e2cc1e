// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/banner.hpp"

#include "domain/protocol/limits.hpp"

namespace bm::machine {

std::optional<std::string_view> Banner::feed(std::string_view bytes) {
    if (over_) return bytes;
    const auto before = seen_.size();
    seen_ += bytes;
    const auto at = seen_.find(begins_);
    if (at != std::string::npos) {
        over_ = true;
        seen_.clear();
        return bytes.substr(at + begins_.size() - before);
    }
    dropped_ += bytes.size();
    if (dropped_ > protocol::limits::banner_bytes) return std::nullopt;
    if (seen_.size() >= begins_.size()) seen_.erase(0, seen_.size() - begins_.size() + 1);
    return std::string_view{};
}

}  // namespace bm::machine
