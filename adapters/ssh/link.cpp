// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/link.hpp"

#include <unistd.h>

#include <utility>

namespace bm::adapters::ssh {

using ports::ProcessEnd;

namespace {

/// A socket's path has 107 bytes, of which ssh takes 17 while it makes one.
constexpr std::size_t longest_socket = 90;

/// ssh would put a variable's value in place of its name, and knows no way to write it as it is.
bool can_be_named(const std::string& socket) {
    return socket.size() <= longest_socket && socket.find("${") == std::string::npos;
}

/// ssh reached the host but could not share: say the file system there knows no sockets.
bool could_not_share(const ProcessEnd& end) {
    return end.err.find("unix_listener") != std::string::npos;
}

/// What ssh says of itself goes through the user's shell, which may be none for people.
void use_a_plain_shell(std::map<std::string, std::string>& environment) {
    auto& shell = environment["SHELL"];
    const auto name = shell.substr(shell.rfind('/') + 1);
    for (const auto* plain : {"sh", "bash", "dash", "ksh", "mksh", "zsh"})
        if (name == plain && ::access(shell.c_str(), X_OK) == 0) return;
    shell = "/bin/sh";
}

}  // namespace

struct Link::Opening {
    std::string said;
    bool open = false;
    OnEnd on_end;

    void end(std::optional<ProcessEnd> why) {
        if (const auto tell = std::exchange(on_end, nullptr)) tell(std::move(why));
    }
};

Link::Link(ports::ProcessRunner& runner, Ssh ssh, std::string host,
           std::map<std::string, std::string> environment, std::string socket)
    : process_(runner),
      ssh_(std::move(ssh)),
      host_(std::move(host)),
      environment_(std::move(environment)),
      socket_(std::move(socket)) {
    if (!ssh_.can_share() || !can_be_named(socket_)) socket_.clear();
}

ports::ProcessSpec Link::spec(std::vector<std::string> argv) const {
    ports::ProcessSpec spec;
    spec.argv = std::move(argv);
    spec.environment = environment_;
    spec.directory = "/";
    return spec;
}

void Link::open(OnEnd on_end) {
    if (socket_.empty() || (opening_ && opening_->open)) return on_end(std::nullopt);
    close();
    const auto opening = std::make_shared<Opening>();
    opening->on_end = std::move(on_end);
    opening_ = opening;
    process_.start(spec(ssh_.ask_shared(host_)), [this, opening](const ProcessEnd& end) {
        if (end.kind == ProcessEnd::Kind::exited && end.code == 0)
            return opening->end(std::nullopt);
        begin(opening);
    });
}

void Link::begin(const std::shared_ptr<Opening>& opening) {
    auto connection = spec(ssh_.share(host_, socket_));
    use_a_plain_shell(connection.environment);
    connection.keep_going = [opening](std::string_view bytes) {
        if (opening->open) return true;
        opening->said += bytes;
        opening->open = opening->said.find(Ssh::connected) != std::string::npos;
        if (opening->open) opening->end(std::nullopt);
        return opening->open || opening->said.size() < 4096;
    };
    process_.start(std::move(connection), [this, opening](const ProcessEnd& end) {
        if (std::exchange(opening->open, false)) {
            if (on_lost_) on_lost_(end);
        } else if (could_not_share(end)) {
            opening->end(std::nullopt);
        } else {
            opening->end(end);
        }
    });
}

void Link::close() {
    if (const auto opening = std::exchange(opening_, nullptr)) {
        opening->open = false;
        opening->on_end = nullptr;
    }
    process_.abort();
    if (!socket_.empty()) ::unlink(socket_.c_str());
}

Ssh Link::ssh() const { return opening_ && opening_->open ? ssh_.through(socket_) : ssh_; }

}  // namespace bm::adapters::ssh
