# SPDX-License-Identifier: GPL-2.0-or-later
# Every outside library, each found once, under one name.
find_package(range-v3 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBUV REQUIRED IMPORTED_TARGET libuv)
pkg_check_modules(LIBGIT2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(LIBELF REQUIRED IMPORTED_TARGET libelf)
pkg_check_modules(LIBDW REQUIRED IMPORTED_TARGET libdw)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)

# Debian has no static library of fmt, and header-only it makes each source that formats cost thrice as much.
add_library(bm_fmt STATIC ${PROJECT_SOURCE_DIR}/cmake/fmt.cpp)
target_include_directories(bm_fmt SYSTEM PUBLIC $<TARGET_PROPERTY:fmt::fmt-header-only,INTERFACE_INCLUDE_DIRECTORIES>)

option(BM_TESTS "Build the tests too" ON)
if(BM_TESTS)
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
endif()

# bm_static_too(target archive...): a program with the property BM_STATIC links the archives instead.
function(bm_static_too target)
  set(archives)
  foreach(name IN LISTS ARGN)
    find_library(BM_ARCHIVE_${name} NAMES ${name} REQUIRED)
    list(APPEND archives ${BM_ARCHIVE_${name}})
  endforeach()
  get_target_property(shared PkgConfig::${target} INTERFACE_LINK_LIBRARIES)
  set(is_static $<BOOL:$<TARGET_PROPERTY:BM_STATIC>>)
  set_target_properties(PkgConfig::${target} PROPERTIES INTERFACE_LINK_LIBRARIES
    "$<${is_static}:${archives}>;$<$<NOT:${is_static}>:${shared}>")
endfunction()
bm_static_too(LIBUV libuv_a.a)
bm_static_too(LIBDW libdw.a libelf.a libz.a)
bm_static_too(LIBELF libelf.a libz.a)
bm_static_too(ZLIB libz.a)
bm_static_too(NETTLE libnettle.a)
# libgit2.a wants shared Kerberos libraries; a static program calls none of what needs it.
bm_static_too(LIBGIT2)
