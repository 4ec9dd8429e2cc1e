// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <set>
#include <string_view>

#include "domain/summary/view_parts.hpp"

namespace bm::summary {
namespace {

using Bytes = std::optional<std::uint64_t>;

std::int64_t signed_of(std::uint64_t bytes) { return static_cast<std::int64_t>(bytes); }

void add_row(FunctionChange& change, const std::string& name, Bytes before, Bytes now) {
    if (before == now) return;
    const auto delta = signed_of(now.value_or(0)) - signed_of(before.value_or(0));
    if (!before) ++change.added;
    if (!now) ++change.removed;
    if (before && now && delta > 0) ++change.grown;
    if (before && now && delta < 0) ++change.shrunk;
    (delta > 0 ? change.up : change.down) += delta > 0 ? delta : -delta;
    if (delta != 0) change.rows.push_back({name, before, now, delta});
}

/// A name in one of two builds of an image.
class Named {
  public:
    Named(const Functions& functions, std::string_view name) {
        if (const auto found = functions.bytes.find(name); found != functions.bytes.end())
            all_ = found->second;
        if (const auto found = functions.statics.find(name); found != functions.statics.end())
            files_ = &found->second;
        known_ = !all_ || !functions.statics.empty();
    }

    Bytes all() const { return all_; }
    const Functions::Bytes& files() const { return *files_; }
    /// Whose bytes they are is known, also where there are none.
    bool files_are_known() const { return known_; }
    Bytes of(const std::string& file) const {
        const auto found = files_->find(file);
        return found == files_->end() ? Bytes() : found->second;
    }
    /// What is of no file: a global one of the same name.
    Bytes others() const {
        auto left = all_.value_or(0);
        for (const auto& [file, bytes] : *files_) left -= std::min(left, bytes);
        return left == 0 ? Bytes() : left;
    }

  private:
    static inline const Functions::Bytes nowhere_ = {};
    Bytes all_;
    const Functions::Bytes* files_ = &nowhere_;
    bool known_ = false;
};

/// Static ones of the same name are told apart where both builds know them by file, and one of them
/// has two; one whose file was renamed is the same.
void add_rows(FunctionChange& change, const std::string& name, const Named& before,
              const Named& now) {
    if (before.all() == now.all() && before.files() == now.files()) return;
    std::set<std::string> files;
    for (const auto* named : {&before, &now})
        for (const auto& [file, bytes] : named->files()) files.insert(file);
    const bool one_each = before.files().size() < 2 && now.files().size() < 2;
    if (one_each || !before.files_are_known() || !now.files_are_known())
        return add_row(change, name, before.all(), now.all());
    for (const auto& file : files)
        add_row(change, name + " (" + file + ")", before.of(file), now.of(file));
    add_row(change, name, before.others(), now.others());
}

FunctionChange compare(const std::string& image, const Functions& before, const Functions& now) {
    FunctionChange change;
    change.image = image;
    for (const auto& [name, bytes] : now.bytes)
        add_rows(change, name, Named(before, name), Named(now, name));
    for (const auto& [name, bytes] : before.bytes)
        if (!now.bytes.contains(name))
            add_rows(change, name, Named(before, name), Named(now, name));
    std::ranges::sort(change.rows, [](const auto& a, const auto& b) {
        return a.delta != b.delta ? a.delta > b.delta : a.name > b.name;
    });
    return change;
}

}  // namespace

std::vector<FunctionChange> functions_view(const FunctionsByImage& before,
                                           const FunctionsByImage& now) {
    static const Functions nothing;
    std::vector<FunctionChange> changes;
    const auto add = [&](const std::string& image, const Functions& a, const Functions& b) {
        auto change = compare(image, a, b);
        if (!change.rows.empty()) changes.push_back(std::move(change));
    };
    for (const auto& [image, functions] : now) {
        const auto old = before.find(image);
        add(image, old == before.end() ? nothing : old->second, functions);
    }
    for (const auto& [image, functions] : before)
        if (!now.contains(image)) add(image, functions, nothing);
    return changes;
}

}  // namespace bm::summary
