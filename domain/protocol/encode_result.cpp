// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "domain/core/utf8.hpp"
#include "domain/protocol/codec.hpp"
#include "domain/protocol/json_writer.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::protocol {
namespace {

/// Below this, cutting further says nothing any more.
constexpr std::size_t least_kept = 1024;

std::string load_text(double load) {
    if (!std::isfinite(load) || load <= 0) return "0.0";
    const auto text = fmt::format("{}", std::min(load, static_cast<double>(limits::number)));
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// Head and tail in the proportion of a captured stream.
std::string clipped(const std::string& text, std::size_t keep) {
    if (text.size() <= keep) return text;
    const auto head = core::cut_utf8(text, keep / 5);
    const auto tail = core::tail_utf8(text, keep - keep / 5);
    const auto missing = text.size() - head.size() - tail.size();
    return fmt::format("{}\n[... {} bytes left out ...]\n{}", head, missing, tail);
}

/// A file is whole or absent: half a .config would be taken for another one.
BuildResult clipped(const BuildResult& result, std::size_t keep) {
    auto cut = result;
    cut.stderr_text = clipped(result.stderr_text, keep);
    cut.stdout_text = clipped(result.stdout_text, keep);
    if (cut.lines.size() > keep) cut.lines.clear();
    if (result.sizes) cut.sizes = clipped(*result.sizes, keep);
    std::erase_if(cut.config, [&](const auto& file) { return file.second.size() > keep; });
    return cut;
}

BuildResult bare(const BuildResult& result) {
    BuildResult left;
    left.board = core::cut_utf8(result.board, limits::name_bytes);
    left.commit_upto = result.commit_upto;
    left.return_code = result.return_code;
    left.lease = result.lease;
    left.cause = result.cause;
    left.reconfigured = result.reconfigured;
    left.carried_from = result.carried_from;
    left.verified_from = result.verified_from;
    return left;
}

std::string line_of(const BuildResult& m, Dialect dialect) {
    JsonObject object(line_prefix);
    object.text("resp", "build_result").text("board", m.board);
    object.number("commit_upto", m.commit_upto).number("return_code", m.return_code);
    object.text("stderr", m.stderr_text).text("stdout", m.stdout_text);
    object.raw("load_avg", load_text(m.load_avg));
    if (m.sizes) object.raw("sizes", JsonObject().text("raw", *m.sizes).close());
    if (!m.lines.empty()) object.text("lines", m.lines);
    if (!m.config.empty()) object.raw("config", json_map(m.config));
    if (dialect == Dialect::buildman) return object.close();
    if (m.lease) object.number("lease", *m.lease);
    if (m.cause) object.text("cause", to_text(*m.cause));
    if (!m.files.empty()) object.raw("files", json_list(m.files));
    if (m.reconfigured) object.flag("reconfigured", true);
    if (!m.verified_from.empty()) object.text("verified_from", m.verified_from);
    if (!m.verified_changes.empty()) object.raw("verified_changes", json_list(m.verified_changes));
    if (!m.carried_from.empty()) object.text("carried_from", m.carried_from);
    return object.close();
}

/// Of the texts alone, which take at least their length in a line.
std::size_t least_length(const BuildResult& result) {
    auto length = result.stderr_text.size() + result.stdout_text.size() + result.lines.size();
    if (result.sizes) length += result.sizes->size();
    for (const auto& [name, text] : result.config) length += name.size() + text.size();
    return length;
}

}  // namespace

std::string encode_result(const BuildResult& result, Dialect dialect, std::size_t line_bytes) {
    std::string line;
    const auto fits = [&](const BuildResult& cut) {
        if (least_length(cut) > line_bytes) return false;
        line = line_of(cut, dialect);
        return line.size() <= line_bytes;
    };
    if (fits(result)) return line;
    for (auto keep = limits::stream_head_bytes + limits::stream_tail_bytes; keep >= least_kept;
         keep /= 2)
        if (fits(clipped(result, keep))) return line;
    return line_of(bare(result), dialect);
}

}  // namespace bm::protocol
