// What an input is, told from its first decoded bytes.
#pragma once

#include <memory>

#include "items.h"
#include "window.h"

namespace pith::archive {

enum class Kind : std::uint8_t { warc, arc, tar, json_lines, page };

Kind sniff(Window& window);

// The reader of an input of that kind.
std::unique_ptr<Items> items_of(Window window, const ArchiveOptions& options);

}  // namespace pith::archive
