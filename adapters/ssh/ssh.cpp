// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/ssh.hpp"

namespace bm::adapters::ssh {

Ssh::Ssh() : words_{"ssh", "-T", "-a", "-x", "-e", "none"} {
    for (const char* option :
         {"BatchMode=yes", "ConnectTimeout=10", "ServerAliveInterval=10", "ServerAliveCountMax=3",
          "ControlMaster=no", "ClearAllForwardings=yes", "PermitLocalCommand=no",
          "RemoteCommand=none", "LogLevel=ERROR"})
        words_.insert(words_.end(), {"-o", option});
    words_.push_back("--");
}

std::vector<std::string> Ssh::run(const std::string& host, const std::string& command) const {
    auto words = words_;
    words.push_back(host);
    words.push_back(command);
    return words;
}

}  // namespace bm::adapters::ssh
