// SPDX-License-Identifier: GPL-2.0-or-later
// Writes the manual pages and the completion of bm into a folder: bm-documents FOLDER
#include <fstream>
#include <iostream>
#include <string>

#include "apps/bm/cli/manual.hpp"

namespace {

bool write(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) std::cerr << "bm-documents: Cannot write " << path << '\n';
    return static_cast<bool>(out);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace bm::app::cli;
    if (argc != 2) {
        std::cerr << "usage: bm-documents FOLDER\n";
        return 1;
    }
    const std::string folder = argv[1];
    bool written = write(folder + "/bm.bash", bash_completion(manuals()));
    for (const auto& manual : manuals())
        written = write(folder + "/" + manual.page() + ".1", man_page(manual, BM_VERSION)) && written;
    return written ? 0 : 1;
}
