// SPDX-License-Identifier: GPL-2.0-or-later
// Both sides of the way that result files take, in memory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ports/artefacts.hpp"

namespace bm::tests {

/// Files by "folder/name". Bytes are packed by being left as they are, hashes are made up.
class FakeArtefacts final : public ports::ArtefactSource, public ports::ArtefactStore {
  public:
    static std::string hash_of(const std::string& bytes) {
        std::uint64_t hash = 14695981039346656037u;
        for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
        std::string digits;
        for (int i = 0; i < 64; ++i) digits += "0123456789abcdef"[(hash >> (i % 16 * 4)) & 15];
        return digits;
    }

    core::Expected<std::vector<protocol::Artefact>> list(
        const std::string& folder, const std::vector<std::string>& names) override {
        std::vector<protocol::Artefact> listed;
        for (const auto& name : names) {
            const auto file = files.find(folder + "/" + name);
            if (file == files.end())
                return core::fail(core::ErrorKind::environment, name + " is not there");
            listed.push_back(
                {name, static_cast<std::int64_t>(file->second.size()), hash_of(file->second)});
        }
        return listed;
    }
    core::Expected<std::string> read(const std::string& folder, const std::string& name,
                                     std::int64_t offset, std::int64_t bytes) override {
        return files.at(folder + "/" + name)
            .substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(bytes));
    }

    core::Expected<void> open(const std::string& folder) override {
        remove(folder);
        return {};
    }
    core::Expected<void> add(const std::string& folder, const std::string& name,
                             std::int64_t offset, std::int64_t bytes,
                             std::string_view data) override {
        if (full) return core::fail(core::ErrorKind::no_space, "no space left");
        auto& file = files[folder + "/" + name];
        if (static_cast<std::int64_t>(file.size()) != offset ||
            static_cast<std::int64_t>(data.size()) != bytes)
            return core::fail(core::ErrorKind::refused, "a chunk of " + name + " does not fit");
        file += data;
        return {};
    }
    core::Expected<void> check(const std::string& folder, const protocol::Artefact& file) override {
        const auto stored = files.find(folder + "/" + file.name);
        if (stored != files.end() && hash_of(stored->second) == file.sha256) return {};
        return core::fail(core::ErrorKind::refused, file.name + " is another file");
    }
    void remove(const std::string& folder) override {
        std::erase_if(files,
                      [&](const auto& file) { return file.first.starts_with(folder + "/"); });
    }

    std::map<std::string, std::string> files;
    bool full = false;
};

}  // namespace bm::tests
