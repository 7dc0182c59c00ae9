// JSON lines: a page a line.
#pragma once

#include <memory>

#include "items.h"
#include "window.h"

namespace pith::archive {

std::unique_ptr<Items> json_lines_items(Window window, const ArchiveOptions& options);

}  // namespace pith::archive
