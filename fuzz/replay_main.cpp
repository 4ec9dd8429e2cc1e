// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a fuzz target over files, so that a corpus is also a plain test: replay FILE_OR_FOLDER...
// A crash is on the file named last. An empty corpus is an error, for it would test nothing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> files_of(const std::filesystem::path& place) {
    if (!std::filesystem::is_directory(place)) return {place};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

bool replay(const std::filesystem::path& file) {
    std::cerr << "replay " << file.string() << std::endl;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        std::cerr << "cannot read " << file.string() << '\n';
        return false;
    }
    const std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
    const std::vector<std::uint8_t> input(bytes.begin(),
                                          bytes.end());  // exact size: reads past it show
    LLVMFuzzerTestOneInput(input.data(), input.size());
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t replayed = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& file : files_of(argv[i])) {
            if (!replay(file)) return 1;
            ++replayed;
        }
    }
    std::cerr << replayed << " inputs replayed\n";
    return replayed == 0 ? 1 : 0;
}
