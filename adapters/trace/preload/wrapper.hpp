// SPDX-License-Identifier: GPL-2.0-or-later
// What a function needs that stands before one of the C library of the same name.
#pragma once

#include <dlfcn.h>

#include <atomic>

#include "adapters/trace/preload/recorder.hpp"

/// Seen by programs, by the name of the C library's.
#define BM_WRAPPER extern "C" __attribute__((visibility("default")))

/// `real`: the function of this name that the program would have called.
#define BM_REAL(name, type)                                            \
    using bm_function = type;                                          \
    static std::atomic<bm_function> bm_found{nullptr};                 \
    bm_function real = bm_found.load(std::memory_order_relaxed);       \
    if (real == nullptr) {                                             \
        real = reinterpret_cast<bm_function>(dlsym(RTLD_NEXT, #name)); \
        bm_found.store(real, std::memory_order_relaxed);               \
    }
