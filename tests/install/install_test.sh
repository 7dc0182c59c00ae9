#!/bin/bash
# install_test.sh BUILD_FOLDER COMPILER [FLAG]...: installs into a prefix of its own, builds the consumer by CMake and by
# pkg-config in a folder that sees nothing but that prefix, and runs both.
set -euo pipefail
build=$(cd "$1" && pwd) compiler=$2
shift 2
work=$build/install_test
prefix=$work/prefix
here=$(cd "$(dirname "$0")" && pwd)

rm -rf "$work"
mkdir -p "$work"
cp -r "$here/consumer" "$work/source"
cmake --install "$build" --prefix "$prefix" >"$work/install.log"
pc=$(find "$prefix" -name pith.pc)
export LD_LIBRARY_PATH=${pc%/pkgconfig/pith.pc}  # for a shared libpith

check() {
  local out
  out=$("$1")
  grep -q '^{.*"text":"hello' <<<"$out" || { echo "$1 printed: $out"; exit 1; }
}

cmake -S "$work/source" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_CXX_FLAGS="$*" >"$work/configure.log"
cmake --build "$work/cmake"
check "$work/cmake/consumer"

export PKG_CONFIG_PATH=${pc%/pith.pc}
read -ra flags < <(pkg-config --cflags --libs pith)
"$compiler" "$@" -std=c++20 "$work/source/consumer.cpp" -o "$work/by_pkg_config" "${flags[@]}"
check "$work/by_pkg_config"

[[ $("$prefix/bin/pith" --version) == "pith $(pkg-config --modversion pith)" ]]
