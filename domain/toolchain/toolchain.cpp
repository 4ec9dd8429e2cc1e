// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/toolchain.hpp"

#include <algorithm>

#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/compiler_name.hpp"
#include "domain/toolchain/llvm.hpp"

namespace bm::toolchain {
namespace {

/// P 6.1: the prefix is the file name up to its last '-'.
Toolchain describe_path(const std::string& arch, const std::string& gcc) {
    const auto name = file_name(gcc);
    const auto dash = name.rfind('-');
    return {arch, gcc, gcc.substr(0, gcc.size() - std::min(gcc.size(), name.size() + 1)),
            dash == std::string_view::npos ? std::string() : std::string(name.substr(0, dash + 1))};
}

std::string expand_home(const std::string& path, const std::string& home) {
    return path.starts_with("~/") ? home + path.substr(1) : path;
}

std::optional<Toolchain> first_in_path(const std::string& arch, const Machine& machine) {
    for (const auto prefix : prefixes(arch))
        if (const auto gcc = machine.in_path(std::string(prefix) + "gcc");
            gcc && machine.runs(*gcc))
            return describe_path(arch, *gcc);
    if (is_native(arch, machine.arch))
        if (const auto gcc = machine.in_path("gcc"); gcc && machine.runs(*gcc))
            return describe_path(arch, *gcc);
    return std::nullopt;
}

std::optional<Toolchain> first_fetched(const std::string& arch, const Machine& machine) {
    if (!machine.fetched) return std::nullopt;
    for (const auto prefix : prefixes(arch))
        for (const auto& gcc : machine.fetched(std::string(prefix) + "gcc"))
            if (machine.runs(gcc)) return describe_path(arch, gcc);
    return std::nullopt;
}

core::Error none_for(const std::string& arch, const std::string& why) {
    return {core::ErrorKind::not_found, "Tool chain error for " + arch + ": " + why};
}

/// `words` name a clang that lies at `path`.
core::Expected<Toolchain> with_clang(const std::string& words, const std::string& path,
                                     const std::string& arch, const std::optional<Toolchain>& gcc,
                                     const Machine& machine) {
    Toolchain toolchain = describe_path(arch, path);
    toolchain.prefix.clear();
    toolchain.host_cc = toolchain.cc = words;
    if (is_native(arch, machine.arch)) return toolchain;
    if (!gcc || gcc->prefix.empty())
        return tl::unexpected(none_for(arch,
                                       "clang needs the binutils of a gcc for it, and there "
                                       "is none here; a tree that knows LLVM=1 needs none with "
                                       "-O LLVM=1"));
    toolchain.directory = gcc->directory;
    toolchain.prefix = gcc->prefix;
    toolchain.cc += " -target " + gcc->prefix.substr(0, gcc->prefix.size() - 1);
    return toolchain;
}

}  // namespace

core::Expected<Toolchain> resolve(const std::string& arch,
                                  const std::map<std::string, std::string>& brought,
                                  const Machine& machine) {
    if (const auto given = brought.find(arch); given != brought.end()) {
        if (asks_for_llvm(given->second)) return with_llvm(given->second, arch, machine);
        const auto path = expand_home(given->second, machine.home);
        if (machine.runs(path)) {
            if (!is_clang(path)) return describe_path(arch, path);
            return with_clang(path, path, arch, first_in_path(arch, machine), machine);
        }
    }
    if (auto found = first_in_path(arch, machine)) return *found;
    if (auto found = first_fetched(arch, machine)) return *found;
    return tl::unexpected(none_for(arch, "No tool chain found for arch '" + arch + "'"));
}

core::Expected<Toolchain> named(const std::string& compiler, const std::string& arch,
                                const std::map<std::string, std::string>& brought,
                                const Machine& machine) {
    if (asks_for_llvm(compiler)) return with_llvm(compiler, arch, machine);
    const bool is_path = compiler.find('/') != std::string::npos;
    const auto found =
        is_path ? std::optional(expand_home(compiler, machine.home)) : machine.in_path(compiler);
    if (!found || !machine.runs(*found))
        return tl::unexpected(
            none_for(arch, "the compiler '" + compiler + "' that -O names does not start here"));
    if (is_clang(*found)) {
        const auto gcc = resolve(arch, brought, machine);
        return with_clang(compiler, *found, arch, gcc ? std::optional(*gcc) : std::nullopt,
                          machine);
    }
    auto toolchain = describe_path(arch, *found);
    toolchain.prefix.clear();
    toolchain.host_cc = toolchain.cc = compiler;
    return toolchain;
}

std::optional<std::string> elsewhere(const std::string& compiler, const std::string& home) {
    if (asks_for_llvm(compiler)) {
        const auto value = llvm_value(compiler);
        if (!value || !value->starts_with('/')) return compiler;
        const auto program = elsewhere(llvm_program("clang", *value), home);
        if (!program) return std::nullopt;
        return "LLVM=" + program->substr(0, program->size() - file_name(*program).size());
    }
    if (home.size() > 1 && compiler.starts_with(home + "/"))
        return "~" + compiler.substr(home.size());
    const auto folder = compiler.substr(0, compiler.size() - file_name(compiler).size());
    return folder == "/usr/bin/" || folder == "/bin/" ? std::optional(compiler) : std::nullopt;
}

std::map<std::string, std::string> environment(const Toolchain& toolchain, const std::string& path,
                                               const Telling& telling) {
    if (toolchain.prefix.empty()) return {};
    if (!toolchain.llvm.empty()) return {{"CROSS_COMPILE", toolchain.prefix}};
    const auto wrapper = telling.wrapper.empty() ? std::string() : telling.wrapper + " ";
    if (telling.full_path && !toolchain.directory.empty())
        return {{"CROSS_COMPILE", wrapper + toolchain.directory + "/" + toolchain.prefix}};
    std::map<std::string, std::string> added = {{"CROSS_COMPILE", wrapper + toolchain.prefix}};
    if (!toolchain.directory.empty()) added["PATH"] = toolchain.directory + ":" + path;
    return added;
}

std::string describe(const Toolchain& toolchain, std::int64_t return_code) {
    return "gcc " + toolchain.gcc + "\npath " + toolchain.directory + "\ncross " +
           toolchain.prefix + "\narch " + toolchain.arch + "\n" + std::to_string(return_code);
}

}  // namespace bm::toolchain
