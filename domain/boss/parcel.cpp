// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/parcel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "domain/core/names.hpp"
#include "domain/core/shown.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::boss {
namespace {

namespace limits = protocol::limits;
using core::ErrorKind;

/// What a chunk can become in base64, should it not deflate at all.
constexpr auto longest_data = static_cast<std::size_t>(limits::artefact_chunk_bytes) * 3 / 2;

tl::unexpected<core::Error> wrong(std::string what) {
    return core::fail(ErrorKind::refused, std::move(what));
}

bool is_hash(const std::string& text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace

Parcel::Parcel(core::LeaseId lease, core::CommitId commit, std::vector<protocol::Artefact> files)
    : lease_(lease), commit_(commit), files_(std::move(files)) {
    pass_empty();
}

core::Expected<Parcel> Parcel::of(const protocol::ArtefactList& list) {
    if (std::ssize(list.files) > limits::artefact_files) return wrong("offers too many files");
    std::set<std::string> names;
    std::int64_t bytes = 0;
    for (const auto& file : list.files) {
        if (!core::is_file_name(file.name))
            return wrong("offers a file of the name '" + core::shown(file.name) + "'");
        if (!names.insert(file.name).second)
            return wrong("offers the file " + file.name + " twice");
        if (!is_hash(file.sha256)) return wrong("offers the file " + file.name + " without a hash");
        if (file.size < 0 || file.size > limits::artefact_build_bytes - bytes)
            return wrong(
                fmt::format("offers files of more than {} bytes", limits::artefact_build_bytes));
        bytes += file.size;
    }
    return Parcel(core::LeaseId{list.lease}, core::CommitId{list.commit_upto}, list.files);
}

void Parcel::pass_empty() {
    while (next_ < files_.size() && files_[next_].size == 0) ++next_;
}

std::vector<FileOrder> Parcel::begin() const {
    std::vector<FileOrder> orders = {OpenFiles{lease_, commit_}};
    for (const auto& file : files_)
        if (file.size == 0) {
            orders.push_back(AddToFile{lease_, commit_, file.name, 0, 0, {}});
            orders.push_back(CheckFile{lease_, commit_, file});
        }
    return orders;
}

protocol::Want Parcel::want() const {
    protocol::Want want{lease_.value, commit_.value, {}, limits::artefact_window};
    for (std::int64_t position = 0; position < std::ssize(files_); ++position)
        want.files.push_back(position);
    return want;
}

core::Expected<std::vector<FileOrder>> Parcel::add(const protocol::ArtefactChunk& chunk) {
    if (whole()) return wrong("sends more than it offered");
    const auto& file = files_[next_];
    if (chunk.file != static_cast<std::int64_t>(next_) || chunk.offset != offset_)
        return wrong("sends a chunk out of turn");
    if (chunk.data.size() > longest_data) return wrong("sends a chunk that is too long");
    const auto bytes = std::min(limits::artefact_chunk_bytes, file.size - offset_);
    std::vector<FileOrder> orders = {
        AddToFile{lease_, commit_, file.name, offset_, bytes, chunk.data}};
    offset_ += bytes;
    if (offset_ < file.size) return orders;
    orders.push_back(CheckFile{lease_, commit_, file});
    offset_ = 0;
    ++next_;
    pass_empty();
    return orders;
}

bool Parcel::holds(std::vector<std::string> names) const {
    std::vector<std::string> offered;
    for (const auto& file : files_) offered.push_back(file.name);
    std::ranges::sort(offered);
    std::ranges::sort(names);
    return offered == names;
}

}  // namespace bm::boss
