// SPDX-License-Identifier: GPL-2.0-or-later
// One build as make sees it.
//
//   [Compare -> [Weigh ->] [FindPrerequisites ->]] CheckOut -> [EmptyOutput | RemoveOutputs] ->
//   [configure -> [adjust] -> sync_config] -> build
//            -> (failed and not clean: once more, clean) -> [Attribute] -> Collect -> Finished
//
// Rules
// - Where O= holds the accepted build of another commit, and nothing that its makes asked of the
//   source is another at this one, that build's outcome is this one's: it is collected again, and
//   nothing is checked out or run. Not when the images are results too (-k), for they name their
//   commit; nor of a build that could not be watched whole; nor for the commit that lies there,
//   whose outcome may not be believed.
// - Of what could be taken over, as many as the user wants are built all the same, from nothing, so
//   that the two outcomes can be compared.
// - A build is clean when O= holds another board's or another source's build or one that was asked
//   for in another way (arguments, compiler, environment), when the last make there did not end by
//   itself, when time stamps cannot be trusted, when a diagnostic of the last build could not be
//   attributed, or when mrproper is asked for. A clean build is right by itself.
// - Any other build is incremental: the outputs that printed something last time are removed first,
//   so that make's stderr has all diagnostics again, and it configures when something differs that
//   the configuration was made of; where makes are not watched, when a changed file could change it
//   (W9, W10).
// - It is clean, too, when something differs that the build was seen to ask for and that make does
//   not know as a prerequisite: a script that a tool reads, a header that stands before another
//   now.
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
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "domain/evidence/comparison.hpp"
#include "domain/protocol/message.hpp"
#include "domain/recipe/adjustment.hpp"
#include "domain/recipe/environment.hpp"
#include "domain/recipe/finished.hpp"
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
        compare,
        weigh,
        find_prerequisites,
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
    std::optional<Turn> before_check_out(const StepResult& result);
    bool may_compare() const;
    bool may_know_llvm_otherwise(const Compared& trees) const;
    bool may_carry() const;
    Turn build_after();
    Turn check_out();
    Turn after_compare(const Compared& trees);
    Turn after_weighed(const Weighed& weighed);
    Turn weigh(const std::vector<evidence::Reason>& reasons);
    Turn carry();
    bool sets_options() const;
    bool amend_configuration(const Weighed& weighed);
    bool is_to_be_verified() const;
    Turn after_check_out(const CheckedOut& out);
    core::Expected<void> prepare_orders(toolchain::LlvmTree llvm, std::int64_t committer_time);
    void remember_inputs(const MakeEnded& end);
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
    const toolchain::Toolchain found_toolchain_;
    toolchain::Toolchain toolchain_;  ///< as the source wants it
    Variables allowed_;
    OutputMemory& memory_;
    std::vector<Adjustment> adjustments_;

    At at_ = At::check_out;
    Variables set_;
    toolchain::LlvmTree llvm_ = toolchain::LlvmTree::unknown;
    bool clean_ = false;             ///< this attempt starts with an empty O=
    bool configure_ = false;         ///< this attempt configures
    bool second_ = false;            ///< the clean attempt after a failure
    bool doubtful_ = false;          ///< this attempt's end may be the machine's
    bool config_lies_there_ = true;  ///< O= holds this build's configuration
    std::string configure_out_;
    std::string build_out_;
    std::string build_err_;
    Finished result_;
    std::string configuration_;  ///< the .config of a carried build, where it is not the one in O=
    std::optional<bool> configures_;     ///< something differs that the configuration was made of
    std::set<std::string> to_be_known_;  ///< paths that make must know of, or O= is stale
    bool stale_ = false;  ///< something differs of which make does not know that it matters
    std::vector<evidence::Change> changes_;  ///< since the build that lies in O=
    std::vector<evidence::Reason> weighed_;  ///< why the outcome may be another
};

}  // namespace bm::recipe
