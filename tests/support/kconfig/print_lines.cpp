// SPDX-License-Identifier: GPL-2.0-or-later
// print_lines TOP KCONFIG FOLDER DEFCONFIG...: reads the tree that begins with TOP/KCONFIG, and
// writes for each defconfig the lines of its .config into FOLDER, in a file of the same name. What
// it has to say goes to stderr; its status is 1 when the tree has an error.
#include <filesystem>
#include <iostream>

#include "domain/kconfig/configuration.hpp"
#include "domain/kconfig/parser.hpp"
#include "tests/support/kconfig/directory.hpp"
#include "tests/support/kconfig/problems.hpp"

using namespace bm::kconfig;

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "print_lines: give the tree, its first file, a folder and defconfigs\n";
        return 2;
    }
    Directory tree({".", argv[1]});
    const auto parsed = parse(argv[2], tree);
    bool refused = false;
    for (const auto& problem : parsed.problems) {
        std::cerr << line_of(problem) << '\n';
        refused = refused || problem.weight == Problem::Weight::error;
    }
    Configuration configuration(parsed.tree);
    const std::filesystem::path folder(argv[3]);
    for (int i = 4; i < argc; ++i) {
        const auto text = tree.read(argv[i]);
        if (!text) {
            std::cerr << text.error().message << '\n';
            return 2;
        }
        for (const auto& problem : configuration.load(argv[i], *text))
            std::cerr << line_of(problem) << '\n';
        std::ofstream(folder / std::filesystem::path(argv[i]).filename()) << configuration.lines();
    }
    return refused ? 1 : 0;
}
