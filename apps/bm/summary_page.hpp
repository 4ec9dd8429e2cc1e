// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace bm::app {

/// The page for browsers around a document of summary_json: one file, which loads nothing. Whatever
/// the document's texts hold, none of it ends the element that it is in.
std::string summary_page(const std::string& json);

}  // namespace bm::app
