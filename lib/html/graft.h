// One document's content put into another.
#pragma once

#include "html.h"

namespace pith::html {

// Puts what is below the <body> of `fragment` in as the children of `place`, a node without any, and takes over what
// its views point into. Depths, flags and ranges are put right.
void graft(Document& document, NodeIndex place, Document&& fragment);

}  // namespace pith::html
