// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/worker_result_files.hpp"

#include <algorithm>

#include "domain/core/names.hpp"
#include "domain/result/gathered.hpp"

namespace bm::app::engine {
namespace {

void add(std::vector<ResultFile>& files, const std::string& path, const std::string& name) {
    const auto same_name = [&](const ResultFile& file) { return file.name == name; };
    if (core::is_file_name(name) && std::ranges::none_of(files, same_name))
        files.push_back({path, name});
}

}  // namespace

std::vector<ResultFile> config_files(const ports::BuildDirectory& output) {
    std::vector<ResultFile> files;
    for (const auto& copy : result::config_copies())
        if (output.exists(copy.path)) add(files, copy.path, copy.name);
    return files;
}

std::vector<ResultFile> kept_files(const ports::BuildDirectory& output) {
    std::vector<ResultFile> files;
    for (const auto& [folder, pattern] : result::kept_images())
        for (const auto& name : output.list(folder, {std::string(pattern)}))
            add(files, folder.empty() ? name : std::string(folder) + "/" + name, name);
    return files;
}

}  // namespace bm::app::engine
