// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/inputs.hpp"

#include <algorithm>
#include <string_view>

#include "domain/evidence/shell_pattern.hpp"

namespace bm::evidence {
namespace {

void add_stem(Inputs::Names& stems, std::string_view path) {
    std::string stem(folder_of(path));
    stem += stem_of(path);
    stems.insert(std::move(stem));
}

/// A file of O= stands for sources in the same folder, or in the one below the first: SPL's objects
/// of drivers/net lie in spl/drivers/net.
void add_output(Inputs& inputs, std::string_view path) {
    add_stem(inputs.stems, path);
    const auto slash = path.find('/');
    if (slash != std::string_view::npos) add_stem(inputs.stems, path.substr(slash + 1));
}

void unite(Inputs::Names& names, const Inputs::Names& others) {
    names.insert(others.begin(), others.end());
}

}  // namespace

std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

std::string_view stem_of(std::string_view path) {
    path.remove_prefix(folder_of(path).size());
    path.remove_prefix(std::min(path.find_first_not_of('.'), path.size()));
    return path.substr(0, path.find('.'));
}

void Inputs::add(const Sighting& sighting) {
    using How = Sighting::How;
    if (sighting.how == How::unseen) {
        unseen.insert(sighting.path);
    } else if (sighting.how == How::filtered) {
        filters.insert(sighting.path);
    } else if (sighting.where == Sighting::Where::output) {
        if ((sighting.how == How::asked || sighting.how == How::compiled) &&
            sighting.path == ".config")
            reads_configuration = true;
        if (sighting.how != How::listed && sighting.how != How::wanted)
            add_output(*this, sighting.path);
    } else if (sighting.where == Sighting::Where::source) {
        if (sighting.how == How::asked || sighting.how == How::sought) asked.insert(sighting.path);
        if (sighting.how == How::compiled) compiled.insert(sighting.path);
        if (sighting.how == How::made) makefiles.insert(sighting.path);
        if (sighting.how == How::configured) kconfigs.insert(sighting.path);
        if (sighting.how == How::exists) exists.insert(sighting.path);
        if (sighting.how == How::names) option_names.insert(sighting.path);
        if (sighting.how == How::listed) listed.insert(sighting.path);
        if (sighting.how == How::wanted)
            (is_pattern(sighting.path) ? patterns : asked).insert(sighting.path);
    }
}

void Inputs::add(const Inputs& other) {
    unite(asked, other.asked);
    unite(compiled, other.compiled);
    unite(makefiles, other.makefiles);
    unite(kconfigs, other.kconfigs);
    unite(exists, other.exists);
    unite(option_names, other.option_names);
    unite(listed, other.listed);
    unite(patterns, other.patterns);
    unite(stems, other.stems);
    unite(filters, other.filters);
    unite(unseen, other.unseen);
    reads_configuration = reads_configuration || other.reads_configuration;
}

}  // namespace bm::evidence
