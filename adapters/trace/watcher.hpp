// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>

#include "adapters/trace/memory_file.hpp"
#include "ports/access_log.hpp"
#include "ports/process_runner.hpp"

namespace bm::adapters::trace {

class Watcher final : public ports::AccessWatcher {
  public:
    /// Watches a small make first. An error says why builds cannot be watched here: another C
    /// library, say, or a make that reads directories in a way that is not seen.
    static core::Expected<std::unique_ptr<Watcher>> create(
        ports::CommandRunner& commands, const std::string& make,
        const std::map<std::string, std::string>& environment);

    core::Expected<std::unique_ptr<ports::AccessLog>> open() override;

  private:
    explicit Watcher(MemoryFile library) : library_(std::move(library)) {}
    core::Expected<void> try_out(ports::CommandRunner& commands, const std::string& make,
                                 std::map<std::string, std::string> environment) const;
    MemoryFile library_;
};

}  // namespace bm::adapters::trace
