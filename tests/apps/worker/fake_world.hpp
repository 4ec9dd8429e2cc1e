// SPDX-License-Identifier: GPL-2.0-or-later
// A world in memory for the worker's engine: nothing happens until a test says so.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "apps/bm/engine/worker_world.hpp"

namespace bm::app::engine::test {

inline ports::ProcessEnd process_end(ports::ProcessEnd::Kind kind, int code = 0,
                                     const std::string& err = {}) {
    ports::ProcessEnd end;
    end.kind = kind;
    end.code = code;
    end.err = err;
    return end;
}

class FakeLoop final : public ports::EventLoop {
  public:
    core::Instant now() const override { return now_; }
    void set_deadline(std::optional<core::Instant> when, std::function<void()> wake) override {
        deadline_ = when;
        wake_ = std::move(wake);
    }
    void background(std::function<void()> work, std::function<void()> done) override {
        work();
        soon.push_back(std::move(done));
    }
    void on_signal(int number, std::function<void()> handler) override {
        signals[number] = std::move(handler);
    }
    /// Runs what is due; when nothing is, the test's next act; then time; else it gives up.
    void run() override {
        while (!stopped) {
            if (!soon.empty()) {
                take(soon);
            } else if (!acts.empty()) {
                take(acts);
            } else if (deadline_) {
                now_ = std::max(now_, *deadline_);
                const auto wake = std::exchange(wake_, nullptr);
                deadline_.reset();
                if (wake) wake();
            } else {
                return;
            }
        }
    }
    void stop() override { stopped = true; }

    std::deque<std::function<void()>> soon;
    std::deque<std::function<void()>> acts;
    std::map<int, std::function<void()>> signals;
    bool stopped = false;

  private:
    static void take(std::deque<std::function<void()>>& list) {
        const auto next = std::move(list.front());
        list.pop_front();
        next();
    }
    core::Instant now_{};
    std::optional<core::Instant> deadline_;
    std::function<void()> wake_;
};

class FakeChannel final : public ports::ByteChannel {
  public:
    void write(std::string_view bytes) override { written += bytes; }
    std::size_t unwritten() const override { return held_back; }
    void close() override { closed = true; }

    std::string written;
    std::size_t held_back = 0;
    bool closed = false;
};

/// A process lasts until the test ends it, or is killed.
class FakeProcesses final : public ports::ProcessRunner {
  public:
    explicit FakeProcesses(FakeLoop& loop) : loop_(loop) {}
    ports::ProcessTicket start(ports::ProcessSpec spec,
                               std::function<void(ports::ProcessEnd)> on_end) override {
        specs.push_back(std::move(spec));
        running[++last_] = std::move(on_end);
        return last_;
    }
    void kill(ports::ProcessTicket ticket) override {
        killed.push_back(ticket);
        end(ticket, process_end(ports::ProcessEnd::Kind::cancelled));
    }
    void end(ports::ProcessTicket ticket, ports::ProcessEnd how) {
        const auto process = running.find(ticket);
        if (process == running.end()) return;
        loop_.soon.emplace_back([on_end = process->second, how] { on_end(how); });
        running.erase(process);
    }

    std::vector<ports::ProcessSpec> specs;
    std::map<ports::ProcessTicket, std::function<void(ports::ProcessEnd)>> running;
    std::vector<ports::ProcessTicket> killed;

  private:
    FakeLoop& loop_;
    ports::ProcessTicket last_ = 0;
};

struct FakeDisk {
    std::map<std::string, std::string> files;  ///< O= of every build, by path below it
    std::map<std::string, std::string> results;
    std::string refuse_results;  ///< not empty: writing a result fails so
};

class FakeOutput final : public ports::BuildDirectory {
  public:
    FakeOutput(FakeDisk& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
    core::Expected<void> empty() override {
        disk_.files.clear();
        return {};
    }
    core::Expected<void> remove(const std::vector<std::string>& paths) override {
        for (const auto& path : paths) disk_.files.erase(path);
        return {};
    }
    core::Expected<void> each_record(
        const std::function<void(std::string_view, std::string_view)>& see) override {
        for (const auto& [path, content] : disk_.files)
            if (path.ends_with(".cmd")) see(path, content);
        return {};
    }
    bool exists(std::string_view path) const override {
        return disk_.files.contains(std::string(path));
    }
    core::Expected<std::string> read(std::string_view path, std::size_t limit) override {
        const auto file = disk_.files.find(std::string(path));
        if (file == disk_.files.end())
            return core::fail(core::ErrorKind::not_found, std::string(path));
        if (file->second.size() > limit)
            return core::fail(core::ErrorKind::refused, std::string(path));
        return file->second;
    }
    core::Expected<void> write(std::string_view name, std::string_view content) override {
        disk_.files[std::string(name)] = content;
        return {};
    }
    /// A pattern is a name, or one that ends or begins with '*'.
    std::vector<std::string> list(std::string_view folder,
                                  const std::vector<std::string>& patterns) const override {
        std::vector<std::string> found;
        for (const auto& [path, content] : disk_.files) {
            const auto slash = path.rfind('/');
            const auto in = slash == std::string::npos ? "" : path.substr(0, slash);
            const auto name = slash == std::string::npos ? path : path.substr(slash + 1);
            if (in != folder) continue;
            for (const auto& pattern : patterns)
                if (matches(pattern, name)) {
                    found.push_back(name);
                    break;
                }
        }
        return found;
    }
    std::string path() const override { return path_; }

  private:
    static bool matches(const std::string& pattern, const std::string& name) {
        if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
        if (pattern.starts_with('*')) return name.ends_with(pattern.substr(1));
        return name == pattern;
    }
    FakeDisk& disk_;
    std::string path_;
};

class FakeResults final : public ports::ResultFolders {
  public:
    explicit FakeResults(FakeDisk& disk) : disk_(disk) {}
    core::Expected<void> create(const std::string&) override {
        if (disk_.refuse_results.empty()) return {};
        return core::fail(core::ErrorKind::no_space, disk_.refuse_results);
    }
    core::Expected<void> write(const std::string& folder, std::string_view name,
                               std::string_view content) override {
        disk_.results[folder + "/" + std::string(name)] = content;
        return {};
    }

  private:
    FakeDisk& disk_;
};

class FakeElf final : public ports::ElfReader {
  public:
    core::Expected<result::ElfImage> read(const std::string&) override {
        if (sound) return image;
        return core::fail(core::ErrorKind::refused, "no ELF file");
    }
    core::Expected<std::string> archive_section(const std::string&, std::string_view,
                                                std::size_t) override {
        return std::string("bootdelay=2\0", 12);
    }
    core::Expected<result::RawLines> lines(const std::string&, const std::string& source,
                                           const std::string&) override {
        if (!sound) return core::fail(core::ErrorKind::refused, "no ELF file");
        asked_source = source;
        return raw_lines;
    }
    result::ElfImage image;
    result::RawLines raw_lines;
    std::string asked_source;
    bool sound = true;
};

class FakeWorkspace final : public Workspace,
                            private ports::PrivateRepository,
                            private ports::Worktrees {
  public:
    bool has_repository() const override { return repository_there; }
    ports::PrivateRepository& repository() override { return *this; }
    ports::Worktrees& worktrees() override { return *this; }
    std::unique_ptr<ports::SourceFiles> commit_files(const std::string&) override {
        return nullptr;
    }

    bool repository_there = true;
    std::string refuse_worktree;
    std::string refuse_checkout;
    std::vector<evidence::Change> differences;
    std::vector<std::string> did;

  private:
    core::Expected<void> borrow(std::string_view) override { return {}; }
    core::Expected<void> hold(std::string_view, const std::vector<std::string>&) override {
        return {};
    }
    core::Expected<void> release(std::string_view) override { return {}; }
    core::Expected<void> share(std::string_view) override { return {}; }
    core::Expected<std::string> snapshot(std::string_view,
                                         const std::vector<std::string>&) override {
        return std::string();
    }
    core::Expected<void> set_abbrev(int digits) override {
        did.push_back("abbrev " + std::to_string(digits));
        return {};
    }
    core::Expected<void> prepare(int slot) override {
        did.push_back("worktree " + std::to_string(slot));
        if (refuse_worktree.empty()) return {};
        return core::fail(core::ErrorKind::environment, refuse_worktree);
    }
    core::Expected<ports::CheckedOut> check_out(int slot, std::string_view commit) override {
        did.push_back("checkout " + std::to_string(slot) + " " + std::string(commit.substr(0, 4)));
        if (refuse_checkout.empty()) return ports::CheckedOut{{"a.c"}, false, false};
        return core::fail(core::ErrorKind::environment, refuse_checkout);
    }
    void mark_build_end(int slot) override { did.push_back("built " + std::to_string(slot)); }
    std::string source_directory(int) const override { return {}; }
    core::Expected<ports::Comparison> compare(std::string_view from, std::string_view to) override {
        did.push_back("compare " + std::string(from) + " " + std::string(to));
        return ports::Comparison{differences, true};
    }
    core::Expected<std::int64_t> committer_time(std::string_view) override { return 1'600'000'000; }
};

}  // namespace bm::app::engine::test
