// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/launcher.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <uv.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "adapters/process/guarded_start.hpp"
#include "adapters/process/guards.hpp"
#include "adapters/process/pointers.hpp"
#include "adapters/process/stream.hpp"

namespace bm::adapters::process {
namespace {

/// Kept by libuv until the child is reaped and the handle closed; by then the owner may be gone.
struct Child {
    uv_process_t process{};
    std::function<void(int status, int signal)> on_exit;
    bool running = false;
    int awaited = 3;  ///< two streams' ends and the exit itself
    int status = 0;
    int signal = 0;

    void one_ended() {
        if (--awaited != 0 || !on_exit) return;
        const auto tell = std::exchange(on_exit, nullptr);
        tell(status, signal);
    }
};

class LocalWorker final : public ports::WorkerProcess {
  public:
    ~LocalWorker() override {
        if (!child_) return;
        child_->on_exit = nullptr;
        if (child_->running) uv_process_kill(&child_->process, SIGKILL);
    }

    core::Expected<void> start(uv_loop_s* loop, const std::vector<std::string>& argv,
                               std::vector<std::string> environment,
                               ports::WorkerHandlers handlers);

    ports::ByteChannel& input() override { return *input_; }
    void terminate() override { signal(SIGTERM); }
    void kill() override { signal(SIGKILL); }

  private:
    void signal(int number) {
        if (child_ && child_->running) uv_process_kill(&child_->process, number);
    }

    std::shared_ptr<Child> child_;
    std::unique_ptr<Writer> input_;
    std::unique_ptr<Reader> output_;
    std::unique_ptr<Reader> error_;
};

std::vector<std::string> entries_of(const std::map<std::string, std::string>& environment) {
    std::vector<std::string> result;
    for (const auto& [name, value] : environment) result.push_back(name + "=" + value);
    return result;
}

core::Expected<void> LocalWorker::start(uv_loop_s* loop, const std::vector<std::string>& argv,
                                        std::vector<std::string> environment,
                                        ports::WorkerHandlers handlers) {
    std::array<std::array<Descriptor, 2>, 3> pipes;
    for (auto& one : pipes) {
        int both[2];
        if (pipe2(both, O_CLOEXEC) != 0)
            return core::fail(core::ErrorKind::environment,
                              std::string("cannot make a pipe: ") + std::strerror(errno));
        one[0] = Descriptor(both[0]);
        one[1] = Descriptor(both[1]);
    }
    std::vector<std::string> words = argv;
    auto arguments = pointers(words);
    auto variables = pointers(environment);
    std::array<uv_stdio_container_t, 3> stdio{};
    const std::array theirs = {pipes[0][0].get(), pipes[1][1].get(), pipes[2][1].get()};
    for (std::size_t i = 0; i < stdio.size(); ++i) {
        stdio[i].flags = UV_INHERIT_FD;
        stdio[i].data.fd = theirs[i];
    }
    child_ = std::make_shared<Child>();
    child_->on_exit = std::move(handlers.on_exit);
    uv_process_options_t options{};
    options.file = arguments.front();
    options.args = arguments.data();
    options.env = variables.data();
    options.stdio = stdio.data();
    options.stdio_count = static_cast<int>(stdio.size());
    options.exit_cb = [](uv_process_t* process, std::int64_t status, int number) {
        auto* keeper = static_cast<std::shared_ptr<Child>*>(process->data);
        auto& child = **keeper;
        child.running = false;
        child.status = static_cast<int>(status);
        child.signal = number;
        guards_alive().remove(process->pid);
        child.one_ended();
        uv_close(reinterpret_cast<uv_handle_t*>(process), [](uv_handle_t* handle) {
            delete static_cast<std::shared_ptr<Child>*>(handle->data);
        });
    };
    auto* keeper = new std::shared_ptr<Child>(child_);
    child_->process.data = keeper;
    if (const int problem = uv_spawn(loop, &child_->process, &options); problem != 0) {
        // A handle that failed to start still is libuv's until it is closed.
        uv_close(reinterpret_cast<uv_handle_t*>(&child_->process), [](uv_handle_t* handle) {
            delete static_cast<std::shared_ptr<Child>*>(handle->data);
        });
        child_->on_exit = nullptr;
        return core::fail(core::ErrorKind::environment,
                          "Cannot start " + argv.front() + ": " + uv_strerror(problem));
    }
    child_->running = true;
    guards_alive().add(child_->process.pid);
    const auto ended = [child = child_] { child->one_ended(); };
    input_ = std::make_unique<Writer>(loop, pipes[0][1].release(), nullptr);
    output_ = std::make_unique<Reader>(
        loop, pipes[1][0].release(), ports::ChannelHandlers{std::move(handlers.on_output), ended});
    error_ = std::make_unique<Reader>(loop, pipes[2][0].release(),
                                      ports::ChannelHandlers{std::move(handlers.on_error), ended});
    return {};
}

}  // namespace

core::Expected<std::unique_ptr<ports::WorkerProcess>> Launcher::launch(
    const std::vector<std::string>& argv, ports::WorkerHandlers handlers) {
    auto worker = std::make_unique<LocalWorker>();
    BM_TRY(worker->start(loop_, argv, entries_of(environment_), std::move(handlers)));
    return worker;
}

}  // namespace bm::adapters::process
