// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <optional>
#include <string>

#include "adapters/git/private_repository.hpp"
#include "adapters/loop/uv_loop.hpp"
#include "adapters/process/runner.hpp"
#include "adapters/ssh/machine.hpp"
#include "tests/support/git/repository.hpp"
#include "tests/support/own_executable.hpp"

namespace bm::tests {

inline void write_program(const std::string& path, const std::string& text) {
    write(path, text);
    fs::permissions(path, fs::perms::owner_all);
}

/// A machine that is this one: its ssh runs the command in a login shell here, with another home.
class FarMachine : public testing::Test {
  protected:
    FarMachine() { log_in_with("/bin/sh"); }

    /// `before` and `after`: what the far side does around the command.
    void log_in_with(const std::string& shell, const std::string& before = "",
                     const std::string& after = "") {
        fs::create_directories(home);
        write_program(temp / "bin/ssh",
                      "#!/bin/sh\nfor word; do host=$command; command=$word; done\n"
                      "printf '%s\\n' \"$host\" > " +
                          temp.path() +
                          "/host\n"
                          "HOME='" +
                          home + "'; export HOME; unset XDG_CACHE_HOME\n" + before + "\n" + shell +
                          " -c \"$command\"\nstatus=$?\n" + after + "\nexit $status\n");
    }

    adapters::ssh::PushSetup setup() {
        return {{temp / "ours", "c1"},
                {{"PATH", temp.path() + "/bin:/usr/local/bin:/usr/bin:/bin"},
                 {"HOME", "/nonexistent"},
                 {"GIT_DIR", "/nowhere"}},
                own_executable(),
                {}};
    }

    /// What a step ended with.
    template <class T, class Step>
    core::Expected<T> result_of(Step step) {
        std::optional<core::Expected<T>> result;
        step([&](core::Expected<T> ended) {
            result.emplace(std::move(ended));
            loop.stop();
        });
        loop.run();
        return std::move(*result);
    }
    core::Expected<machine::Facts> look(const machine::Terms& terms) {
        return result_of<machine::Facts>([&](auto tell) { far.look(terms, tell); });
    }
    core::Expected<void> ship(const machine::Ship& what) {
        return result_of<void>([&](auto tell) { far.ship(what, tell); });
    }
    core::Expected<void> push(const std::string& directory) {
        return result_of<void>([&](auto tell) { far.push({directory}, tell); });
    }
    core::Expected<std::string> end_worker(const machine::Terms& terms) {
        return result_of<std::string>([&](auto tell) { far.end_worker(terms, tell); });
    }

    TempDir temp;
    std::string home = temp / "far home";
    std::string worker_file = temp / "worker";
    adapters::loop::UvLoop loop;
    adapters::process::Runner runner{loop.handle(), {own_executable(), -1}};
    adapters::ssh::Machine far{runner, setup(), "me@far", worker_file};
};

/// A worker that says what it was started with; its hash is that of these bytes.
inline const std::string stub_worker = "#!/bin/sh\necho \"$@\"\n";
inline const machine::Executable stub{
    "890e78a3219326ef5ed1d7db8f688ba58ba53159f84942a1ba98375bf163eadb", stub_worker.size(), "Linux",
    "x86_64"};

}  // namespace bm::tests
