// SPDX-License-Identifier: GPL-2.0-or-later
// The parts that a commit's view is made of.
#pragma once

#include "domain/summary/commit_view.hpp"

namespace bm::summary {

std::vector<ArchBoards> boards_view(const Model& model, std::size_t commit);
/// Of those whose state changed: into the view's broken, mended, newly_warning and cleaned.
void sort_boards(const Model& model, std::size_t commit, CommitView& view);
BoardNames not_built(const Model& model, std::size_t commit);
std::vector<MessageChange> messages_view(const Model& model, std::size_t commit);
std::vector<ArchSizes> sizes_view(const Model& model, std::size_t commit);
/// An image that appeared, or went, is compared with nothing.
std::vector<FunctionChange> functions_view(const FunctionsByImage& before,
                                           const FunctionsByImage& now);
std::vector<ArchConfiguration> arch_configuration_view(const Model& model, std::size_t commit,
                                                       const Parts& parts);
std::vector<ConfigurationChange> configuration_view(const Model& model, std::size_t commit,
                                                    const Parts& parts);
std::vector<EnvironmentChange> environment_view(const Model& model, std::size_t commit);

std::vector<FootprintChange> lines_view(const Model& model, std::size_t commit,
                                        const Parts& parts, const Sources& sources);

}  // namespace bm::summary
