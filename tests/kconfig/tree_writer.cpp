// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/kconfig/tree_writer.hpp"

namespace bm::kconfig {
namespace {

bool is_truth(const std::string& type) { return type == "bool" || type == "tristate"; }

}  // namespace

Files TreeWriter::write() {
    const auto count = 2 + decide_.below(10);
    for (std::size_t i = 0; i < count; ++i) {
        names_.push_back("S" + std::to_string(i));
        types_[names_.back()] = decide_.one_of(
            {"bool", "tristate", "bool", "tristate", "bool", "int", "hex", "string"});
    }
    out_ = &files_["Kconfig"];
    if (decide_.happens(20)) line("mainmenu \"a tree\"");
    macros();
    if (decide_.happens(70)) {
        line("config MODULES");
        line(decide_.one_of({"\tdef_bool y", "\tbool \"m\"", "\tbool \"m\"\n\tdefault y",
                             "\tdef_tristate y", "\ttristate \"m\"\n\tdefault m"}));
        line(modern_ ? "\tmodules" : "\toption modules");
    }
    while (next_ < names_.size()) block(0);
    if (decide_.happens(15)) config(decide_.below(next_), false);  // one more entry
    breakage();
    defconfig();
    return files_;
}

void TreeWriter::macros() {
    if (!decide_.happens(40)) return;
    line(decide_.one_of({"plain = y", "plain := y", "plain = $(ENV)", "plain = S0"}));
    if (decide_.happens(50))
        line(decide_.one_of({"plain += n", "other += y", "other := $(plain)"}));
    line(decide_.one_of({"pick = $(1)", "pick = $(if-$(1))", "pick = $(shell,echo $(1) $(2))",
                         "pick = \"$(1)$(2)\""}));
    line("if-y = m");
    if (decide_.happens(20))
        line(decide_.one_of({"$(warning-if,y,beware)", "$(info,said)", "$(error-if,n,no)",
                             "$(warning-if,$(plain),maybe)", "x := $(lineno)$(filename)"}));
}

std::string TreeWriter::symbol() {
    // Mostly one that stands above, so that few trees hang on themselves.
    if (above_ == 0 || decide_.happens(2)) return decide_.happens(10) ? names_.back() : "y";
    return names_[decide_.below(above_)];
}

std::string TreeWriter::operand() {
    if (decide_.happens(10)) return decide_.one_of({"y", "n", "m"});
    if (decide_.happens(4)) return decide_.one_of({"$(pick,y)", "UNKNOWN", "MODULES", "$(plain)"});
    return symbol();
}

std::string TreeWriter::expression(int depth) {
    const auto kind = depth > 2 ? 0 : decide_.below(12);
    if (kind < 5) return operand();
    if (kind == 5) return "!" + expression(depth + 1);
    if (kind == 6) return "(" + expression(depth + 1) + ")";
    if (kind < 9)
        return operand() + decide_.one_of({"=", "!=", " = ", " < ", ">=", " > ", "<="}) +
               decide_.one_of({"y", "n", "m", "\"x\"", "\"5\"", "3", "0x10", "'y'", symbol()});
    return expression(depth + 1) + decide_.one_of({" && ", " || ", "&&"}) + expression(depth + 1);
}

std::string TreeWriter::condition(std::size_t percent) {
    return decide_.happens(percent) ? " if " + expression() : "";
}

std::string TreeWriter::value(const std::string& type) {
    if (is_truth(type)) return decide_.happens(60) ? decide_.one_of({"y", "m", "n"}) : expression();
    if (decide_.happens(20)) return symbol();
    if (type == "int") return decide_.one_of({"3", "42", "-1", "010", "\"7\"", "x", "0x3"});
    if (type == "hex") return decide_.one_of({"0x10", "1f", "0X2a", "\"0x7\"", "-1", "zz"});
    return decide_.one_of(
        {"\"x\"", "\"a b\"", "'5'", "\"\"", "word", "\"a\\\"b\\\\c\"", "\"$(plain)\""});
}

void TreeWriter::block(int depth) {
    const auto last = next_ + 1 + decide_.below(5);
    while (next_ < names_.size() && next_ < last) statement(depth);
}

void TreeWriter::statement(int depth) {
    const auto kind = depth > 2 ? 0 : decide_.below(20);
    if (kind < 10) return config(next_++, false);
    if (kind < 12) {
        line("if " + expression());
        block(depth + 1);
        return line("endif");
    }
    if (kind < 15) {
        line("menu \"menu\"");
        if (decide_.happens(30)) line("\tdepends on " + expression());
        if (decide_.happens(30)) line("\tvisible if " + expression());
        block(depth + 1);
        return line("endmenu");
    }
    if (kind < 18) return choice();
    if (kind == 18 && !files_.contains("other")) {
        auto* before = out_;
        line(decide_.one_of({"source \"other\"", modern_ ? "source 'other'" : "source other",
                             "source \"$(shell,echo other)\""}));
        out_ = &files_["other"];
        block(depth + 1);
        out_ = before;
        return;
    }
    line("comment \"comment\"");
    if (decide_.happens(50)) line("\tdepends on " + expression());
}

void TreeWriter::config(std::size_t number, bool in_choice) {
    const auto name = names_[number];
    if (!in_choice) above_ = number;
    auto& type = types_[name];
    if (in_choice && !is_truth(type)) type = decide_.happens(10) ? "string" : "bool";
    line((decide_.happens(15) ? "menuconfig " : "config ") + name);
    const bool prompted = decide_.happens(in_choice ? 95 : 65);
    const auto prompt = prompted ? " \"" + name + "\"" + condition(25) : "";
    if (!in_choice && is_truth(type) && !prompted && decide_.happens(40))
        line("\tdef_" + type + " " + value(type) + condition(30));
    else if (decide_.happens(92))
        line("\t" + type + prompt);
    else if (prompted)
        line("\tprompt" + prompt);
    options(name, in_choice);
    if (!in_choice) above_ = next_;
}

void TreeWriter::options(const std::string& name, bool in_choice) {
    const auto& type = types_[name];
    if (decide_.happens(35)) line("\tdepends on " + expression());
    if (decide_.happens(8)) line("\tdepends on " + expression());
    const auto defaults = in_choice ? decide_.happens(10) : decide_.below(3);
    for (std::size_t i = 0; i < defaults; ++i) line("\tdefault " + value(type) + condition(50));
    if ((type == "int" || type == "hex") && decide_.happens(50))
        line(std::string("\trange ") +
             (type == "int" ? decide_.one_of({"1 5", "0 100", "-3 3", "S0 9"})
                            : decide_.one_of({"0x0 0x15", "0x11 0xff", "1 S0"})) +
             condition(40));
    if (is_truth(type) && decide_.happens(30)) {
        const auto target = next_ < names_.size() && decide_.happens(90)
                                ? names_[next_ + decide_.below(names_.size() - next_)]
                                : decide_.one_of({"UNKNOWN", symbol()});
        line("\t" + decide_.one_of({"select ", "imply "}) + target + condition(40));
    }
    if (decide_.happens(6))
        line("\thelp\n" +
             decide_.one_of({"\t  what it is\n\n\t    and more\n", "at the margin\n  and more",
                             "\n\t\n", "config it is not\n\tdefault y"}));
}

void TreeWriter::choice() {
    const auto first = next_;
    const auto count = std::min(names_.size() - first, 1 + decide_.below(4));
    line(decide_.happens(12) ? "choice NAMED" : "choice");
    if (decide_.happens(90)) line("\tprompt \"choice\"" + condition(30));
    if (decide_.happens(40)) line("\t" + decide_.one_of({"bool", "tristate"}));
    if (decide_.happens(30)) line("\toptional");
    if (decide_.happens(30)) line("\tdepends on " + expression());
    for (auto left = decide_.below(3); left > 0; --left)
        line("\tdefault " +
             (decide_.happens(85) ? names_[first + decide_.below(count)] : symbol()) +
             condition(40));
    bool open = false;
    for (std::size_t i = 0; i < count; ++i) {
        if (!open && (open = decide_.happens(8))) line("if " + expression());
        config(next_++, true);
        if (open && decide_.happens(60)) {
            line("endif");
            open = false;
        }
    }
    if (open) line("endif");
    line("endchoice");
    above_ = next_;
}

void TreeWriter::breakage() {
    if (!decide_.happens(8)) return;
    line(decide_.one_of({"endmenu",
                         "endif",
                         "config",
                         "menu",
                         "menu \"open\"",
                         "if y",
                         "source \"none\"",
                         "source \"Kconfig\"",
                         "config A B",
                         "bool \"x\"",
                         "unknown",
                         "choice\n\tint\nendchoice",
                         "if",
                         "if S0 &&",
                         "config Z\n\tdepends S0",
                         "config Z\n\tdefault",
                         "x = $(x)\ny := $(x)",
                         "$(error-if,y,no)",
                         "y := $(shell)",
                         "y := $(open",
                         "config Z\n\trange 1",
                         "config Z\n\tbool \"z\" S0",
                         "config Z\n\tselect \"S0\"",
                         "choice\n\tdefault y\nendchoice",
                         "config S0\n\toption modules",
                         "if y\nendmenu",
                         "menu \"x\"\nendif",
                         "mainmenu \"late\"",
                         "config Z\n\tbool (",
                         "comment",
                         "depends on S0",
                         "choice\nmenu \"x\"\nendmenu\nendchoice"}));
}

void TreeWriter::defconfig() {
    out_ = &files_["defconfig"];
    auto names = names_;
    names.insert(names.end(), {"MODULES", "NOBODY"});
    for (const auto& name : names) {
        const auto type = types_.contains(name) ? types_[name] : "bool";
        for (auto left = decide_.below(20) / 8; left > 0; --left) {
            if (is_truth(type) && decide_.happens(30)) {
                line("# CONFIG_" + name + " is not set");
                continue;
            }
            const auto given = type == "bool"       ? decide_.one_of({"y", "n", "m", "x"})
                               : type == "tristate" ? decide_.one_of({"y", "m", "n", "m"})
                               : type == "int"      ? decide_.one_of({"2", "50", "x", "-2", "007"})
                               : type == "hex" ? decide_.one_of({"0x12", "200", "0xg", "\"0x1\""})
                                               : decide_.one_of({"\"u\"", "\"q w\"", "\"\"", "raw",
                                                                 "\"open", "\"", "\"a\\\"b\""});
            line("CONFIG_" + name + "=" + given);
        }
    }
    if (decide_.happens(5))
        line(decide_.one_of({"", "# a comment", "what", "CONFIG_S0", "CONFIG_S0=y "}));
}

}  // namespace bm::kconfig
