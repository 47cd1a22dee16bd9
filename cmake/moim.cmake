include(CTest)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

# What one clone or worktree has compiled no other compiles again: paths are told from the source's root.
find_program(ccache ccache)
if(ccache)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${ccache})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

option(MOIM_WERROR "Warnings are errors" ON)
option(MOIM_SANITIZE "Address and undefined-behaviour sanitizers, and the fuzz targets; needs clang" OFF)

add_library(moim_options INTERFACE)
target_include_directories(moim_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(moim_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion $<$<BOOL:${MOIM_WERROR}>:-Werror>)
# The tests of signatures are `&` on purpose: none of them can be predicted.
target_compile_options(moim_options INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-bitwise-instead-of-logical>)

# Compiled together, what one source keeps to itself lies in a file that includes it: g++ takes that for a header.
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
# g++ 12 is wrong about optionals in variants (GCC bug 105562): each new answer of a method could meet it.
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)

if(MOIM_SANITIZE)
  # A finding ends the program. CAF calls members of null objects, and Debian's libraries carry no type information for
  # vptr.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,vptr -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_compile_definitions(MOIM_SANITIZED)
  add_link_options(-fsanitize=address,undefined)
endif()

# Most of a build is the reading of headers: sources that are compiled as one read them once (decision 17).
# `cmake -D CMAKE_UNITY_BUILD=OFF` compiles each by itself.
option(CMAKE_UNITY_BUILD "Compile sources together" ON)
set(MOIM_UNIT_SIZE 16 CACHE STRING "How many sources are compiled together, at the most")

# moim_unite(TARGET): the sources of one directory (of `domain/matching`, or `tests/net/wire`, with what lies below) are
# compiled together; directories of fewer than four join their parent's. So a new file changes its neighbours' units only,
# and what a source keeps to itself must have a name of its own within its directory. Sources of a grown copy of the tree
# (tests/extension) are united as those of the tree are.
function(moim_unite target)
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    cmake_path(ABSOLUTE_PATH source NORMALIZE OUTPUT_VARIABLE path)
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${CMAKE_SOURCE_DIR})
    string(REGEX REPLACE "^.*/grown/" "" path ${path})
    string(REGEX MATCH "^(tests/[^/]+|[^/]+)(/[^/]+/)?" group ${path})
    set(folder ${CMAKE_MATCH_1})
    list(APPEND groups ${group})
    list(APPEND members_${group} ${source})
    set(parent_${group} ${folder})
  endforeach()
  list(REMOVE_DUPLICATES groups)
  foreach(group ${groups})
    list(LENGTH members_${group} count)
    if(count LESS 4)
      list(APPEND united ${parent_${group}})
      list(APPEND united_${parent_${group}} ${members_${group}})
    else()
      list(APPEND united ${group})
      list(APPEND united_${group} ${members_${group}})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES united)
  foreach(group ${united})
    list(LENGTH united_${group} count)
    math(EXPR units "(${count} + ${MOIM_UNIT_SIZE} - 1) / ${MOIM_UNIT_SIZE}")
    string(MAKE_C_IDENTIFIER ${group} name)
    set(index 0)
    foreach(source ${united_${group}})
      math(EXPR unit "${index} * ${units} / ${count}")
      math(EXPR index "${index} + 1")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${name}_${unit})
    endforeach()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()

# moim_folder(NAME [LINK targets]): the library of one folder, all its .cpp files except those under main/.
function(moim_folder name)
  cmake_parse_arguments(arg "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/${name}/main/")
  if(sources)
    add_library(moim_${name} STATIC ${sources})
    moim_unite(moim_${name})
    # What is fuzzed counts where it has been; in other programs that leads nowhere.
    target_compile_options(moim_${name} PRIVATE $<$<BOOL:${MOIM_SANITIZE}>:-fsanitize=fuzzer-no-link>)
    target_link_libraries(moim_${name} PUBLIC moim_options ${arg_LINK})
  else()
    add_library(moim_${name} INTERFACE)
    target_link_libraries(moim_${name} INTERFACE moim_options ${arg_LINK})
  endif()
endfunction()

# moim_embed(TARGET FILE TEMPLATE): compiles TEMPLATE into TARGET, with the text of FILE in place of @embedded@; in that
# text the name of a file beside it, as @name@, stands for what that file holds.
function(moim_embed target file template)
  file(READ ${file} embedded)
  cmake_path(GET file PARENT_PATH folder)
  file(GLOB parts CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/${folder} ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*)
  foreach(part ${parts})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${part})
    file(READ ${folder}/${part} text)
    string(REPLACE "@${part}@" "${text}" embedded "${embedded}")
  endforeach()
  string(REGEX REPLACE "[.]in$" "" source ${template})
  configure_file(${template} ${CMAKE_BINARY_DIR}/embedded/${source} @ONLY)
  target_sources(${target} PRIVATE ${CMAKE_BINARY_DIR}/embedded/${source})
endfunction()

# Programs that are served or measured allocate by jemalloc (decision 15); the sanitizers bring their own allocator.
add_library(moim_allocator INTERFACE)
if(NOT MOIM_SANITIZE)
  target_link_libraries(moim_allocator INTERFACE PkgConfig::jemalloc)
endif()

# moim_program(NAME SOURCE FOLDER): a program whose main() is SOURCE; the target `programs` builds them all.
add_custom_target(programs)
function(moim_program name source folder)
  if(EXISTS ${CMAKE_SOURCE_DIR}/${source})
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE ${folder} moim_allocator)
    add_dependencies(programs ${name})
  endif()
endfunction()

# moim_fuzz(NAME SOURCE FOLDER): a libFuzzer target over FOLDER's library; the target `fuzz` builds them all.
# The suite gives each a short run with a fixed seed, from the inputs in the directory beside SOURCE (its name without
# `.cpp`) if there are any.
add_custom_target(fuzz)
function(moim_fuzz name source folder)
  add_executable(${name} ${source})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE moim_${folder})
  add_dependencies(fuzz ${name})
  cmake_path(REMOVE_EXTENSION source OUTPUT_VARIABLE inputs_directory)
  file(GLOB inputs CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${inputs_directory}/*)
  if(inputs)
    # Not as a directory: libFuzzer writes what it finds into one.
    list(JOIN inputs "," inputs)
    set(inputs -seed_inputs=${inputs})
  endif()
  add_test(NAME ${name} COMMAND ${name} -runs=20000 -seed=1 -max_total_time=60 -timeout=10 -rss_limit_mb=1024
                                -artifact_prefix=${CMAKE_BINARY_DIR}/${name}- ${inputs})
endfunction()
