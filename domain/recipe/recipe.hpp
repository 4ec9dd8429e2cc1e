// SPDX-License-Identifier: GPL-2.0-or-later
// One build as make sees it.
//
//   CheckOut -> [EmptyOutput | RemoveOutputs] -> [configure -> [adjust] -> sync_config] -> build
//            -> (failed and not clean: once more, clean) -> [Attribute] -> Collect -> Finished
//
// Rules
// - A build is clean when O= holds another board's or another source's build or one that was asked
//   for in another way (arguments, compiler, environment), when the last make there did not end by
//   itself, when time stamps cannot be trusted, when a diagnostic of the last build could not be
//   attributed, or when mrproper is asked for. A clean build is right by itself.
// - Any other build is incremental: the outputs that printed something last time are removed first,
//   so that make's stderr has all diagnostics again, and it configures when a changed file could
//   change the configuration (W9, W10).
// - A failure counts when a clean build fails too, or when its errors are those of the failure that
//   the slot confirmed last: a stale O= never breaks a commit. With `quick` every failure counts.
// - An adjusted configuration (-a, P 2.7) is made of what the defconfig sets and the adjustments;
//   one that did not come into effect fails the build.
// - What make did not decide (a signal, the limit, no start) is the machine's: no second try here,
//   and O= is not trusted. So is what make says for the machine's reasons (verdict.hpp); a doubtful
//   outcome is a whole one, but for its cause.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/protocol/message.hpp"
#include "domain/recipe/adjustment.hpp"
#include "domain/recipe/environment.hpp"
#include "domain/recipe/make_arguments.hpp"
#include "domain/recipe/memory.hpp"
#include "domain/recipe/step.hpp"
#include "domain/toolchain/toolchain.hpp"

namespace bm::recipe {

struct BuildRequest {
    std::string board;
    std::vector<std::string> make_flags;
    std::vector<std::string> defconfig;  ///< goals that configure it; empty: `<board>_defconfig`
    std::optional<std::string> commit;   ///< absent: the source as it lies there
    std::int64_t jobs = 1;
    std::string source;           ///< absolute
    std::string output;           ///< O=, absolute
    std::string output_for_make;  ///< O= as make is told it; empty: built in the source, no O=
    Variables environment;        ///< further variables that the user asked for
    std::string folder;           ///< for result files; empty: none
};

struct Finished {
    std::int64_t return_code = 1;
    protocol::Cause cause = protocol::Cause::make;
    std::string out;
    std::string err;
    bool reconfigured = false;  ///< the outcome is that of a clean build after a failure
    Collected collected;
    friend bool operator==(const Finished&, const Finished&) = default;
};

using Turn = std::variant<Step, Finished>;

class Recipe {
  public:
    /// `memory` is that of the request's O= and outlives the recipe.
    Recipe(BuildRequest request, protocol::Settings settings, toolchain::Toolchain toolchain,
           Variables allowed, OutputMemory& memory);

    Turn start();
    /// Takes the answer to the last step; an answer of another kind counts as the step's failure.
    Turn resume(const StepResult& result);

  private:
    enum class At {
        check_out,
        empty,
        remove,
        mrproper,
        configure,
        save_defconfig,
        read_defconfig,
        write_adjusted,
        merge_config,
        sync_config,
        read_config,
        build,
        attribute,
        collect
    };

    Turn do_step(At at, Step step);
    Turn after_check_out(const CheckedOut& out);
    Turn prepare_output();
    Turn begin_configure();
    Turn run(At at, RunMake::Purpose purpose);
    Turn after_make(const MakeEnded& end);
    Turn after_guard(const MakeEnded& end);
    std::optional<Turn> blame_machine(const MakeEnded& end);
    void remember_configure(const MakeEnded& end);
    Turn after_configure(const MakeEnded& end);
    Turn after_save_defconfig(const MakeEnded& end);
    Turn after_merge_config(const MakeEnded& end);
    Turn after_sync(const MakeEnded& end);
    Turn after_text(const TextRead& read);
    Turn empty_output();
    bool made_for_other_orders() const;
    bool in_source() const { return request_.output_for_make.empty(); }
    std::string orders() const;
    Turn after_build(const MakeEnded& end);
    Turn judge(std::int64_t code, bool configured);
    Turn accept(std::int64_t code);
    Turn collect();
    Turn answered_wrongly();
    Turn refused(const core::Error& why);
    Turn machine_failed(protocol::Cause cause, std::int64_t code, const std::string& why,
                        const std::string& err);
    std::vector<std::string> arguments(RunMake::Purpose purpose) const;
    std::string commands() const;
    std::string clean_text(const std::string& text) const;
    std::string all_diagnostics() const;
    std::set<std::string> errors() const;

    BuildRequest request_;
    protocol::Settings settings_;
    toolchain::Toolchain toolchain_;
    Variables allowed_;
    OutputMemory& memory_;
    std::vector<Adjustment> adjustments_;

    At at_ = At::check_out;
    Variables set_;
    bool clean_ = false;             ///< this attempt starts with an empty O=
    bool configure_ = false;         ///< this attempt configures
    bool second_ = false;            ///< the clean attempt after a failure
    bool doubtful_ = false;          ///< this attempt's end may be the machine's
    bool config_lies_there_ = true;  ///< O= holds this build's configuration
    std::string configure_out_;
    std::string build_out_;
    std::string build_err_;
    Finished result_;
};

}  // namespace bm::recipe
