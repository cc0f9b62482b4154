#!/bin/sh
# Builds the two programs that train the block model, from a Release build in build/: train/blocks/build.sh FOLDER
set -e
cd "$(dirname "$0")/../.."
rooms="build/libfw_article.a build/libfw_intake.a build/libfw_page.a build/libfw_rules.a build/libfw_base.a"
libs="-lcld2 -lsimdjson -lpugixml -licuuc -licui18n -licudata -ldeflate -lz -lzstd"
for one in block_features boost; do
  ${CXX:-g++} -std=c++20 -O3 -march=native -Isrc train/blocks/$one.cc $rooms $libs -o "$1/$one"
done
