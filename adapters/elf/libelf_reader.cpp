// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/elf/libelf_reader.hpp"

#include <gelf.h>

#include "adapters/elf/handles.hpp"
#include "adapters/elf/lines_reader.hpp"
#include "adapters/elf/raw_reader.hpp"
#include "domain/result/thin_archive.hpp"

namespace bm::adapters::elf {
namespace {

constexpr std::size_t thin_archive_limit = 8u << 20;
constexpr const char* nothing_found = "no member has section ";

core::Expected<std::string> content(Elf_Scn* scn, const std::string& path, std::size_t limit) {
    std::string bytes;
    Elf_Data* data = nullptr;
    while ((data = elf_rawdata(scn, data)) != nullptr) {
        if (data->d_size > limit - bytes.size())
            return core::fail(core::ErrorKind::refused, "a section of " + path + " is too large");
        if (data->d_buf != nullptr)
            bytes.append(static_cast<const char*>(data->d_buf), data->d_size);
    }
    return bytes;
}

core::Error not_in(const std::string& path, std::string_view section) {
    return {core::ErrorKind::not_found, path + ": " + nothing_found + std::string(section)};
}

core::Expected<std::string> section_of(Elf* elf, const std::string& path, std::string_view section,
                                       std::size_t limit) {
    std::size_t names = 0;
    if (elf_kind(elf) != ELF_K_ELF || elf_getshdrstrndx(elf, &names) != 0)
        return tl::unexpected(not_in(path, section));
    for (Elf_Scn* scn = elf_nextscn(elf, nullptr); scn != nullptr; scn = elf_nextscn(elf, scn)) {
        GElf_Shdr header;
        if (gelf_getshdr(scn, &header) == nullptr) continue;
        const char* name = elf_strptr(elf, names, header.sh_name);
        if (name != nullptr && section == name) return content(scn, path, limit);
    }
    return tl::unexpected(not_in(path, section));
}

core::Expected<std::string> in_plain_archive(int fd, Elf* archive, const std::string& path,
                                             std::string_view section, std::size_t limit) {
    Elf_Cmd command = ELF_C_READ;
    while (ElfHandle member{elf_begin(fd, command, archive)}) {
        auto found = section_of(member.get(), path, section, limit);
        if (found || found.error().kind != core::ErrorKind::not_found) return found;
        command = elf_next(member.get());
    }
    return tl::unexpected(not_in(path, section));
}

core::Expected<std::string> head_of(int fd, const std::string& path, std::size_t limit) {
    std::string bytes(limit + 1, '\0');
    const auto got = ::pread(fd, bytes.data(), bytes.size(), 0);
    if (got < 0) return not_sound(path, "it cannot be read");
    if (static_cast<std::size_t>(got) > limit) return not_sound(path, "it is too large");
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

core::Expected<std::string> in_thin_archive(int fd, const std::string& path,
                                            std::string_view section, std::size_t limit) {
    BM_TRY_ASSIGN(const auto bytes, head_of(fd, path, thin_archive_limit));
    BM_TRY_ASSIGN(const auto members, result::thin_members(bytes));
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    for (const auto& name : members) {
        auto file = open_file(folder + name);
        if (!file) continue;
        ElfHandle elf(elf_begin(file->get(), ELF_C_READ, nullptr));
        auto found = section_of(elf.get(), folder + name, section, limit);
        if (found || found.error().kind != core::ErrorKind::not_found) return found;
    }
    return tl::unexpected(not_in(path, section));
}

}  // namespace

LibelfReader::LibelfReader() { elf_version(EV_CURRENT); }

core::Expected<result::ElfImage> LibelfReader::read(const std::string& path) {
    BM_TRY_ASSIGN(const auto file, open_file(path));
    ElfHandle elf(elf_begin(file.get(), ELF_C_READ, nullptr));
    if (!elf) return not_sound(path, elf_errmsg(-1));
    BM_TRY_ASSIGN(const auto raw, read_raw(elf.get(), path));
    return result::image_of(raw);
}

core::Expected<std::string> LibelfReader::archive_section(const std::string& path,
                                                          std::string_view section,
                                                          std::size_t limit) {
    BM_TRY_ASSIGN(const auto file, open_file(path));
    std::string magic(result::thin_magic.size(), '\0');
    const auto got = ::pread(file.get(), magic.data(), magic.size(), 0);
    if (got == static_cast<ssize_t>(magic.size()) && magic == result::thin_magic)
        return in_thin_archive(file.get(), path, section, limit);
    ElfHandle archive(elf_begin(file.get(), ELF_C_READ, nullptr));
    if (archive && elf_kind(archive.get()) == ELF_K_ELF)
        return section_of(archive.get(), path, section, limit);
    if (!archive || elf_kind(archive.get()) != ELF_K_AR) return not_sound(path, "it is no archive");
    return in_plain_archive(file.get(), archive.get(), path, section, limit);
}

core::Expected<result::RawLines> LibelfReader::lines(const std::string& path,
                                                     const std::string& source,
                                                     const std::string& output) {
    BM_TRY_ASSIGN(const auto file, open_file(path));
    ElfHandle elf(elf_begin(file.get(), ELF_C_READ_MMAP_PRIVATE, nullptr));
    if (!elf) return not_sound(path, elf_errmsg(-1));
    return read_lines(elf.get(), path, {source, output});
}

}  // namespace bm::adapters::elf
