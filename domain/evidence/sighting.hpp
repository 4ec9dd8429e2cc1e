// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace bm::evidence {

/// One thing that the programs of a build asked of the file system. Links on the way are resolved,
/// and are sightings of their own.
struct Sighting {
    enum class How {
        asked,       ///< what is there, or whether anything is, was read or looked for
        sought,      ///< it was looked for, there or not; what is there may have been looked at
        compiled,    ///< a compiler or its like read this
        made,        ///< make read this text
        configured,  ///< Kconfig's conf did
        filtered,    ///< of .config, the lines that have a text were read; `path` is that text
        exists,      ///< whether anything is there was looked for, and no more
        names,    ///< only the names of the options that this Kconfig text defines were read of it
        listed,   ///< all names in this directory were read
        wanted,   ///< names that match this shell pattern were read; `**`: at any depth
        written,  ///< made, changed or removed
        unseen,   ///< a program ran whose doings could not be seen; `path` says which
    };
    enum class Where {
        source,     ///< `path` is below the source tree's top; empty: the top
        output,     ///< below O=
        elsewhere,  ///< absolute: the machine's own
    };
    How how = How::asked;
    Where where = Where::source;
    std::string path;
    friend auto operator<=>(const Sighting&, const Sighting&) = default;
};

}  // namespace bm::evidence
