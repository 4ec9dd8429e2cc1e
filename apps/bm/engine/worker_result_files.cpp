// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/worker_result_files.hpp"

#include <algorithm>
#include <utility>

#include "domain/core/names.hpp"

namespace bm::app::engine {
namespace {

std::string base_name(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// `autoconf.mk` below `spl` is `autoconf-spl.mk`; a name without extension stays.
std::string with_stage(const std::string& name, const std::string& stage) {
    const auto dot = name.rfind('.');
    if (stage.empty() || dot == std::string::npos || dot == 0) return name;
    return name.substr(0, dot) + "-" + stage + name.substr(dot);
}

void add(std::vector<ResultFile>& files, const std::string& path, const std::string& name) {
    const auto same_name = [&](const ResultFile& file) { return file.name == name; };
    if (core::is_file_name(name) && std::ranges::none_of(files, same_name))
        files.push_back({path, name});
}

}  // namespace

const std::vector<std::string>& measured_images() {
    static const std::vector<std::string> images = {"u-boot", "spl/u-boot-spl", "tpl/u-boot-tpl"};
    return images;
}

std::string flat_name(const std::string& path, const std::string& suffix) {
    auto name = path;
    std::ranges::replace(name, '/', '-');
    return name + suffix;
}

std::vector<ResultFile> config_files(const ports::BuildDirectory& output) {
    std::vector<ResultFile> files;
    for (const std::string stage : {"", "spl", "tpl"})
        for (const std::string file :
             {"u-boot.cfg", "spl/u-boot-spl.cfg", "tpl/u-boot-tpl.cfg", ".config",
              "include/autoconf.mk", "include/generated/autoconf.h"}) {
            const auto path = stage.empty() ? file : stage + "/" + file;
            if (output.exists(path)) add(files, path, with_stage(base_name(file), stage));
        }
    return files;
}

std::vector<ResultFile> kept_files(const ports::BuildDirectory& output) {
    static const std::vector<std::pair<std::string, std::vector<std::string>>> kept = {
        {"", {"u-boot*", "*.map", "MLO", "SPL", "*.bin", "*.rom", "*.itb", "*.img"}},
        {"include", {"autoconf.mk"}},
        {"spl", {"u-boot-spl*"}},
        {"tpl", {"u-boot-tpl*"}},
        {"vpl", {"u-boot-vpl*"}},
    };
    std::vector<ResultFile> files;
    for (const auto& [folder, patterns] : kept)
        for (const auto& name : output.list(folder, patterns))
            add(files, folder.empty() ? name : folder + "/" + name, name);
    return files;
}

}  // namespace bm::app::engine
