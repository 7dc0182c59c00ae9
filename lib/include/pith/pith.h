// pith takes a web page as it was crawled and gives back its main content as clean JSON.
//
//   #include <pith/pith.h>
//
//   std::string record(std::string_view html) {
//     const pith::Article article = pith::extract({.bytes = html, .url = "https://example.org/story"});
//     return pith::to_json(article, {.pretty = true});
//   }
//
// extract() never fails and keeps no state: see pith/extract.h. Getting pages over HTTP: pith/fetch.h; out of archives:
// pith/archive.h.
// The rules followed: WHATWG HTML and Encoding (decoding, parsing), RFC 3986 and WHATWG URL, RFC 9110 (fetching).
#pragma once

#include "pith/archive.h"
#include "pith/article.h"
#include "pith/batch.h"
#include "pith/emit.h"
#include "pith/extract.h"
#include "pith/fetch.h"
#include "pith/version.h"
