// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "domain/core/time.hpp"

namespace bm::sim {

/// Everything that happened, as a hash, and as lines for whoever wants them.
class Trace {
  public:
    using Sink = std::function<void(std::string_view)>;
    explicit Trace(Sink sink) : sink_(std::move(sink)) {}

    void add(std::uint64_t number) { hash_ = (hash_ ^ number) * 1099511628211u; }
    void add(std::string_view text) { add(std::hash<std::string_view>{}(text)); }
    /// `who` did or met `what` at `now`; `text` is looked at only.
    void add(core::Instant now, std::string_view what, std::uint64_t who, std::string_view text) {
        add(static_cast<std::uint64_t>(now.time_since_epoch().count()));
        add(what);
        add(who);
        add(text);
        if (sink_) tell(now, what, who, text);
    }
    std::uint64_t hash() const { return hash_; }
    bool is_wanted() const { return static_cast<bool>(sink_); }

  private:
    void tell(core::Instant now, std::string_view what, std::uint64_t who,
              std::string_view text) const;

    Sink sink_;
    std::uint64_t hash_ = 14695981039346656037u;
};

}  // namespace bm::sim
