// pith_dump: what the trainer reads and writes of a labelled set, through the library alone. docs/training.md has the
// files.
//
//   pith_dump features SET OUT   columns.json, pages.jsonl, blocks.u32, units.f32, rows.f32, page.f32
//   pith_dump second SET OUT     reads p1.f32 (a probability a block, pages in order), writes second.f32
//   pith_dump text SET OUT       reads p2.f32 and types.u8 (a page type a page), writes text.jsonl:
//                                {"id", "text", "expected"}
//
// SET holds truth.jsonl and pages/ID.html.gz. Exit: 0 done, 1 a file could not be read or written, 2 usage.
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "pith/explain.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr unsigned kThreads = 2;
constexpr std::size_t kBatch = 64;  // pages held in memory at a time

struct Page {
  std::string id;
  std::string url;
  std::string crawled;
};

std::string text_or_empty(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<Page> read_pages(const fs::path& set) {
  std::ifstream in(set / "truth.jsonl", std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + (set / "truth.jsonl").string());
  std::vector<Page> pages;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const json object = json::parse(line);
    pages.push_back({object.at("id"), text_or_empty(object, "url"), text_or_empty(object, "crawled")});
  }
  return pages;
}

std::string read_gzip(const fs::path& path) {
  const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(gzopen(path.c_str(), "rb"), &gzclose);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::string bytes;
  char buffer[1 << 16];
  for (int got; (got = gzread(file.get(), buffer, sizeof buffer)) != 0;) {
    if (got < 0) throw std::runtime_error("broken gzip: " + path.string());
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
  return bytes;
}

template <typename T>
std::vector<T> read_array(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  std::vector<T> values(bytes.size() / sizeof(T));
  std::copy_n(bytes.data(), values.size() * sizeof(T), reinterpret_cast<char*>(values.data()));
  return values;
}

class Output {
 public:
  explicit Output(const fs::path& path) : path_(path), out_(path, std::ios::binary) {}
  template <typename T>
  void write(const std::vector<T>& values) {
    out_.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
  }
  void line(const json& object) { out_ << object.dump(-1, ' ', false, json::error_handler_t::replace) << '\n'; }
  void close() {
    out_.close();
    if (!out_) throw std::runtime_error("cannot write " + path_.string());
  }

 private:
  fs::path path_;
  std::ofstream out_;
};

// work(page number) on a few threads, write(result) in the pages' order.
template <typename Result, typename Work, typename Write>
void each_in_order(std::size_t pages, Work work, Write write) {
  for (std::size_t begin = 0; begin < pages; begin += kBatch) {
    std::vector<Result> results(std::min(kBatch, pages - begin));
    std::vector<std::exception_ptr> failures(kThreads);
    std::atomic<std::size_t> next = 0;
    {
      std::vector<std::jthread> threads;
      for (unsigned t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
          try {
            for (std::size_t i; (i = next++) < results.size();) results[i] = work(begin + i);
          } catch (...) {
            failures[t] = std::current_exception();
          }
        });
      }
    }
    for (const std::exception_ptr& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
    for (Result& result : results) write(result);
  }
}

// A page's bytes with the views that point into them.
class Loaded {
 public:
  Loaded(const fs::path& set, const Page& page)
      : bytes_(read_gzip(set / "pages" / (page.id + ".html.gz"))), page_(page) {}
  pith::Input input() const {
    return {.bytes = bytes_, .url = page_.url, .content_type = {}, .http_status = {}, .crawl_date = page_.crawled};
  }

 private:
  std::string bytes_;
  const Page& page_;
};

json described(std::span<const pith::FeatureInfo> features) {
  json list = json::array();
  for (const pith::FeatureInfo& feature : features) list.push_back({{"name", feature.name}, {"group", feature.group}});
  return list;
}

// Blocks of one element share their words: each distinct pair once, and a block's number among them.
json hints_of(const pith::TrainingPage& page) {
  std::map<std::pair<std::vector<std::string>, std::vector<std::string>>, std::size_t> numbers;
  json words = json::array(), blocks = json::array();
  for (std::size_t i = 0; i < page.near_hints.size(); ++i) {
    const auto [entry, added] = numbers.try_emplace({page.near_hints[i], page.far_hints[i]}, numbers.size());
    if (added) words.push_back(json::array({page.near_hints[i], page.far_hints[i]}));
    blocks.push_back(entry->second);
  }
  return {{"words", words}, {"blocks", blocks}};
}

void dump_features(const fs::path& set, const fs::path& out) {
  const std::vector<Page> pages = read_pages(set);
  Output columns(out / "columns.json");
  columns.line({{"first", described(pith::first_pass_features())},
                {"second", described(pith::second_pass_features())},
                {"page", described(pith::page_features())}});
  columns.close();
  Output meta(out / "pages.jsonl"), counts(out / "blocks.u32"), units(out / "units.f32"), rows(out / "rows.f32"),
      page(out / "page.f32");
  std::size_t number = 0;
  each_in_order<pith::TrainingPage>(
      pages.size(), [&](std::size_t i) { return pith::training_page(Loaded(set, pages[i]).input()); },
      [&](const pith::TrainingPage& result) {
        meta.line({{"id", pages[number++].id}, {"texts", result.texts}, {"hints", hints_of(result)}});
        counts.write(std::vector{static_cast<std::uint32_t>(result.texts.size())});
        units.write(result.units);
        rows.write(result.rows);
        page.write(result.page);
      });
  for (Output* file : {&meta, &counts, &units, &rows, &page}) file->close();
}

// Each page's share of an array with one value a block.
std::vector<std::span<const float>> by_page(std::span<const float> values, std::span<const std::uint32_t> counts) {
  std::vector<std::span<const float>> parts;
  for (const std::uint32_t count : counts) {
    if (values.size() < count) throw std::runtime_error("fewer probabilities than blocks");
    parts.push_back(values.first(count));
    values = values.subspan(count);
  }
  return parts;
}

void dump_second(const fs::path& set, const fs::path& out) {
  const std::vector<Page> pages = read_pages(set);
  const std::vector<float> values = read_array<float>(out / "p1.f32");
  const std::vector<std::uint32_t> counts = read_array<std::uint32_t>(out / "blocks.u32");
  const auto probabilities = by_page(values, counts);
  Output rows(out / "second.f32");
  each_in_order<std::vector<float>>(
      pages.size(),
      [&](std::size_t i) { return pith::training_second_pass(Loaded(set, pages[i]).input(), probabilities.at(i)); },
      [&](const std::vector<float>& result) { rows.write(result); });
  rows.close();
}

void dump_text(const fs::path& set, const fs::path& out) {
  const std::vector<Page> pages = read_pages(set);
  const std::vector<float> values = read_array<float>(out / "p2.f32");
  const std::vector<std::uint8_t> types = read_array<std::uint8_t>(out / "types.u8");
  const std::vector<std::uint32_t> counts = read_array<std::uint32_t>(out / "blocks.u32");
  const auto probabilities = by_page(values, counts);
  Output lines(out / "text.jsonl");
  std::size_t number = 0;
  each_in_order<pith::TrainingText>(
      pages.size(),
      [&](std::size_t i) {
        const auto type = static_cast<pith::PageType>(types.at(i));
        return pith::training_text(Loaded(set, pages[i]).input(), probabilities.at(i), type);
      },
      [&](const pith::TrainingText& result) {
        lines.line({{"id", pages[number++].id}, {"text", result.text}, {"expected", result.expected_f1}});
      });
  lines.close();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (arguments.size() != 3) {
    std::fputs("usage: pith_dump features|second|text SET OUT\n", stderr);
    return 2;
  }
  try {
    fs::create_directories(arguments[2]);
    if (arguments[0] == "features") return dump_features(arguments[1], arguments[2]), 0;
    if (arguments[0] == "second") return dump_second(arguments[1], arguments[2]), 0;
    if (arguments[0] == "text") return dump_text(arguments[1], arguments[2]), 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pith_dump: %s\n", error.what());
    return 1;
  }
  std::fputs("pith_dump: features, second or text\n", stderr);
  return 2;
}
