// Test helper: a Document as one line of text.
#pragma once

#include <string>

#include "html/html.h"

namespace pith::html {

// The subtree as `name[class=x](child "text" ...)`, flags behind the name: ! hidden, ~ in_noscript, # preformatted.
std::string dump(const Document& document, NodeIndex node = 0);

// What is wrong with the document's structure, or an empty string: parents stand before children, ranges nest, depths
// count, views point into `input`, unless they are in the storage, which the address sanitizer guards.
std::string broken_rule(const Document& document);

// Where the two differ, or an empty string.
std::string difference(const Document& a, const Document& b);

}  // namespace pith::html
