// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/machine/answers.hpp"
#include "ports/surveyor.hpp"

namespace bm::tests {

/// A machine that answers when the test says so: `later` is given what is due after that time.
class FakeSurveyor final : public ports::Surveyor {
  public:
    using Later = std::function<void(core::Duration, std::function<void()>)>;
    explicit FakeSurveyor(Later later) : later_(std::move(later)) {}

    void survey(const machine::Terms& terms, const std::vector<std::string>& compilers,
                core::Duration limit,
                std::function<void(machine::Judged<machine::Survey>)> on_end) override {
        if (takes > limit)
            return later_(limit, [host = terms.host, limit, tell = std::move(on_end)] {
                tell(tl::unexpected(machine::silence(host, limit, {})));
            });
        machine::AnswerReader answers;
        answers.feed("::bm:: system Linux\n::bm:: arch x86_64\n::bm:: work_dir /w\n");
        for (const auto& compiler : compilers)
            if (const auto found = programs.find(compiler); found != programs.end())
                answers.feed("::bm:: cc:" + compiler + " " + found->second + "\n");
        later_(takes,
               [survey = machine::survey_of(answers), tell = std::move(on_end)] { tell(survey); });
    }

    std::map<std::string, std::string> programs;  ///< name -> version
    core::Duration takes{0};

  private:
    Later later_;
};

}  // namespace bm::tests
