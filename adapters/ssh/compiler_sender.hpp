// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

#include "adapters/ssh/link.hpp"
#include "adapters/ssh/one_process.hpp"
#include "domain/machine/compiler.hpp"

namespace bm::adapters::ssh {

/// Puts compilers on one machine, one after the other, through one connection. Destroying it ends
/// what runs without a word.
class CompilerSender {
  public:
    /// `socket`: as Link has it.
    CompilerSender(ports::ProcessRunner& runner, Ssh ssh, std::string host,
                   std::map<std::string, std::string> environment, std::string socket);

    /// `archive`: absolute path of the file that is sent. `on_end` is called once, from the loop,
    /// with the compiler's path there; the error is one line.
    void send(const machine::Install& install, const std::string& archive,
              std::function<void(core::Expected<std::string>)> on_end);

  private:
    std::string host_;
    std::map<std::string, std::string> environment_;
    Link link_;
    OneProcess process_;
};

}  // namespace bm::adapters::ssh
