// SPDX-License-Identifier: GPL-2.0-or-later
// Named messages, at least one of each kind: with nothing but defaults, and with every field.
#pragma once

#include <string>
#include <vector>

#include "domain/protocol/message.hpp"

namespace bm::test {

template <class Message>
struct Sample {
    std::string name;
    Message message;
    bool in_both_dialects = true;  ///< false: it makes sense only to a peer that is bm
};

inline protocol::Settings every_setting() {
    protocol::Settings s;
    s.verbose_build = s.allow_missing = s.no_lto = s.reproducible_builds = true;
    s.warnings_as_errors = s.mrproper = s.fallback_mrproper = s.config_only = true;
    s.force_build = s.force_reconfig = s.lines = true;
    s.kconfig_check = false;
    s.carry = s.keep_outputs = s.per_board_out_dir = s.work_in_output = true;
    s.in_tree = s.quick = s.full_path = s.dtc_skip = true;
    s.output_dir = "/home/u/out dir";
    s.target = "u-boot.img";
    s.compiler = "gcc-12";
    s.wrapper = "ccache";
    s.adjust_config = {"SPL", "~LTO", "BAUDRATE=9600"};
    s.fragments = {"acpi.config"};
    s.environment = {{"KEY", "a \"b\""}};
    s.spool_dir = "/home/u/.bm-work/spool";
    s.jobs = 4;
    s.threads = 2;
    s.time_limit_s = 3600;
    s.silence_s = 9;
    s.verify_carried = 5;
    s.abbrev = 12;
    return s;
}

inline std::vector<Sample<protocol::ToWorker>> samples_to_worker() {
    using namespace protocol;
    const std::string sha1(40, 'a');
    const std::string sha256(64, '0');
    return {
        {"setup", Setup{"/var/lib/bm worker/\xC3\xA9"}},
        {"setup_empty", Setup{}},
        {"configure", Configure{{}, {{"arm", "/opt/arm/bin/arm-gcc"}, {"sandbox", "gcc"}}, {}}},
        {"configure_every_setting", Configure{every_setting(), {}, {"lease", "spool"}}},
        {"build_boards", BuildBoards{{{"snow", "arm"}, {"sandbox", ""}}, {sha1, sha256}}},
        {"build_boards_current", BuildBoards{{{"snow", "arm"}}, {std::nullopt}}},
        {"build_prepare", BuildPrepare{{sha1, sha1}, 3}},
        {"build_prepare_current", BuildPrepare{{std::nullopt}, 0}},
        {"build_board", BuildBoard{"snow", "arm", {}, {}, {}}},
        {"build_board_lease", BuildBoard{"qemu_arm64",
                                         "aarch64",
                                         7,
                                         {{0, 2, 5}},
                                         {"FW=/x y", "Q=\"1\""},
                                         {"a_defconfig", "b.config"}}},
        {"build_done", FinishBuilds{}},
        {"cancel", Cancel{7}, false},
        {"want", Want{7, 2, {0, 2}, 8}, false},
        {"more", More{7, 2, 1}, false},
        {"quit", Quit{}},
    };
}

inline std::vector<Sample<protocol::ToBoss>> samples_to_boss() {
    using namespace protocol;
    BuildResult every;
    every.board = "qemu_arm64";
    every.commit_upto = 3;
    every.return_code = 2;
    every.stderr_text = "a.c:1: error: \xE2\x80\x98x\xE2\x80\x99\n\tundeclared \\ \"here\"\r\n";
    every.stdout_text = "  CC      a.o\x01\x7F\n";
    every.load_avg = 1.25;
    every.sizes = "   text\tdata\n  100\t20";
    every.config = {{".config", "CONFIG_A=y\n"}, {"u-boot.cfg", ""}};
    every.lines = "a.c:1-3";
    every.lease = 9'007'199'254'740'993;
    every.cause = Cause::make;
    every.files = {"u-boot.elf", "u-boot.sizes"};
    every.reconfigured = true;
    every.verified_from = std::string(40, 'd');
    every.verified_changes = {"a.c", "b c"};
    every.carried_from = std::string(40, 'c');
    std::vector<Sample<ToBoss>> samples = {
        {"ready", Ready{8, 8, 1, {"lease", "spool"}}},
        {"setup_done", SetupDone{"/tmp/bm-worker-x", "/tmp/bm-worker-x/.git"}},
        {"configure_done", ConfigureDone{}},
        {"build_started", BuildStarted{8}},
        {"worktree_created", WorktreeCreated{3}},
        {"build_prepare_done", BuildPrepareDone{}},
        {"heartbeat", Heartbeat{"snow", 1, 7}},
        {"heartbeat_idle", Heartbeat{}},
        {"artefact_list",
         ArtefactList{7, 2, {{"u-boot.bin", 131073, std::string(64, 'a')}, {"sizes", 0, ""}}},
         false},
        {"artefact", ArtefactChunk{7, 2, 0, 131072, "eNpLBAAAYgBi"}, false},
        {"build_result", BuildResult{"snow", 0, 0, "", "", 0.0, {}, {}, "", {}, {}, {}, false, {}, {}, {}}},
        {"build_result_every_field", every},
        {"build_done", BuildsFinished{1}},
        {"error", ErrorReply{"unknown command: dance"}},
        {"quit_ack", QuitAck{}},
    };
    for (const auto& [name, cause] : {std::pair{"guard", Cause::guard},
                                      {"limit", Cause::limit},
                                      {"toolchain", Cause::toolchain},
                                      {"signal", Cause::signal},
                                      {"checkout", Cause::checkout},
                                      {"start", Cause::start},
                                      {"machine", Cause::machine},
                                      {"doubtful", Cause::doubtful}}) {
        BuildResult result;
        result.board = "snow";
        result.cause = cause;
        samples.push_back({std::string("build_result_") + name, result, false});
    }
    return samples;
}

}  // namespace bm::test
