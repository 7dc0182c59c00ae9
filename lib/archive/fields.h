// Named fields as WARC and HTTP heads have them.
#pragma once

#include <string_view>

#include "pith/archive.h"

namespace pith::archive {

// Adds each "name: value" line up to an empty line or the end; a line that begins with white space goes on the one
// before it. The first line that is neither, with a null pointer if there is none: it is passed over.
std::string_view add_fields(std::string_view lines, ArchiveHeaders& headers);

}  // namespace pith::archive
