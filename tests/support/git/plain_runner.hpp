// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "ports/process_runner.hpp"

namespace bm::tests {

/// A CommandRunner with no guard and no limits, for tests of what is made with commands.
class PlainRunner final : public ports::CommandRunner {
  public:
    ports::ProcessEnd run(const ports::ProcessSpec& spec) override {
        const Capture out("out"), err("err");
        const pid_t child = fork();
        if (child == 0) become(spec, out.descriptor, err.descriptor);
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

    [[noreturn]] static void become(const ports::ProcessSpec& spec, int out, int err) {
        const int null = open("/dev/null", O_RDONLY);
        dup2(null, 0);
        dup2(out, 1);
        dup2(err, 2);
        std::vector<std::string> pairs;
        for (const auto& [name, value] : spec.environment) pairs.push_back(name + "=" + value);
        std::vector<char*> environment, arguments;
        for (auto& pair : pairs) environment.push_back(pair.data());
        for (const auto& word : spec.argv) arguments.push_back(const_cast<char*>(word.c_str()));
        environment.push_back(nullptr);
        arguments.push_back(nullptr);
        if (chdir(spec.directory.c_str()) == 0)
            execvpe(arguments[0], arguments.data(), environment.data());
        _exit(127);
    }
};

}  // namespace bm::tests
