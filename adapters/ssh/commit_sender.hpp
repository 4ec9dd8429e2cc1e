// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "adapters/ssh/one_process.hpp"
#include "adapters/ssh/push.hpp"
#include "ports/commit_sender.hpp"

namespace bm::adapters::ssh {

/// Pushes with the git program. Destroying it ends what runs without a word.
class CommitSender final : public ports::CommitSender {
  public:
    CommitSender(ports::ProcessRunner& runner, PushSetup setup)
        : process_(runner), setup_(std::move(setup)) {}

    void send(const std::string& repository,
              std::function<void(core::Expected<void>)> on_end) override;
    void abort() override { process_.abort(); }

  private:
    using OnEnd = std::function<void(core::Expected<void>)>;
    void push(const std::string& repository, const OnEnd& on_end);
    void start(std::vector<ports::ProcessSpec> specs,
               std::function<void(const std::string&)> on_good, OnEnd on_end,
               const std::string& host);

    OneProcess process_;
    PushSetup setup_;
};

}  // namespace bm::adapters::ssh
