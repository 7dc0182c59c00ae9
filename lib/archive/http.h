// The head of an HTTP message and its chunked coding, as leniently as browsers read them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pith/archive.h"

namespace pith::archive {

struct HttpHead {
  std::size_t size = 0;       // with the empty line behind it
  std::optional<int> status;  // none in a request
  ArchiveHeaders headers;
  bool whole = true;  // false: no status line, or no end
};

// The head of a response or request at the beginning of `block`; of the last one where interim responses (1xx) come
// first.
HttpHead read_http_head(std::string_view block, std::size_t limit);

struct Unchunked {
  ArchiveBytes bytes = {};
  bool chunked = true;         // false: it was not, and `bytes` is empty
  std::string_view rest = {};  // what is not understood and not in `bytes`; where all is, its data pointer is null
  bool cut = false;            // it ends within a chunk or without the last one
};

// Undoes the chunked coding (RFC 9112, 7.1).
Unchunked unchunk(std::string_view body);

}  // namespace pith::archive
