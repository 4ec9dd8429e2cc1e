// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <string>

#include "domain/core/expected.hpp"
#include "domain/protocol/capture.hpp"
#include "ports/process_runner.hpp"

namespace bm::adapters::process {

/// A file descriptor that is closed with its owner.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    int get() const { return number_; }
    int release();
    void reset();

  private:
    int number_;
};

/// How guards are started: the executable that has the guard verb, and a lock they hold while they
/// live (-1: none).
struct GuardSettings {
    std::string executable = "/proc/self/exe";
    int lock = -1;
};

/// A guard that runs, and our ends of its streams.
struct GuardedProcess {
    pid_t pid = -1;
    Descriptor out;
    Descriptor err;
    Descriptor control;
};

core::Expected<GuardedProcess> start_guarded(const GuardSettings& settings,
                                             const ports::ProcessSpec& spec);

/// Puts together what the guard said and what we had to do into the one end of a process.
class EndOfProcess {
  public:
    explicit EndOfProcess(const ports::ProcessSpec& spec);

    void feed_out(std::string_view bytes) { out_.feed(bytes); }
    void feed_err(std::string_view bytes) { err_.feed(bytes); }
    void feed_control(std::string_view bytes);
    /// Why we told the guard to kill: limit, stopped or cancelled. The first reason counts.
    void we_killed(ports::ProcessEnd::Kind reason);
    ports::ProcessEnd take(const ports::ProcessSpec& spec);

  private:
    protocol::Capture out_;
    protocol::Capture err_;
    std::string said_;
    ports::ProcessEnd::Kind reason_ = ports::ProcessEnd::Kind::lost;
};

/// After a guard ended: reaps it and, if it died without a word, kills the orphans it left to us,
/// but not the guards in `others`. Needs become_subreaper().
void clear_up_after(pid_t guard, bool died_silent);

}  // namespace bm::adapters::process
