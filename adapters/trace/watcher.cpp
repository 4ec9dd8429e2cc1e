// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/watcher.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "adapters/trace/locator.hpp"
#include "adapters/trace/preload_library.hpp"
#include "adapters/trace/trace_log.hpp"

namespace bm::adapters::trace {
namespace {

using namespace std::chrono_literals;

class OneLog final : public ports::AccessLog {
  public:
    OneLog(TraceLog log, std::string library)
        : log_(std::move(log)), library_(std::move(library)) {}

    std::map<std::string, std::string> variables() const override {
        return log_.variables(library_);
    }
    void clear() override { log_.clear(); }
    std::vector<evidence::Sighting> sightings(const std::string& source,
                                              const std::string& output) override {
        const auto seen = log_.read();
        Locator locator(source, output);
        for (const auto& met : seen.met) locator.add(met);
        auto found = locator.sightings();
        if (!seen.whole)
            found.push_back({evidence::Sighting::How::unseen, evidence::Sighting::Where::elsewhere,
                             "some program: what it met could not be noted"});
        return found;
    }

  private:
    TraceLog log_;
    std::string library_;
};

bool has(const Seen& seen, Access access, const std::string& path) {
    return std::ranges::find(seen.met, Met{access, path}) != seen.met.end();
}

}  // namespace

core::Expected<std::unique_ptr<Watcher>> Watcher::create(
    ports::CommandRunner& commands, const std::string& make,
    const std::map<std::string, std::string>& environment) {
    BM_TRY_ASSIGN(auto library, preload_library());
    auto watcher = std::unique_ptr<Watcher>(new Watcher(std::move(library)));
    BM_TRY(watcher->try_out(commands, make, environment));
    return watcher;
}

core::Expected<void> Watcher::try_out(ports::CommandRunner& commands, const std::string& make,
                                      std::map<std::string, std::string> environment) const {
    BM_TRY_ASSIGN(const auto log, TraceLog::create());
    ports::ProcessSpec spec;
    spec.argv = {make, "-s", "-f", "/dev/null",
                 "--eval=all:; @cat $(wildcard /dev/nul[l]); test -e /dev/zero"};
    for (auto& [name, value] : log.variables(library_.path())) environment[name] = value;
    spec.environment = std::move(environment);
    spec.directory = "/";
    spec.limit = 10s;
    const auto end = commands.run(spec);
    const auto cannot = [](const std::string& why) {
        return core::fail(core::ErrorKind::environment, "builds cannot be watched here: " + why);
    };
    const auto said = end.problem + end.err;
    if (!said.empty()) return cannot(said.substr(0, said.find('\n')));
    if (end.kind != ports::ProcessEnd::Kind::exited || end.code != 0)
        return cannot("make does not run with the library that watches it");
    const auto seen = log.read();
    if (!has(seen, Access::present, "/dev/zero")) return cannot("programs do not load the library");
    if (!has(seen, Access::pattern, "/dev/nul[l]"))
        return cannot("this make looks for files in a way of its own");
    return {};
}

core::Expected<std::unique_ptr<ports::AccessLog>> Watcher::open() {
    BM_TRY_ASSIGN(auto log, TraceLog::create());
    return std::make_unique<OneLog>(std::move(log), library_.path());
}

}  // namespace bm::adapters::trace
