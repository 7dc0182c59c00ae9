// The files of a tar, a page each.
#pragma once

#include <memory>

#include "items.h"
#include "window.h"

namespace pith::archive {

std::unique_ptr<Items> tar_items(Window window, const ArchiveOptions& options);

}  // namespace pith::archive
