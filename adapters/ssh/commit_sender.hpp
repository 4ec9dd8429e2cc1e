// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>

#include "adapters/ssh/push.hpp"
#include "ports/commit_sender.hpp"

namespace bm::adapters::ssh {

/// Pushes with the git program. Destroying it ends what runs without a word.
class CommitSender final : public ports::CommitSender {
  public:
    CommitSender(ports::ProcessRunner& runner, PushSetup setup)
        : runner_(runner), setup_(std::move(setup)) {}
    ~CommitSender() override { abort(); }
    CommitSender(const CommitSender&) = delete;
    CommitSender& operator=(const CommitSender&) = delete;

    void send(const std::string& repository,
              std::function<void(core::Expected<void>)> on_end) override;
    void abort() override;

  private:
    struct Step;
    using OnEnd = std::function<void(core::Expected<void>)>;
    void push(const std::string& repository, const OnEnd& on_end);
    void start(ports::ProcessSpec spec, std::function<void(const std::string&)> on_good,
               OnEnd on_end);

    ports::ProcessRunner& runner_;
    PushSetup setup_;
    std::shared_ptr<Step> step_;  ///< the running one
};

}  // namespace bm::adapters::ssh
