// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/codec.hpp"

namespace bm::protocol {

std::string_view to_text(Cause cause) {
    switch (cause) {
        case Cause::make:
            return "make";
        case Cause::guard:
            return "guard";
        case Cause::toolchain:
            return "toolchain";
        case Cause::limit:
            return "limit";
        case Cause::signal:
            return "signal";
        case Cause::checkout:
            return "checkout";
        case Cause::start:
            return "start";
        case Cause::machine:
            return "machine";
        case Cause::doubtful:
            return "doubtful";
    }
    return "make";
}

}  // namespace bm::protocol
