// Compressed bytes as streams. The fast way for whole gzip members stands in warc_gz.cc.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "intake/window.h"

namespace fairwitness {

// What stands in a gzip file, all its members one behind the other. `below` stands at the first byte.
// `one_member`: ends behind the first member, and `below` then stands behind it.
std::unique_ptr<Stream> gunzip(Window& below, bool one_member = false);
// A zlib or a raw deflate stream, as HTTP's "deflate" may be either.
std::unique_ptr<Stream> inflate_deflate(Window& below);
// All zstd frames; a dictionary frame in front (WARC-zstd) is used for the rest.
std::unique_ptr<Stream> unzstd(Window& below);
std::unique_ptr<Stream> unbrotli(Window& below);

// A stream that owns what it reads from.
std::unique_ptr<Stream> owning(std::unique_ptr<Window> below, std::unique_ptr<Stream> (*open)(Window&));

}  // namespace fairwitness
