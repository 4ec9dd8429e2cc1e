// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/lock_holder.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>

#include "adapters/fs/lock.hpp"
#include "adapters/fs/private_folder.hpp"

namespace bm::adapters::fs {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using namespace std::chrono_literals;

class LockHolderTest : public testing::Test {
  protected:
    LockHolderTest()
        : folder(*PrivateFolder::make(std::filesystem::temp_directory_path().string(), "bm-test-")),
          path(folder.path() + "/lock") {}
    ~LockHolderTest() override {
        for (const auto child : children) {
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
        }
    }

    /// A process that does something with the lock, says so, and waits for its end.
    pid_t start(const std::function<void()>& action) {
        int ready[2];
        EXPECT_EQ(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            action();
            (void)!::write(ready[1], "x", 1);
            for (;;) ::pause();
        }
        char byte = 0;
        EXPECT_EQ(::read(ready[0], &byte, 1), 1);
        ::close(ready[0]);
        ::close(ready[1]);
        children.push_back(child);
        return child;
    }
    pid_t start_holder(bool stubborn = false, const std::string& purpose = {}) {
        return start([&] {
            if (stubborn) ::signal(SIGTERM, SIG_IGN);
            static std::optional<Lock> held;
            if (auto lock = Lock::take(path, purpose)) held.emplace(std::move(*lock));
        });
    }
    void write_text(const std::string& text) { std::ofstream(path) << text << "\n"; }
    void hold_without_text() {
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT, 0644);
        ::flock(file, LOCK_EX);
    }
    int signal_that_ended(pid_t child) {
        int status = 0;
        ::waitpid(child, &status, 0);
        std::erase(children, child);
        return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }

    PrivateFolder folder;
    std::string path;
    std::vector<pid_t> children;
};

TEST_F(LockHolderTest, EndsTheHolderAndSaysWhoItWas) {
    const auto holder = start_holder();
    EXPECT_THAT(end_lock_holder(path).value(),
                testing::AllOf(StartsWith("ended host "), HasSubstr(std::to_string(holder))));
    EXPECT_EQ(signal_that_ended(holder), SIGTERM);
    EXPECT_TRUE(Lock::take(path));
}

TEST_F(LockHolderTest, KillsAHolderThatWillNotEnd) {
    const auto holder = start_holder(true);
    EXPECT_THAT(end_lock_holder(path, {}, {50ms, 10s}).value(), StartsWith("killed host "));
    EXPECT_EQ(signal_that_ended(holder), SIGKILL);
}

TEST_F(LockHolderTest, EndsAHolderThatWasStoppedInItsOwnWay) {
    const auto holder = start_holder();
    ASSERT_EQ(::kill(holder, SIGSTOP), 0);
    EXPECT_THAT(end_lock_holder(path).value(), StartsWith("ended host "));
    EXPECT_EQ(signal_that_ended(holder), SIGTERM);
}

TEST_F(LockHolderTest, EndsOnlyAHolderOfThePurpose) {
    const auto holder = start_holder(false, "for campaign 7f");
    EXPECT_THAT(end_lock_holder(path, "for campaign f").value(),
                testing::AllOf(StartsWith("left alone"), HasSubstr("for campaign 7f")));
    EXPECT_EQ(::kill(holder, 0), 0);
    EXPECT_THAT(end_lock_holder(path, "for campaign 7f").value(), StartsWith("ended host "));
}

TEST_F(LockHolderTest, EndsNobodyWhenTheLockIsFree) {
    EXPECT_EQ(end_lock_holder(path).value(), "nobody holds " + path);
    EXPECT_FALSE(std::filesystem::exists(path)) << "it makes no lock";
    const auto idle = start([] {});
    write_text("host " + host_name() + ", pid " + std::to_string(idle) + ", since then");
    EXPECT_EQ(end_lock_holder(path).value(), "nobody holds " + path);
    EXPECT_EQ(::kill(idle, 0), 0);
}

TEST_F(LockHolderTest, EndsNobodyButTheHolderWhateverTheTextSays) {
    const auto holder = start([&] { hold_without_text(); });
    const auto looker = start([&] { (void)::open(path.c_str(), O_RDONLY); });
    for (const auto& text :
         {"host " + host_name() + ", pid " + std::to_string(looker) + ", since then",
          "host " + host_name() + ", pid 99999999999, since then", std::string("nonsense")}) {
        write_text(text);
        const auto done = end_lock_holder(path, {}, {50ms, 50ms});
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().kind, core::ErrorKind::busy);
        EXPECT_THAT(done.error().message, HasSubstr("nothing was ended"));
    }
    EXPECT_EQ(::kill(holder, 0), 0);
    EXPECT_EQ(::kill(looker, 0), 0);
}

TEST_F(LockHolderTest, LeavesTheHolderOnAnotherHostAlone) {
    const auto holder = start([&] { hold_without_text(); });
    write_text("host another, pid " + std::to_string(holder) + ", since then");
    EXPECT_THAT(end_lock_holder(path).error().message, HasSubstr("end it there"));
    EXPECT_EQ(::kill(holder, 0), 0);
}

/// From now on the kernel of this process knows no descriptors of processes.
void make_kernel_old() {
    sock_filter rules[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                           BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_open, 0, 1),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    sock_fprog program{4, rules};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

TEST_F(LockHolderTest, EndsTheHolderWhereTheKernelHasNoDescriptorsOfProcesses) {
    for (const bool stubborn : {false, true}) {
        const auto holder = start_holder(stubborn);
        const pid_t ender = ::fork();
        if (ender == 0) {
            make_kernel_old();
            if (::syscall(SYS_pidfd_open, ::getpid(), 0) != -1) ::_exit(2);
            const auto done = end_lock_holder(path, {}, {300ms, 5s});
            ::_exit(done && done->starts_with(stubborn ? "killed host " : "ended host ") ? 0 : 1);
        }
        int status = -1;
        ::waitpid(ender, &status, 0);
        ASSERT_EQ(status, 0);
        EXPECT_EQ(signal_that_ended(holder), stubborn ? SIGKILL : SIGTERM);
    }
}

TEST_F(LockHolderTest, WaitsForWhatTheHolderLeaves) {
    const auto holder = start([&] {
        hold_without_text();
        write_text("host " + host_name() + ", pid " + std::to_string(::getpid()) + ", since then");
        int alive[2];
        if (::pipe(alive) != 0 || ::fork() != 0) return;
        // It inherited the lock, as a guard does, and outlives its parent by a little.
        ::close(alive[1]);
        char byte = 0;
        (void)!::read(alive[0], &byte, 1);
        ::usleep(100'000);
        ::_exit(0);
    });
    EXPECT_THAT(end_lock_holder(path).value(), StartsWith("ended host "));
    EXPECT_EQ(signal_that_ended(holder), SIGTERM);
    EXPECT_TRUE(Lock::take(path));
}

}  // namespace
}  // namespace bm::adapters::fs
