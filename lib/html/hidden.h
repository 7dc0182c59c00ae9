// Whether an element's own attributes or style take it out of sight.
#pragma once

#include <span>
#include <string_view>

#include "html.h"

namespace pith::html {

// Whether a style attribute sets display to none, visibility to hidden or collapse, or a place far off the screen (CSS
// Syntax 3, 5.4.4: declarations parted by ';'; the last one of a property counts, !important before others).
bool style_hides(std::string_view style);

// Whether the element is out of sight by its own name and attributes, whatever is above it.
bool element_hides(Tag tag, std::span<const Attribute> attributes);

// Whether aria-hidden=true takes it from what is read aloud (WAI-ARIA 1.2, 6.6), which says nothing of sight.
bool aria_hides(std::span<const Attribute> attributes);

}  // namespace pith::html
