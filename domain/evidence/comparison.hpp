// SPDX-License-Identifier: GPL-2.0-or-later
// Whether a build can come out otherwise in another tree.
//
// Specification. Of what differs between the tree that was built and another one, these count:
// - a path that was asked for: read, followed, looked for and found, or not found;
// - one whose text make or Kconfig's conf read;
// - one that came or went, of which was looked for whether it is there;
// - a Kconfig file of which only the names of its options were read;
// - a name that came or went
//     in a directory whose names were all read,
//     that can match a pattern whose matches were read,
//     whose stem make may have looked for: that of a file of O= in the folder of the same name, or
//     one that continues it, or that it continues, behind '_' or '-' (rules make `%_efi.so` of
//     `%.o`).
// Nothing else does: a make that asks for the same things and gets the same answers does the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/evidence/change.hpp"
#include "domain/evidence/inputs.hpp"

namespace bm::evidence {

/// Why a change counts.
struct Reason {
    enum class Why {
        asked,     ///< the path itself was asked for
        compiled,  ///< a compiler or its like reads it
        makefile,  ///< make reads its text
        kconfig,   ///< Kconfig's conf does
        exists,    ///< whether it is there was asked
        names,     ///< the names of the options that it defines were read
        listed,    ///< the names of its directory were read
        pattern,   ///< a pattern was looked for that it can match
        stem,      ///< make may have looked for it to make a file of O=
    };
    Change change;
    Why why = Why::asked;
    std::string what = {};  ///< the pattern or the stem
    friend bool operator==(const Reason&, const Reason&) = default;
};

/// Those of the changes that count, in their order. Of inputs that are whole, none means: the same.
std::vector<Reason> what_counts(const Inputs& inputs, const std::vector<Change>& changes);

/// Whether a text was read by somebody of whom is known what matters to it: then the change can be
/// weighed.
bool is_text(const Reason& reason);

/// In words, with its path: `reads Makefile`.
std::string describe(const Reason& reason);

}  // namespace bm::evidence
