// SPDX-License-Identifier: GPL-2.0-or-later
// What the world can answer to a step of a build, chosen by bytes of a fuzz input.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/recipe/step.hpp"

namespace bm::fuzz {

using namespace bm::recipe;

/// The input, byte by byte; zeros after its end.
class Bytes {
  public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    bool empty() const { return at_ >= size_; }
    unsigned take() { return empty() ? 0 : data_[at_++]; }
    bool flip() { return (take() & 1) != 0; }

  private:
    const std::uint8_t* data_;
    std::size_t size_;
    std::size_t at_ = 0;
};

/// Some of three paths.
inline std::set<std::string, std::less<>> some_paths(Bytes& bytes) {
    std::set<std::string, std::less<>> paths;
    const auto bits = bytes.take();
    for (unsigned i = 0; i < 3; ++i)
        if ((bits >> i & 1) != 0) paths.insert(std::string(1, static_cast<char>('a' + i)) + ".c");
    return paths;
}

inline Compared comparison(Bytes& bytes) {
    Compared trees;
    for (const auto& path : some_paths(bytes))
        trees.changes.push_back({bytes.flip() ? bm::evidence::Change::What::modified
                                              : bm::evidence::Change::What::removed,
                                 path});
    if (bytes.flip()) trees.changes.push_back({bm::evidence::Change::What::modified, "Makefile"});
    trees.versions_alike = !bytes.flip();
    return trees;
}

inline MakeEnded make_end(Bytes& bytes, bool& machines_fault) {
    constexpr const char* said[] = {"",
                                    "a.c:1:1: warning: odd\n",
                                    "a.c:1:1: error: wrong\n",
                                    "Some images are invalid\n",
                                    "\n \x80\n",
                                    "ld: No space left on device\n",
                                    "cc1: Segmentation fault\n"};
    constexpr std::size_t no_space = 5;
    MakeEnded end;
    const auto how = bytes.take();
    end.how = how < 200 ? MakeEnded::How::exited : static_cast<MakeEnded::How>(how % 7);
    end.code = how % 3 == 1 ? 2 : 0;
    const auto words = bytes.take() % 7;
    end.err = said[words];
    if (bytes.flip()) {
        end.inputs.emplace();
        (bytes.flip() ? end.inputs->asked : end.inputs->compiled) = some_paths(bytes);
        end.inputs->makefiles = {"Makefile"};
        if (bytes.take() > 250) end.inputs->unseen = {"/bin/static"};
    }
    const bool ended = end.how == MakeEnded::How::exited || end.how == MakeEnded::How::guard;
    const bool failed = end.code != 0 || end.how == MakeEnded::How::guard;
    machines_fault = !ended || (failed && words == no_space);
    return end;
}

inline StepResult right_answer(const Step& step, Bytes& bytes, bool& machines_fault) {
    if (std::holds_alternative<Compare>(step)) return comparison(bytes);
    if (std::holds_alternative<Weigh>(step))
        return Weighed{{{"Makefile", {"x := 1\n", bytes.flip() ? "x := 1\n# y\n" : "x := 2\n"}}},
                       {}};
    if (std::holds_alternative<FindPrerequisites>(step))
        return bytes.flip() ? Prerequisites{{"a.c", "b.c", "c.c"}} : Prerequisites{{"a.c"}};
    if (std::holds_alternative<CheckOut>(step))
        return CheckedOut{{bytes.flip() ? "Kconfig" : "a.c"}, bytes.flip(), false, 7};
    if (std::holds_alternative<RunMake>(step)) return make_end(bytes, machines_fault);
    if (std::holds_alternative<ReadText>(step))
        return TextRead{bytes.flip() ? "CONFIG_A=2\n" : "CONFIG_A=1\n# junk"};
    if (std::holds_alternative<Attribute>(step))
        return bytes.flip() ? Attributed{{"a.o"}, {}} : Attributed{{}, {"a line"}};
    if (std::holds_alternative<Collect>(step)) return Collected{};
    return StepDone{};
}

/// Of the right kind or not; `machines_fault`: the commit cannot be what went wrong.
inline StepResult answer(const Step& step, Bytes& bytes, bool& machines_fault) {
    const auto kind = bytes.take();
    // What only tells whether to build may fail: then it is built.
    machines_fault = !std::holds_alternative<Compare>(step) &&
                     !std::holds_alternative<Weigh>(step) &&
                     !std::holds_alternative<FindPrerequisites>(step);
    if (kind >= 250 && !std::holds_alternative<Attribute>(step)) return Attributed{};
    if (kind >= 240 && !std::holds_alternative<Collect>(step)) return Collected{};
    if (kind >= 230) return StepFailed{"no"};
    machines_fault = false;
    return right_answer(step, bytes, machines_fault);
}

}  // namespace bm::fuzz
