// SPDX-License-Identifier: GPL-2.0-or-later
#include <map>

#include "apps/bm/cli/manual.hpp"

namespace bm::app::cli {
namespace {

/// How bash finds what an argument of this kind can be; empty: nothing can be known. Names that
/// others chose, as of branches, never go through compgen -W, which would expand them.
std::string action_for(const std::string& argument) {
    static const std::map<std::string, std::string> actions = {
        {"FILE", "mapfile -t COMPREPLY < <(compgen -f -- \"$word\")"},
        {"DIR", "mapfile -t COMPREPLY < <(compgen -d -- \"$word\")"},
        {"BRANCH",
         "_bm_take < <(git for-each-ref --format='%(refname:short)' refs/heads refs/tags "
         "2>/dev/null)"},
        {"CC", "mapfile -t COMPREPLY < <(compgen -c -- \"$word\")"},
        {"NAME", "mapfile -t COMPREPLY < <(compgen -e -- \"$word\")"},
    };
    const auto found = actions.find(argument);
    return found == actions.end() ? std::string() : found->second + "; ";
}

std::string verb_of(const Manual& manual) {
    const auto blank = manual.command.find(' ');
    return blank == std::string::npos ? std::string() : manual.command.substr(blank + 1);
}

/// `-b|--branch) action ;;` for each kind of argument of the command.
std::string cases_for_arguments(const Manual& manual) {
    std::map<std::string, std::string> words;
    for (const auto& group : manual.options)
        for (const auto& option : group.options) {
            if (option.argument.empty()) continue;
            auto& known = words[option.argument];
            for (const auto& word : {option.letter.empty() ? "" : "-" + option.letter,
                                     option.name.empty() ? "" : "--" + option.name})
                if (!word.empty()) known += (known.empty() ? "" : "|") + word;
        }
    std::string cases;
    for (const auto& [argument, names] : words) {
        cases += "                " + names + ") " + action_for(argument) + "return ;;\n";
    }
    return cases;
}

std::string option_words(const Manual& manual) {
    std::string words;
    for (const auto& group : manual.options)
        for (const auto& option : group.options) {
            if (option.positional) continue;
            if (!option.letter.empty()) words += (words.empty() ? "-" : " -") + option.letter;
            if (!option.name.empty()) words += (words.empty() ? "--" : " --") + option.name;
        }
    return words;
}

std::string case_for(const Manual& manual) {
    return "        " + verb_of(manual) + ")\n            case $previous in\n" +
           cases_for_arguments(manual) + "            esac\n            words='" +
           option_words(manual) + "' ;;\n";
}

}  // namespace

std::string bash_completion(const std::vector<Manual>& manuals) {
    std::string verbs = "help";
    std::string topics;
    std::string cases;
    for (const auto& manual : manuals) {
        if (verb_of(manual).empty()) continue;
        verbs += " " + verb_of(manual);
        topics += (topics.empty() ? "" : " ") + verb_of(manual);
        cases += case_for(manual);
    }
    return "# bash completion for bm\n"
           "_bm_take() {\n"
           "    local found\n"
           "    while IFS= read -r found; do\n"
           "        [[ $found != \"$word\"* ]] || COMPREPLY+=(\"$found\")\n"
           "    done\n"
           "}\n"
           "_bm() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} "
           "words=\n"
           "    COMPREPLY=()\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        mapfile -t COMPREPLY < <(compgen -W '" +
           verbs +
           " --version --help' -- \"$word\")\n"
           "        return\n"
           "    fi\n"
           "    case ${COMP_WORDS[1]} in\n" +
           cases + "        help) words='" + topics +
           "' ;;\n"
           "    esac\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
           "}\n"
           "complete -o filenames -F _bm bm\n";
}

}  // namespace bm::app::cli
