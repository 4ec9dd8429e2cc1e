// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/recipe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/diagnostic/block.hpp"
#include "domain/recipe/kconfig_guard.hpp"
#include "domain/recipe/reconfigure.hpp"

namespace bm::recipe {
namespace {

using protocol::Cause;
using Purpose = RunMake::Purpose;

/// Removed before an incremental build that configures: with another configuration they may not be
/// made again, and would pass for this build's (W11).
const std::vector<std::string>& linked_images() {
    static const std::vector<std::string> images = {"u-boot", "spl/u-boot-spl", "tpl/u-boot-tpl",
                                                    "vpl/u-boot-vpl"};
    return images;
}

/// Then U-Boot's build is a good one that warns.
bool lacks_only_blobs(int code, const std::string& err) {
    return code == 2 && err.find("Some images are invalid") != std::string::npos;
}

std::string path_of(const Variables& variables) {
    const auto found = variables.find("PATH");
    return found == variables.end() ? std::string() : found->second;
}

}  // namespace

Recipe::Recipe(BuildRequest request, protocol::Settings settings, toolchain::Toolchain toolchain,
               Variables allowed, OutputMemory& memory)
    : request_(std::move(request)),
      settings_(std::move(settings)),
      found_toolchain_(std::move(toolchain)),
      toolchain_(found_toolchain_),
      allowed_(std::move(allowed)),
      memory_(memory),
      adjustments_(parse_adjustments(settings_.adjust_config).value_or(std::vector<Adjustment>{})) {
}

Turn Recipe::do_step(At at, Step step) {
    at_ = at;
    return step;
}

Turn Recipe::start() {
    if (may_compare())
        return do_step(At::compare, Compare{memory_.accepted->commit, *request_.commit});
    if (request_.commit) return check_out();
    CheckedOut as_it_lies;
    configure_ = true;
    return after_check_out(as_it_lies);
}

Turn Recipe::resume(const StepResult& result) {
    if (auto turn = before_check_out(result)) return std::move(*turn);
    if (const auto* failed = std::get_if<StepFailed>(&result))
        return machine_failed(at_ == At::check_out ? Cause::checkout : Cause::start, 1,
                              failed->message, {});
    if (const auto* end = std::get_if<MakeEnded>(&result)) return after_make(*end);
    if (const auto* out = std::get_if<CheckedOut>(&result); out && at_ == At::check_out)
        return after_check_out(*out);
    if (std::holds_alternative<StepDone>(result) && (at_ == At::empty || at_ == At::remove))
        return configure_ ? begin_configure() : run(At::build, Purpose::build);
    if (std::holds_alternative<StepDone>(result) && at_ == At::write_adjusted)
        return run(At::merge_config, Purpose::merge_config);
    if (const auto* read = std::get_if<TextRead>(&result);
        read && (at_ == At::read_defconfig || at_ == At::read_config))
        return after_text(*read);
    if (const auto* found = std::get_if<Attributed>(&result); found && at_ == At::attribute) {
        memory_.noisy = found->outputs;
        memory_.clean_next = !found->unattributed.empty();
        return collect();
    }
    if (const auto* files = std::get_if<Collected>(&result); files && at_ == At::collect) {
        result_.collected = *files;
        return result_;
    }
    return answered_wrongly();
}

Turn Recipe::answered_wrongly() {
    return machine_failed(Cause::start, 1, "a step of the build was answered wrongly", {});
}

Turn Recipe::check_out() {
    return do_step(At::check_out, CheckOut{*request_.commit, !found_toolchain_.llvm.empty()});
}

core::Expected<void> Recipe::prepare_orders(toolchain::LlvmTree llvm, std::int64_t committer_time) {
    llvm_ = llvm;
    BM_TRY_ASSIGN(toolchain_, toolchain::for_tree(found_toolchain_, llvm, settings_.wrapper));
    const auto date = settings_.reproducible_builds ? 0 : committer_time;
    const auto for_toolchain = toolchain::environment(toolchain_, path_of(allowed_),
                                                      {settings_.full_path, settings_.wrapper});
    const bool below_source =
        !in_source() && !settings_.work_in_output && !settings_.per_board_out_dir;
    set_ = set_by_bm(for_toolchain, date, request_.environment, below_source);
    return {};
}

Turn Recipe::after_check_out(const CheckedOut& out) {
    const auto prepared = prepare_orders(out.llvm, out.committer_time);
    if (!prepared) return refused(prepared.error());
    configure_ =
        configure_ || settings_.force_reconfig || memory_.failed ||
        (settings_.kconfig_check && configures_.value_or(change_configuration(out.changed)));
    clean_ = made_for_other_orders() || !memory_.trusted || memory_.clean_next ||
             result_.verified_from || stale_ || out.clock_behind || out.fresh ||
             settings_.mrproper || in_source() || (configure_ && settings_.keep_outputs);
    return prepare_output();
}

Turn Recipe::prepare_output() {
    configure_ = configure_ || clean_;
    doubtful_ = false;
    if (clean_) {
        memory_ = OutputMemory{};
        return empty_output();
    }
    auto outputs = memory_.noisy;
    if (configure_) outputs.insert(outputs.end(), linked_images().begin(), linked_images().end());
    if (!outputs.empty()) return do_step(At::remove, RemoveOutputs{std::move(outputs)});
    return configure_ ? begin_configure() : run(At::build, Purpose::build);
}

Turn Recipe::empty_output() {
    // Where the user's own files may lie make cleans what make made: -w, and the source itself.
    if (settings_.work_in_output || (in_source() && !request_.commit))
        return run(At::mrproper, Purpose::mrproper);
    if (in_source()) return begin_configure();  // the checkout has left nothing else there
    return do_step(At::empty, EmptyOutput{});
}

bool Recipe::made_for_other_orders() const {
    return memory_.board != request_.board || memory_.source != request_.source ||
           memory_.orders != orders();
}

Turn Recipe::begin_configure() {
    memory_.configure_err.clear();
    memory_.adjust_err.clear();
    config_lies_there_ = false;
    return run(At::configure, Purpose::configure);
}

Turn Recipe::run(At at, Purpose purpose) {
    memory_.board = request_.board;
    memory_.source = request_.source;
    memory_.orders = orders();
    memory_.trusted = false;
    memory_.accepted.reset();
    RunMake make;
    make.purpose = purpose;
    make.arguments = arguments(purpose);
    make.environment = allowed_;
    for (const auto& [name, value] : set_) make.environment[name] = value;
    make.watch_kconfig = true;
    make.watch_files = request_.commit.has_value();
    make.limit_s = settings_.time_limit_s;
    make.compiler = toolchain_.gcc;
    return do_step(at, std::move(make));
}

Turn Recipe::after_make(const MakeEnded& end) {
    remember_inputs(end);
    switch (end.how) {
        case MakeEnded::How::exited:
            if (auto blamed = blame_machine(end)) return std::move(*blamed);
            break;
        case MakeEnded::How::signalled:
            return machine_failed(Cause::signal, 128 + end.code,
                                  "make was ended by signal " + std::to_string(end.code), end.err);
        case MakeEnded::How::limit:
            return machine_failed(Cause::limit, 124,
                                  "make was stopped at the time limit of " +
                                      std::to_string(settings_.time_limit_s) + " s",
                                  end.err);
        case MakeEnded::How::guard:
            return after_guard(end);
        case MakeEnded::How::not_started:
            return machine_failed(Cause::start, 1, "make failed to start: " + end.problem, {});
        case MakeEnded::How::lost:
            return machine_failed(Cause::start, 1, "make was lost: " + end.problem, end.err);
        case MakeEnded::How::cancelled:
            return machine_failed(Cause::start, 1, "the build was cancelled", {});
    }
    switch (at_) {
        case At::mrproper:
            return begin_configure();
        case At::configure:
            return after_configure(end);
        case At::save_defconfig:
            return after_save_defconfig(end);
        case At::merge_config:
            return after_merge_config(end);
        case At::sync_config:
            return after_sync(end);
        case At::build:
            return after_build(end);
        default:
            return answered_wrongly();
    }
}

Turn Recipe::after_guard(const MakeEnded& end) {
    if (auto blamed = blame_machine(end)) return std::move(*blamed);
    result_.err = clean_text(end.err) + std::string(endless_kconfig);
    result_.out = end.out;
    result_.return_code = 1;
    result_.cause = Cause::guard;
    memory_.failed = true;
    return result_;
}

std::optional<Turn> Recipe::blame_machine(const MakeEnded& end) {
    const auto err = clean_text(end.err);
    const bool only_blobs = at_ == At::build && lacks_only_blobs(end.code, err);
    const int status = end.how == MakeEnded::How::guard ? 1 : only_blobs ? 0 : end.code;
    const auto verdict = whose(status, err, end.machine);
    doubtful_ = doubtful_ || verdict.whose == Verdict::Whose::doubtful;
    if (verdict.whose != Verdict::Whose::machine) return std::nullopt;
    return machine_failed(Cause::machine, status == 0 ? 1 : status,
                          fmt::format("make ended with status {}, but {}", status, verdict.why),
                          end.err);
}

Turn Recipe::after_build(const MakeEnded& end) {
    memory_.trusted = true;
    build_err_ = clean_text(end.err);
    build_out_ = end.out;
    const auto code = lacks_only_blobs(end.code, build_err_) ? 0 : end.code;
    return judge(code == 0 && !memory_.adjust_err.empty() ? 1 : code, true);
}

/// Whether the attempt's result counts, or a clean build has the last word.
Turn Recipe::judge(std::int64_t code, bool configured) {
    const auto failure = code != 0 ? errors() : std::set<std::string>();
    const bool known = configured && memory_.confirmed == failure;
    if (code != 0 && !clean_ && !known && !settings_.quick) {
        clean_ = second_ = true;
        return prepare_output();
    }
    memory_.failed = code != 0;
    memory_.confirmed.reset();
    if (code != 0 && (clean_ || known)) memory_.confirmed = failure;
    return accept(code);
}

Turn Recipe::accept(std::int64_t code) {
    result_.return_code = code;
    result_.cause = doubtful_ ? Cause::doubtful : Cause::make;
    if (doubtful_) memory_.trusted = false;
    result_.reconfigured = second_;
    result_.out = settings_.verbose_build ? configure_out_ + build_out_ : build_out_;
    result_.err = all_diagnostics();
    if (!doubtful_ && request_.commit)
        memory_.accepted = Accepted{*request_.commit, result_, config_lies_there_, llvm_};
    if (build_err_.empty()) {
        memory_.noisy.clear();
        memory_.clean_next = false;
        return collect();
    }
    return do_step(At::attribute, Attribute{build_err_});
}

Turn Recipe::collect() {
    Collect step;
    step.folder = request_.folder;
    step.success = result_.return_code == 0;
    step.images = settings_.keep_outputs && step.success;
    step.lines = settings_.lines && step.success;
    step.source = request_.source;
    step.texts["toolchain"] = toolchain::describe(toolchain_, result_.return_code);
    step.texts["out-env"] = environment_file(set_, path_of(allowed_));
    step.texts["out-cmd"] = commands();
    if (result_.carried_from && !configuration_.empty()) step.texts[".config"] = configuration_;
    step.configuration = config_lies_there_;
    return do_step(At::collect, std::move(step));
}

/// The source's own fault: it is the same on every machine.
Turn Recipe::refused(const core::Error& why) {
    result_.return_code = 1;
    result_.cause = Cause::make;
    result_.err = why.message + "\n";
    config_lies_there_ = false;
    return collect();
}

Turn Recipe::machine_failed(Cause cause, std::int64_t code, const std::string& why,
                            const std::string& err) {
    memory_.trusted = false;
    memory_.accepted.reset();
    Finished failed;
    failed.return_code = code;
    failed.cause = cause;
    failed.err = why + "\n" + clean_text(err);
    return failed;
}

std::vector<std::string> Recipe::arguments(Purpose purpose) const {
    return make_arguments(
        purpose,
        {request_.output_for_make, request_.jobs, request_.board, request_.make_flags,
         request_.defconfig, toolchain_.host_cc, toolchain_.cc, toolchain_.llvm},
        settings_);
}

/// The commands that make this build from nothing, whichever of them this slot could leave out: a
/// result does not tell what its slot built before.
std::string Recipe::commands() const {
    std::vector<Purpose> purposes = {Purpose::configure};
    if (!adjustments_.empty())
        purposes.insert(purposes.end(), {Purpose::save_defconfig, Purpose::merge_config});
    purposes.insert(purposes.end(), {Purpose::sync_config, Purpose::build});
    std::string text;
    for (const auto purpose : purposes) text += command_line(arguments(purpose));
    return text;
}

/// All that decides a build besides its source.
std::string Recipe::orders() const {
    auto set = set_;
    set.erase("SOURCE_DATE_EPOCH");
    return commands() + environment_file(set, {}) + merge({}, adjustments_) + toolchain_.gcc;
}

std::string Recipe::clean_text(const std::string& text) const {
    return diagnostic::without_source_directory(text, request_.source);
}

std::string Recipe::all_diagnostics() const {
    return memory_.configure_err + diagnostic::ordered_text(diagnostic::parse(build_err_)) +
           memory_.adjust_err;
}

std::set<std::string> Recipe::errors() const {
    std::set<std::string> found;
    for (const auto& block :
         diagnostic::parse(memory_.configure_err + build_err_ + memory_.adjust_err))
        if (diagnostic::is_error(block)) found.insert(diagnostic::text_of(block));
    return found;
}

}  // namespace bm::recipe
