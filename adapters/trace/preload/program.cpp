// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/preload/program.hpp"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <initializer_list>

namespace bm::adapters::trace {
namespace {

/// A file of /proc, cut short where it is longer; its length.
template <std::size_t size>
std::size_t read_own(const char* path, char (&buffer)[size]) {
    const long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) return 0;
    const long got = syscall(SYS_read, fd, buffer, size - 1);
    syscall(SYS_close, fd);
    const auto length = got > 0 ? static_cast<std::size_t>(got) : 0;
    buffer[length] = '\0';
    return length;
}

/// The name of the file that this process runs; `path` is all of it.
const char* own_name(char (&path)[PATH_MAX]) {
    const long got = syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", path, sizeof path - 1);
    path[got > 0 ? got : 0] = '\0';
    const char* slash = strrchr(path, '/');
    return slash != nullptr ? slash + 1 : path;
}

/// What only says which commit lies there, and whether it is changed. A commit's name is not taken
/// for an input of a build: its tree is.
bool asks_for_version(const char* command) {
    static constexpr const char* questions[] = {"rev-parse", "describe",     "diff-index",
                                                "status",    "update-index", "config",
                                                "name-rev",  "symbolic-ref", "version"};
    for (const char* question : questions)
        if (strcmp(command, question) == 0) return true;
    return false;
}

/// Whether an option of git's own takes the next word.
bool takes_a_word(const char* option) {
    return strcmp(option, "-C") == 0 || strcmp(option, "-c") == 0 ||
           strcmp(option, "--git-dir") == 0 || strcmp(option, "--work-tree") == 0;
}

/// The command in `git [OPTION]... COMMAND`, as /proc has it; "": none.
const char* git_command(const char* words, std::size_t length) {
    const char* const end = words + length;
    const char* word = words + strlen(words) + 1;  // past `git`
    while (word < end && *word == '-') {
        if (takes_a_word(word)) word += strlen(word) + 1;
        if (word < end) word += strlen(word) + 1;
    }
    return word < end ? word : "";
}

/// `config -f FILE`, `rev-parse COMMIT:PATH`.
bool reads_a_file(const char* command, const char* end) {
    for (const char* word = command; word < end; word += strlen(word) + 1)
        if (strcmp(word, "-f") == 0 || strncmp(word, "--file", 6) == 0 ||
            (*word != '-' && strchr(word, ':') != nullptr))
            return true;
    return false;
}

/// The words of this process, past the first; false: there are too many to be looked at.
class Words {
  public:
    Words() : length_(read_own("/proc/self/cmdline", text_)) { (void)next(); }
    bool whole() const { return length_ + 1 < sizeof text_; }
    /// nullptr: no more.
    const char* next() {
        if (at_ >= length_) return nullptr;
        const char* word = text_ + at_;
        at_ += strlen(word) + 1;
        return word;
    }

  private:
    char text_[8192];
    std::size_t length_;
    std::size_t at_ = 0;
};

bool is_one_of(const char* word, std::initializer_list<const char*> words) {
    for (const char* each : words)
        if (strcmp(word, each) == 0) return true;
    return false;
}

/// `find DIR... -name PATTERN`, with nothing beside that could make another name matter.
bool looks_for_names_only() {
    Words words;
    bool any = false, folder = false;
    for (const char* word = words.next(); word != nullptr; word = words.next()) {
        if (*word != '-' && !any) {
            folder = true;
            continue;
        }
        const bool pattern = strcmp(word, "-name") == 0;
        any = any || pattern;
        if (pattern ? words.next() == nullptr
                    : !is_one_of(word, {"-print", "-print0", "-o", "-or"}))
            return false;
    }
    return any && folder && words.whole();
}

/// What a line must have to match the basic regular expression, up to its end or a `/`: characters
/// at its beginning that stand for themselves. False: there are too few.
bool literal_of(const char* expression, char* text, std::size_t size) {
    constexpr std::size_t fewest = 4;
    if (strchr(expression, '|') != nullptr) return false;
    if (*expression == '^') ++expression;
    std::size_t length = strcspn(expression, ".*[]^$\\+?(){}/");
    const char next = expression[length];
    // What follows may allow none of the last one.
    if (next != '\0' && next != '/' && next != '$' && length > 0) --length;
    if (length < fewest || length >= size) return false;
    memcpy(text, expression, length);
    text[length] = '\0';
    return true;
}

/// `cc1`, `dtc`, `aarch64-linux-gnu-as`, `x86_64-linux-gnu-gcc-12` ...
bool is_compiler(const char* name) {
    char bare[64];
    const auto length = strlen(name);
    if (length >= sizeof bare) return false;
    strcpy(bare, name);
    char* dash = strrchr(bare, '-');
    if (dash != nullptr && strspn(dash + 1, "0123456789.") == strlen(dash + 1)) *dash = '\0';
    dash = strrchr(bare, '-');
    return is_one_of(dash != nullptr ? dash + 1 : bare,
                     {"cc1", "cc1plus", "lto1", "collect2", "wrapper", "gcc", "g++", "cpp", "clang",
                      "as", "ld", "ld.bfd", "ld.gold", "lld", "ld.lld", "ar", "dtc"});
}

/// Kbuild's: reads again what a compiler has told, to write make's record of it.
bool is_fixdep(const char* path) {
    constexpr char end[] = "/scripts/basic/fixdep";
    const auto length = strlen(path), wanted = sizeof end - 1;
    return length > wanted && strcmp(path + length - wanted, end) == 0;
}

/// nullptr: something else than matching lines may matter.
const char* expression_of_grep(Words& words) {
    const char* word = words.next();
    for (; word != nullptr && *word == '-'; word = words.next())
        if (word[1] == '\0' || strspn(word + 1, "qlsowxhcG") != strlen(word + 1)) return nullptr;
    const char* expression = word;
    while (word != nullptr && (word = words.next()) != nullptr)
        if (*word == '-') return nullptr;  // an option, behind the files too
    return expression != nullptr && strchr(expression, '\n') == nullptr ? expression : nullptr;
}

/// `sed -n s/EXPRESSION/.../p FILE`.
const char* expression_of_sed(Words& words) {
    const char* word = words.next();
    if (word == nullptr || strcmp(word, "-n") != 0) return nullptr;
    word = words.next();
    if (word == nullptr || strncmp(word, "s/", 2) != 0) return nullptr;
    const auto length = strlen(word);
    const char* file = words.next();
    const bool one_file = file != nullptr && *file != '-' && words.next() == nullptr;
    return one_file && strcmp(word + length - 2, "/p") == 0 && strchr(word, ';') == nullptr &&
                   strchr(word, '\n') == nullptr
               ? word + 2
               : nullptr;
}

}  // namespace

bool text_of_filter(char (&text)[128]) {
    char path[PATH_MAX];
    const char* name = own_name(path);
    const bool grep = strcmp(name, "grep") == 0;
    if (!grep && strcmp(name, "sed") != 0) return false;
    Words words;
    const char* expression = grep ? expression_of_grep(words) : expression_of_sed(words);
    return words.whole() && expression != nullptr && literal_of(expression, text, sizeof text);
}

void note_patterns_of_find(void (*each)(const char* pattern)) {
    Words folders;
    for (const char* folder = folders.next(); folder != nullptr && *folder != '-';
         folder = folders.next()) {
        Words words;
        for (const char* word = words.next(); word != nullptr; word = words.next()) {
            if (strcmp(word, "-name") != 0) continue;
            char pattern[PATH_MAX];
            word = words.next();
            if (word == nullptr) return;
            snprintf(pattern, sizeof pattern, "%s/**/%s", folder, word);
            each(pattern);
        }
    }
}

Program program_of_this_process() {
    char path[PATH_MAX];
    const char* name = own_name(path);
    if (strcmp(name, "make") == 0 || strcmp(name, "gmake") == 0) return Program::make;
    if (strcmp(name, "conf") == 0 && strstr(path, "/scripts/kconfig/conf") != nullptr)
        return Program::conf;
    if (strcmp(name, "ccache") == 0 || strcmp(name, "sccache") == 0) return Program::cache;
    if (is_compiler(name) || is_fixdep(path)) return Program::compiler;
    if (strcmp(name, "find") == 0) return looks_for_names_only() ? Program::find : Program::other;
    if (strcmp(name, "git") != 0) return Program::other;
    char words[4096];
    const auto length = read_own("/proc/self/cmdline", words);
    const char* command = git_command(words, length);
    return asks_for_version(command) && !reads_a_file(command, words + length) ? Program::version
                                                                               : Program::history;
}

}  // namespace bm::adapters::trace
