// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "domain/summary/model.hpp"

namespace bm::summary {

/// The builds as a JUnit report, which CI systems show: a test suite for each commit, a test for
/// each board in it. A build that failed is a failure with its errors, one that nobody knows an
/// error: neither passes. Warnings are the test's system-err. Well-formed whatever the results say.
std::string junit_of(const Model& model);

}  // namespace bm::summary
