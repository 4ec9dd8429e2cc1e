// SPDX-License-Identifier: GPL-2.0-or-later
// What the files of one build say.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result/outcome.hpp"
#include "domain/result/sizes.hpp"
#include "domain/summary/footprint.hpp"
#include "domain/summary/message.hpp"
#include "domain/summary/values.hpp"

namespace bm::summary {

/// Which files are looked at; `done`, `err` and `host` always are.
struct Parts {
    bool sizes = false;
    bool functions = false;
    bool configuration = false;
    bool environment = false;
    bool lines = false;
    bool lines_code = false;  ///< the text of those that came or went, too
    bool keep_y = false;  ///< --preserve-config-y: of the configuration all files, as they are
};

/// The files that hold a configuration, as far as `parts` wants them, in the order of showing.
std::vector<std::string_view> configuration_files(const Parts& parts);

/// What the name of a file ends with that lists an image's functions: `u-boot.sizes`.
inline constexpr std::string_view functions_ending = ".sizes";
/// And of which of them are static: `u-boot.statics`.
inline constexpr std::string_view statics_ending = ".statics";

/// A build's folder as it lies there. Of what cannot be read whole nothing is in the other fields.
struct Files {
    std::optional<std::string> done = {};
    std::string err = {};
    std::string host = {};
    std::string sizes = {};
    std::string environment = {};
    std::optional<std::string> lines = {};  ///< empty: they were counted, and there is none
    std::map<std::string, std::string> functions = {};      ///< by image: `u-boot`
    std::map<std::string, std::string> statics = {};        ///< likewise
    std::map<std::string, std::string> configuration = {};  ///< by file: `.config`
    std::map<std::string, std::string> damaged = {};  ///< by name of a file: what is wrong with it
};

/// Parsed files are shared: neighbouring builds mostly say the same.
template <class Value>
using Shared = std::shared_ptr<const Value>;

using FunctionsByImage = std::map<std::string, Functions>;
using ConfigurationByFile = std::map<std::string, Values>;

/// Of the pointers, null says that there is nothing.
struct Facts {
    result::BuildState state = result::BuildState::unknown;
    int return_code = 0;        ///< of a known build
    bool no_toolchain = false;  ///< not known since there was none
    std::string host = {};      ///< empty: this machine
    Shared<std::vector<Message>> messages = {};
    std::vector<result::ImageSizes> sizes = {};  ///< empty: not known
    Shared<FunctionsByImage> functions = {};
    Shared<ConfigurationByFile> configuration = {};
    Shared<Values> environment = {};
    Shared<Footprint> lines = {};
    std::vector<std::string> problems = {};
};

/// Reads builds; what several of them say alike is parsed once.
class FactReader {
  public:
    FactReader(const Parts& parts, const Filter& filter) : parts_(parts), filter_(filter) {}

    /// Total. Without a `done` that holds a code, and without all of `err`, the build is not known,
    /// whatever else is there; with an image or a configuration file that is damaged none of them
    /// is, since the others would be compared with less than there is.
    Facts read(const Files& files);

  private:
    Shared<std::vector<Message>> messages(const std::string& err, bool failed);

    Parts parts_;
    Filter filter_;
    FootprintReader footprints_;
    std::map<std::pair<bool, std::string>, Shared<std::vector<Message>>> said_;
    std::size_t said_bytes_ = 0;
};

}  // namespace bm::summary
