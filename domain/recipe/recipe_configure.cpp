// SPDX-License-Identifier: GPL-2.0-or-later
// From a board's defconfig to the configuration that is built.
#include "domain/recipe/recipe.hpp"

namespace bm::recipe {
namespace {

using Purpose = RunMake::Purpose;

}  // namespace

void Recipe::remember_configure(const MakeEnded& end) {
    memory_.trusted = true;
    memory_.configure_err += clean_text(end.err);
    configure_out_ += end.out;
}

Turn Recipe::after_configure(const MakeEnded& end) {
    configure_out_.clear();
    build_err_.clear();
    build_out_.clear();
    remember_configure(end);
    if (end.code != 0) return judge(end.code, false);
    config_lies_there_ = true;
    if (!adjustments_.empty()) return run(At::save_defconfig, Purpose::save_defconfig);
    return run(At::sync_config, Purpose::sync_config);
}

Turn Recipe::after_save_defconfig(const MakeEnded& end) {
    remember_configure(end);
    if (end.code != 0) return judge(end.code, false);
    return do_step(At::read_defconfig, ReadText{"defconfig"});
}

Turn Recipe::after_merge_config(const MakeEnded& end) {
    remember_configure(end);
    if (end.code != 0) return judge(end.code, false);
    return run(At::sync_config, Purpose::sync_config);
}

Turn Recipe::after_sync(const MakeEnded& end) {
    // A tree may have no such goal, and what is wrong with a configuration the build says as well.
    if (end.code == 0) {
        memory_.configure_err += clean_text(end.err);
        configure_out_ += end.out;
    }
    if (!adjustments_.empty()) return do_step(At::read_config, ReadText{".config"});
    return run(At::build, Purpose::build);
}

Turn Recipe::after_text(const TextRead& read) {
    if (at_ == At::read_defconfig)
        return do_step(At::write_adjusted,
                       WriteText{std::string(adjusted_config), merge(read.text, adjustments_)});
    memory_.adjust_err = not_in_effect(adjustments_, read.text);
    return run(At::build, Purpose::build);
}

}  // namespace bm::recipe
