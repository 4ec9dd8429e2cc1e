// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/lock_holder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <functional>
#include <memory>
#include <thread>

#include "adapters/fs/failure.hpp"
#include "adapters/fs/file_descriptor.hpp"
#include "adapters/fs/lock.hpp"

namespace bm::adapters::fs {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds look_again{20};

bool is_free(int file) {
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) return false;
    (void)::flock(file, LOCK_UN);
    return true;
}

/// Who the text of a lock says holds it; pid 0 when it says nothing of the kind.
struct Named {
    std::string text;
    std::string host;
    pid_t pid = 0;
};

Named named_in(const std::string& text) {
    Named named{text, {}, 0};
    const std::string host = "host ", pid = ", pid ";
    const auto at = text.rfind(pid);
    if (!text.starts_with(host) || at == std::string::npos) return named;
    named.host = text.substr(host.size(), at - host.size());
    const auto* begin = text.data() + at + pid.size();
    std::from_chars(begin, text.data() + text.size(), named.pid);
    return named;
}

/// The kernel lists the locks of an open file description with it.
bool has_flock(const std::string& fdinfo) {
    std::ifstream in(fdinfo);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("lock:") && line.find(" FLOCK ") != std::string::npos) return true;
    return false;
}

bool holds(pid_t pid, int lock) {
    const auto process = "/proc/" + std::to_string(pid);
    struct stat owner {
    }, wanted{}, found{};
    if (::stat(process.c_str(), &owner) != 0 || owner.st_uid != ::geteuid()) return false;
    if (::fstat(lock, &wanted) != 0) return false;
    const std::unique_ptr<DIR, int (*)(DIR*)> files(::opendir((process + "/fd").c_str()),
                                                    &::closedir);
    if (!files) return false;
    while (const auto* entry = ::readdir(files.get())) {
        const std::string name = entry->d_name;
        if (::stat((process + "/fd/" + name).c_str(), &found) != 0) continue;
        const bool same = found.st_dev == wanted.st_dev && found.st_ino == wanted.st_ino;
        if (same && has_flock(process + "/fdinfo/" + name)) return true;
    }
    return false;
}

/// Whether it comes to be so in that time; it is looked at again and again.
bool within(std::chrono::milliseconds limit, const std::function<bool()>& is_so) {
    const auto give_up = Clock::now() + limit;
    while (!is_so()) {
        if (Clock::now() >= give_up) return false;
        std::this_thread::sleep_for(look_again);
    }
    return true;
}

/// A process that may hold the lock. Its descriptor stays with it, whatever its number comes to
/// mean. Linux before 5.3 has none and a container may refuse it: then a signal goes to whoever has
/// the number and the lock.
class Holder {
  public:
    Holder(pid_t pid, int lock)
        // glibc 2.36 declares these system calls for C only.
        : pid_(pid), lock_(lock), process_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {}

    bool holds_it() const { return holds(pid_, lock_); }
    void send(int number) const {
        if (process_)
            (void)::syscall(SYS_pidfd_send_signal, process_.get(), number, nullptr, 0);
        else if (holds_it())
            (void)::kill(pid_, number);
    }
    bool ends_within(std::chrono::milliseconds limit) const {
        pollfd ended{process_.get(), POLLIN, 0};
        if (process_) return ::poll(&ended, 1, static_cast<int>(limit.count())) > 0;
        return within(limit, [this] { return !holds_it(); });
    }

  private:
    pid_t pid_;
    int lock_;
    FileDescriptor process_;
};

/// What was done to the process; empty when it held nothing and was left alone.
std::string end_process(pid_t pid, int lock, std::chrono::milliseconds after_term) {
    const Holder holder(pid, lock);
    if (!holder.holds_it()) return {};
    holder.send(SIGTERM);
    holder.send(SIGCONT);
    if (holder.ends_within(after_term)) return "ended ";
    holder.send(SIGKILL);
    return "killed ";
}

}  // namespace

core::Expected<std::string> end_lock_holder(const std::string& path, const std::string& purpose,
                                            Patience patience) {
    const FileDescriptor lock(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!lock && errno == ENOENT) return "nobody holds " + path;
    if (!lock) return system_failure("open the lock", path, errno);
    if (is_free(lock.get())) return "nobody holds " + path;
    const auto named = named_in(lock_text(lock.get()));
    if (!purpose.empty() && !named.text.ends_with(", " + purpose))
        return "left alone what is not ours: " + named.text;
    if (!named.host.empty() && named.host != host_name())
        return core::fail(core::ErrorKind::refused,
                          path + " is held by " + named.text + ": end it there");
    std::string done;
    if (named.pid > 0) done = end_process(named.pid, lock.get(), patience.after_term);
    if (within(patience.until_free, [&] { return is_free(lock.get()); }))
        return (done.empty() ? "what was left ended by itself: " : done) + named.text;
    return core::fail(core::ErrorKind::busy,
                      path + " is still held" +
                          (done.empty() ? ", and not by whom it names (" + named.text +
                                              "); nothing was ended: see who has it open, say "
                                              "with fuser"
                                        : " by what " + named.text + " started"));
}

}  // namespace bm::adapters::fs
