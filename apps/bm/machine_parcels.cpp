// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/machine_parcels.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "adapters/fs/private_folder.hpp"
#include "adapters/loop/uv_loop.hpp"
#include "adapters/process/runner.hpp"
#include "adapters/ssh/compiler_sender.hpp"
#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker_program.hpp"
#include "domain/core/shown.hpp"
#include "domain/machine/judgement.hpp"

namespace bm::app {
namespace {

/// The parcels of one machine.
struct Delivery {
    std::string name;
    const std::vector<Parcel>& parcels;
    adapters::ssh::CompilerSender sender;
    std::size_t next = 0;
};

class Deliveries {
  public:
    Deliveries(adapters::loop::UvLoop& loop, ports::Screen& out, ports::Screen& err)
        : loop_(loop), out_(out), err_(err) {}

    void begin(std::unique_ptr<Delivery> delivery) {
        ++open_;
        all_.push_back(std::move(delivery));
        go_on(*all_.back());
    }

    /// False: one failed.
    bool run() {
        if (open_ > 0) loop_.run();
        return !failed_;
    }

  private:
    void go_on(Delivery& delivery) {
        if (delivery.next == delivery.parcels.size()) {
            if (--open_ == 0) loop_.stop();
            return;
        }
        const auto& [arch, archive] = delivery.parcels[delivery.next++];
        std::error_code ignored;
        err_.write(
            fmt::format("bm: Sending {} the compiler for {}, {}\n", delivery.name, arch,
                        machine::size_text(std::filesystem::file_size(archive.file, ignored))));
        delivery.sender.send({archive.folder, archive.compiler, archive.xz}, archive.file,
                             [this, &delivery, &arch = arch](core::Expected<std::string> done) {
                                 tell(delivery.name, arch, done);
                                 go_on(delivery);
                             });
    }

    void tell(const std::string& name, const std::string& arch,
              const core::Expected<std::string>& done) {
        if (done) return out_.write(fmt::format("  {}: {}: {}\n", name, arch, core::shown(*done)));
        failed_ = true;
        out_.write(machine::fetch_failure(name, arch, done.error().message));
    }

    adapters::loop::UvLoop& loop_;
    ports::Screen& out_;
    ports::Screen& err_;
    std::vector<std::unique_ptr<Delivery>> all_;
    std::size_t open_ = 0;
    bool failed_ = false;
};

}  // namespace

bool send_parcels(const std::vector<settings::Machine>& machines,
                  const std::map<std::string, std::vector<Parcel>>& parcels,
                  const adapters::ssh::Ssh& ssh,
                  const std::map<std::string, std::string>& environment, ports::Screen& out,
                  ports::Screen& err) {
    adapters::loop::UvLoop loop;
    adapters::process::Runner runner(loop.handle(), {worker_program().path, -1});
    const auto sockets = adapters::fs::PrivateFolder::make(folder_for_all(environment), "bm-ssh-");
    Deliveries deliveries(loop, out, err);
    for (const auto& machine : machines) {
        const auto found = parcels.find(machine.name);
        if (found == parcels.end()) continue;
        const auto socket = sockets
                                ? fmt::format("{}/{}", sockets->path(), &machine - machines.data())
                                : std::string();
        deliveries.begin(std::unique_ptr<Delivery>(new Delivery{
            machine.name, found->second, {runner, ssh, machine.host, environment, socket}}));
    }
    return deliveries.run();
}

}  // namespace bm::app
