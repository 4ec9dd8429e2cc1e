// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/sim_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "apps/bm/worker/machine.hpp"

namespace bm::app {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_broken = 20;

/// A line that changes where that can be, else one now and then. Silent for the first second.
class HowFar {
  public:
    explicit HowFar(ports::Screen& screen) : screen_(screen), terminal_(screen.is_terminal()) {}
    ~HowFar() {
        if (terminal_ && shown_) screen_.write("\r\033[K");
    }
    HowFar(const HowFar&) = delete;
    HowFar& operator=(const HowFar&) = delete;

    void say(const std::string& text) {
        const auto now = Clock::now();
        if (now < next_) return;
        next_ = now + (terminal_ ? 500ms : 10s);
        shown_ = true;
        screen_.write(terminal_ ? "\r\033[K" + text : text + "\n");
    }

  private:
    ports::Screen& screen_;
    bool terminal_;
    bool shown_ = false;
    Clock::time_point next_ = Clock::now() + 1s;
};

class Runs {
  public:
    Runs(const sim::Shape& shape, std::int64_t runs, const sim::Trace::Sink& trace,
         ports::Screen& screen)
        : shape_(shape), runs_(runs), trace_(trace), far_(screen) {}

    SimFindings run() {
        const auto most = static_cast<std::int64_t>(std::max(available_processors(), 1));
        std::vector<std::thread> others;
        for (std::int64_t i = 1; i < std::min(most, runs_); ++i)
            others.emplace_back([this] { work(); });
        work();
        for (auto& other : others) other.join();
        std::ranges::sort(findings_.broken, {}, &sim::Report::seed);
        return std::move(findings_);
    }

  private:
    void work() {
        for (auto number = next_++; number < runs_; number = next_++) {
            auto shape = shape_;
            shape.seed += static_cast<std::uint64_t>(number);
            sim::World world(
                sim::scenario_of(shape), number == 0 ? trace_ : nullptr,
                [this](std::size_t stored, std::size_t wanted) { tell(stored, wanted); });
            take(world.run());
        }
    }

    void tell(std::size_t stored, std::size_t wanted) {
        const std::lock_guard lock(mutex_);
        far_.say(runs_ == 1 ? fmt::format("{} of {} builds", stored, wanted)
                            : fmt::format("{} of {} runs, {} with a violation", findings_.runs,
                                          runs_, findings_.runs - findings_.sound_runs));
    }

    void take(sim::Report report) {
        tell(report.stored, report.builds);
        const std::lock_guard lock(mutex_);
        ++findings_.runs;
        findings_.sound_runs += report.violations.empty() ? 1 : 0;
        findings_.builds += static_cast<std::int64_t>(report.builds);
        findings_.stored += static_cast<std::int64_t>(report.stored);
        for (std::size_t i = 0; i < sim::fault_kinds; ++i)
            if (report.faults[i] > 0)
                findings_.faults[std::string(sim::name_of(static_cast<sim::Fault>(i)))] +=
                    report.faults[i];
        if (!report.violations.empty() && findings_.broken.size() < most_broken)
            findings_.broken.push_back(report);
        if (runs_ == 1) findings_.only = std::move(report);
    }

    sim::Shape shape_;
    std::int64_t runs_;
    const sim::Trace::Sink& trace_;
    std::atomic<std::int64_t> next_ = 0;
    std::mutex mutex_;  ///< of what follows
    HowFar far_;
    SimFindings findings_;
};

}  // namespace

SimFindings run_all(const sim::Shape& shape, std::int64_t runs, const sim::Trace::Sink& trace,
                    ports::Screen& screen) {
    return Runs(shape, runs, trace, screen).run();
}

}  // namespace bm::app
