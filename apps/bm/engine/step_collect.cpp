// SPDX-License-Identifier: GPL-2.0-or-later
#include <optional>
#include <string>
#include <utility>

#include "apps/bm/engine/worker_result_files.hpp"
#include "apps/bm/engine/worker_steps.hpp"
#include "domain/core/names.hpp"
#include "domain/result/elf_text.hpp"
#include "domain/result/footprint.hpp"
#include "domain/result/gathered.hpp"
#include "domain/result/sizes.hpp"

namespace bm::app::engine {
namespace {

constexpr std::size_t largest_config = 4u << 20;
constexpr std::size_t largest_image = 512u << 20;
/// What rides in a result line for a boss that has no folder.
constexpr std::size_t largest_text = 512u << 10;
constexpr std::size_t most_text = 2u << 20;

/// Where result files go: into the folder, or small ones into the result itself.
class Basket {
  public:
    Basket(std::string folder, ports::ResultFolders& results)
        : folder_(std::move(folder)), results_(results) {}

    core::Expected<void> open() {
        return folder_.empty() ? core::Expected<void>{} : results_.create(folder_);
    }

    core::Expected<void> put(const std::string& name, const std::string& content) {
        if (!core::is_file_name(name)) return {};
        if (folder_.empty()) {
            if (content.size() > largest_text || text_bytes_ + content.size() > most_text)
                return {};
            text_bytes_ += content.size();
            collected.texts[name] = content;
            return {};
        }
        BM_TRY(results_.write(folder_, name, content));
        collected.files.push_back(name);
        return {};
    }

    /// A file that is too large, or no regular file, is left out; one that cannot be read is not.
    core::Expected<void> copy(ports::BuildDirectory& output, const ResultFile& file,
                              std::size_t limit) {
        const auto content = output.read(file.path, limit);
        if (content) return put(file.name, *content);
        if (content.error().kind == core::ErrorKind::environment)
            return tl::unexpected(content.error());
        return {};
    }

    bool has(const std::string& name) const {
        for (const auto& file : collected.files)
            if (file == name) return true;
        return false;
    }

    recipe::Collected collected;

  private:
    std::string folder_;
    ports::ResultFolders& results_;
    std::size_t text_bytes_ = 0;
};

/// A link that a build left under the name of an image is no image.
bool is_file(const ports::BuildDirectory& output, const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return !output.list("", {path}).empty();
    return !output.list(path.substr(0, slash), {path.substr(slash + 1)}).empty();
}

core::Expected<void> measure(ports::BuildDirectory& output, ports::ElfReader& elf, Basket& basket) {
    std::string rows;
    for (const auto view : result::images) {
        const std::string path(view);
        if (!is_file(output, path)) continue;
        const auto image = elf.read(output.path() + "/" + path);
        if (!image) continue;
        BM_TRY(basket.put(result::functions_file_name(path),
                          result::tool_file(result::nm_text(*image))));
        BM_TRY(basket.put(result::statics_file_name(path), result::statics_text(*image)));
        BM_TRY(basket.put(result::sections_file_name(path),
                          result::tool_file(result::objdump_text(*image, path))));
        if (!rows.empty()) rows += '\n';
        rows += result::sizes_row(*image, path);
    }
    if (rows.empty()) return {};
    basket.collected.sizes = rows;
    return basket.put("sizes", rows + "\n");
}

core::Expected<void> take_environment(ports::BuildDirectory& output, ports::ElfReader& elf,
                                      Basket& basket) {
    for (const auto view : result::environment_archives) {
        const std::string archive(view);
        if (!is_file(output, archive)) continue;
        const auto bytes = elf.archive_section(output.path() + "/" + archive,
                                               result::environment_section, largest_config);
        return bytes ? basket.put(std::string(result::environment_file), *bytes)
                     : core::Expected<void>{};
    }
    return {};
}

/// The file is there, empty, where the images say nothing of lines: who looks for it learns that
/// this build was looked at. Where an image cannot be read there is none: half a footprint would
/// show lines as gone that are there.
core::Expected<void> take_lines(const recipe::Collect& step, ports::BuildDirectory& output,
                                ports::ElfReader& elf, Basket& basket) {
    result::Footprint all;
    for (const auto view : result::images) {
        const std::string path(view);
        if (!is_file(output, path)) continue;
        const auto raw = elf.lines(output.path() + "/" + path, step.source, output.path());
        if (!raw) return {};
        all = united(all, result::footprint_of(*raw));
    }
    auto text = result::footprint_text(all);
    if (!step.folder.empty()) return basket.put(std::string(result::footprint_file), text);
    basket.collected.lines = std::move(text);
    return {};
}

core::Expected<void> fill(const recipe::Collect& step, ports::BuildDirectory& output,
                          ports::ElfReader& elf, Basket& basket) {
    BM_TRY(basket.open());
    for (const auto& [name, text] : step.texts) BM_TRY(basket.put(name, text));
    if (step.success) {
        BM_TRY(measure(output, elf, basket));
        BM_TRY(take_environment(output, elf, basket));
        if (step.lines) BM_TRY(take_lines(step, output, elf, basket));
    }
    if (step.configuration)
        for (const auto& file : config_files(output))
            if (!step.texts.contains(file.name)) BM_TRY(basket.copy(output, file, largest_config));
    if (!step.images || step.folder.empty()) return {};
    for (const auto& file : kept_files(output))
        if (!basket.has(file.name)) BM_TRY(basket.copy(output, file, largest_image));
    return {};
}

}  // namespace

recipe::StepResult collect(const recipe::Collect& step, ports::BuildDirectory& output,
                           const StepTools& tools) {
    Basket basket(step.folder, tools.world.results);
    const auto done = fill(step, output, tools.world.elf, basket);
    if (!done) return recipe::StepFailed{"cannot keep the results: " + done.error().message};
    return std::move(basket.collected);
}

}  // namespace bm::app::engine
