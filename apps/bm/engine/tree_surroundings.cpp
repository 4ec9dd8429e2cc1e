// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/tree_surroundings.hpp"

namespace bm::app::engine {

core::Expected<std::string> TreeSurroundings::read(const std::string& path) {
    const auto below = path.starts_with("./") ? path.substr(2) : path;
    inputs_.push_back(below);
    auto text = files_.read(below);
    if (!text && is_failure(text.error())) failure_ = text.error();
    return text;
}

std::optional<std::string> TreeSurroundings::variable(const std::string& name) {
    if (name == "srctree") return ".";
    if (name == "UBOOTVERSION") return "dummy";
    if (name == "KCONFIG_OBJDIR") return "";
    return std::nullopt;
}

}  // namespace bm::app::engine
