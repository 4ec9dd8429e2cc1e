// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "ports/process_runner.hpp"

namespace bm::tests {

/// A CommandRunner with no guard and no limits, for tests of what is made with commands.
class PlainRunner final : public ports::CommandRunner {
  public:
    ports::ProcessEnd run(const ports::ProcessSpec& spec) override {
        const Capture out("out"), err("err");
        const Program program(spec);
        const pid_t child = fork();
        if (child == 0) become(program, out.descriptor, err.descriptor);
        int status = 0;
        waitpid(child, &status, 0);
        ports::ProcessEnd end;
        end.kind = WIFEXITED(status) ? ports::ProcessEnd::Kind::exited
                                     : ports::ProcessEnd::Kind::signalled;
        end.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
        end.out = out.text();
        end.err = err.text();
        return end;
    }

  private:
    struct Capture {
        explicit Capture(const char* name) {
            std::string path = std::string("/tmp/bm-test-") + name + "-XXXXXX";
            descriptor = mkstemp(path.data());
            unlink(path.c_str());
        }
        ~Capture() { close(descriptor); }
        Capture(const Capture&) = delete;
        Capture& operator=(const Capture&) = delete;
        std::string text() const {
            std::string all;
            char piece[65536];
            ssize_t count = 0;
            off_t at = 0;
            while ((count = pread(descriptor, piece, sizeof piece, at)) > 0) {
                all.append(piece, static_cast<std::size_t>(count));
                at += count;
            }
            return all;
        }
        int descriptor = -1;
    };

    /// What exec wants, made before the fork: another thread may hold the allocator's lock then,
    /// and the child, where that thread is not, would wait for it without end.
    struct Program {
        explicit Program(const ports::ProcessSpec& spec)
            : directory(spec.directory.c_str()),
              input(spec.input.empty() ? "/dev/null" : spec.input.c_str()) {
            for (const auto& [name, value] : spec.environment) pairs.push_back(name + "=" + value);
            for (auto& pair : pairs) environment.push_back(pair.data());
            for (const auto& word : spec.argv) arguments.push_back(const_cast<char*>(word.c_str()));
            environment.push_back(nullptr);
            arguments.push_back(nullptr);
        }
        const char* directory;
        const char* input;
        std::vector<std::string> pairs;
        std::vector<char*> environment, arguments;
    };

    [[noreturn]] static void become(const Program& program, int out, int err) {
        const int null = open(program.input, O_RDONLY);
        dup2(null, 0);
        dup2(out, 1);
        dup2(err, 2);
        if (chdir(program.directory) == 0)
            execvpe(program.arguments[0], program.arguments.data(), program.environment.data());
        _exit(127);
    }
};

}  // namespace bm::tests
