// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/ssh.hpp"

#include <utility>

namespace bm::adapters::ssh {
namespace {

/// ssh replaces %-tokens in a socket's path.
std::string as_it_is(const std::string& path) {
    std::string result;
    for (const char c : path) result.append(c == '%' ? 2 : 1, c);
    return result;
}

}  // namespace

Ssh::Ssh() : words_{"ssh", "-T", "-a", "-x", "-e", "none"}, shares_(true) {
    for (const char* option :
         {"BatchMode=yes", "ConnectTimeout=10", "ServerAliveInterval=10", "ServerAliveCountMax=3",
          "ControlMaster=no", "ClearAllForwardings=yes", "PermitLocalCommand=no",
          "RemoteCommand=none", "LogLevel=ERROR"})
        words_.insert(words_.end(), {"-o", option});
    words_.push_back("--");
}

std::vector<std::string> Ssh::with(std::vector<std::string> options) const {
    auto words = words_;
    words.insert(words.begin() + 1, options.begin(), options.end());
    return words;
}

std::vector<std::string> Ssh::run(const std::string& host, const std::string& command) const {
    auto words = words_;
    words.push_back(host);
    words.push_back(command);
    return words;
}

std::vector<std::string> Ssh::ask_shared(const std::string& host) const {
    auto words = with({"-O", "check"});
    words.push_back(host);
    return words;
}

std::vector<std::string> Ssh::share(const std::string& host, const std::string& socket) const {
    std::vector<std::string> options{"-N", "-S", as_it_is(socket)};
    for (const auto& option :
         {std::string("ControlMaster=yes"), std::string("ControlPersist=no"),
          std::string("PermitLocalCommand=yes"), "LocalCommand=echo " + std::string(connected)})
        options.insert(options.end(), {"-o", option});
    auto words = with(std::move(options));
    words.push_back(host);
    return words;
}

Ssh Ssh::through(const std::string& socket) const { return Ssh(with({"-S", as_it_is(socket)})); }

}  // namespace bm::adapters::ssh
