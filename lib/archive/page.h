// A file that is one page.
#pragma once

#include <memory>

#include "items.h"
#include "window.h"

namespace pith::archive {

std::unique_ptr<Items> page_items(Window window, const ArchiveLimits& limits);

}  // namespace pith::archive
