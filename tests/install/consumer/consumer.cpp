#include <pith/pith.h>

#include <iostream>

// Something of every part of the library: extraction, the record, fetching.
int main() {
  const pith::Article article = pith::extract({.bytes = "<p>hello", .url = "https://example.org/"});
  const auto refused = pith::fetch("http://127.0.0.1/");
  std::cout << pith::kVersion << "\n" << pith::to_json(article) << "\n";
  return std::holds_alternative<pith::FetchFailure>(refused) ? 0 : 1;
}
