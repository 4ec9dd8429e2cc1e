// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/configuration_text.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <vector>

#include "domain/core/lists.hpp"

namespace bm::evidence {
namespace {

using Lines = std::vector<std::string_view>;

bool is_unset(std::string_view line) {
    return line.starts_with("# CONFIG_") && line.ends_with(" is not set");
}

bool is_setting(std::string_view line) { return line.starts_with("CONFIG_") || is_unset(line); }

Lines settings_of(std::string_view text) {
    Lines lines;
    for (const auto line : core::lines_of(text))
        if (is_setting(line)) lines.push_back(line);
    return lines;
}

/// Goes through the file and both lists at once.
class Amender {
  public:
    Amender(std::string_view config, std::string_view before, std::string_view after)
        : file_(core::lines_of(config)), before_(settings_of(before)), after_(settings_of(after)) {}

    std::optional<std::string> text() {
        const std::set<std::string_view> had(before_.begin(), before_.end());
        const std::set<std::string_view> has(after_.begin(), after_.end());
        while (old_ < before_.size() || new_ < after_.size()) {
            const bool both = old_ < before_.size() && new_ < after_.size();
            if (both && before_[old_] == after_[new_]) {
                if (!copy_to(before_[old_])) return std::nullopt;
                out_ += std::string(after_[new_]) + '\n';
                ++old_, ++new_;
            } else if (new_ < after_.size() && is_unset(after_[new_]) &&
                       !had.contains(after_[new_])) {
                if (!stands_between_settings()) return std::nullopt;
                out_ += std::string(after_[new_++]) + '\n';
            } else if (old_ < before_.size() && is_unset(before_[old_]) &&
                       !has.contains(before_[old_])) {
                if (!copy_to(before_[old_++])) return std::nullopt;
            } else {
                return std::nullopt;
            }
        }
        return copy_to({}) ? std::optional(out_) : std::nullopt;
    }

  private:
    /// What is no setting, up to this one, which is passed; empty: to the end.
    bool copy_to(std::string_view setting) {
        for (; at_ < file_.size(); ++at_) {
            if (is_setting(file_[at_])) {
                if (setting.empty() || file_[at_] != setting) return false;
                ++at_;
                return true;
            }
            out_ += std::string(file_[at_]) + '\n';
        }
        return setting.empty();
    }
    /// The line before and the one behind are settings, or it is beside the last one.
    bool stands_between_settings() const {
        return at_ > 0 && at_ < file_.size() && old_ < before_.size() &&
               is_setting(file_[at_ - 1]) && file_[at_] == before_[old_];
    }

    Lines file_, before_, after_;
    std::size_t at_ = 0, old_ = 0, new_ = 0;
    std::string out_;
};

}  // namespace

std::optional<std::string> amended(std::string_view config, std::string_view before,
                                   std::string_view after) {
    return Amender(config, before, after).text();
}

bool any_moved_line_has(const Inputs::Names& texts, std::string_view before,
                        std::string_view after) {
    auto one = settings_of(before), other = settings_of(after);
    std::ranges::sort(one);
    std::ranges::sort(other);
    Lines moved;
    std::ranges::set_symmetric_difference(one, other, std::back_inserter(moved));
    return std::ranges::any_of(moved, [&](std::string_view line) {
        return std::ranges::any_of(texts, [&](std::string_view text) {
            return line.find(text) != std::string_view::npos;
        });
    });
}

}  // namespace bm::evidence
