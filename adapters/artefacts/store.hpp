// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "ports/artefacts.hpp"

namespace bm::adapters::artefacts {

class Store final : public ports::ArtefactStore {
  public:
    core::Expected<void> open(const std::string& folder) override;
    core::Expected<void> add(const std::string& folder, const std::string& name,
                             std::int64_t offset, std::int64_t bytes,
                             std::string_view data) override;
    core::Expected<void> check(const std::string& folder, const protocol::Artefact& file) override;
    void remove(const std::string& folder) override;
};

}  // namespace bm::adapters::artefacts
