// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "ports/artefacts.hpp"

namespace bm::adapters::artefacts {

class Source final : public ports::ArtefactSource {
  public:
    core::Expected<std::vector<protocol::Artefact>> list(
        const std::string& folder, const std::vector<std::string>& names) override;
    core::Expected<std::string> read(const std::string& folder, const std::string& name,
                                     std::int64_t offset, std::int64_t bytes) override;
    void remove(const std::string& folder) override;
};

}  // namespace bm::adapters::artefacts
