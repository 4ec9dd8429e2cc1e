// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/ssh/ssh.hpp"
#include "apps/bm/toolchain_store.hpp"
#include "domain/settings/machines.hpp"
#include "ports/screen.hpp"

namespace bm::app {

/// A compiler for an arch, for some machine.
struct Parcel {
    std::string arch;
    StoredArchive archive;
};

/// Sends each machine what is for it, one after the other, all machines at the same time, and says
/// of each what came of it on `out`, what goes on on `err`. False: one failed.
bool send_parcels(const std::vector<settings::Machine>& machines,
                  const std::map<std::string, std::vector<Parcel>>& parcels,
                  const adapters::ssh::Ssh& ssh,
                  const std::map<std::string, std::string>& environment, ports::Screen& out,
                  ports::Screen& err);

}  // namespace bm::app
