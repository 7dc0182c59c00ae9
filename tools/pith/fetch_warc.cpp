#include "fetch_warc.h"

#include <ctime>
#include <filesystem>

#include "pith/version.h"

namespace pith::program {
namespace {

std::string now() {
  char text[32];
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

// The same exchange twice in a second has another offset or number.
std::string id_of(const Exchange& exchange, std::uint64_t offset, std::size_t number) {
  std::string seed = "response";
  for (const std::string& part : {exchange.url, exchange.date, std::to_string(offset), std::to_string(number)}) {
    seed.append("\n").append(part);
  }
  return warc_id(seed);
}

void add(std::string& list, const std::string& item) {
  if (!item.empty()) list += (list.empty() ? "" : ", ") + item;
}

}  // namespace

std::string robots_of(const CrawlResult& result) {
  std::string out;
  for (const auto& [name, value] : result.response.headers) {
    if (name == "x-robots-tag") add(out, value);
  }
  add(out, result.notes.robots);
  return out;
}

std::string WarcRecords::info(const CrawlOptions& options) const {
  const std::string agent =
      options.fetch.user_agent.empty() ? "pith/" + std::string(kVersion) : options.fetch.user_agent;
  const std::string fields = warc_fields({{"software", "pith/" + std::string(kVersion)},
                                          {"format", "WARC File Format 1.1"},
                                          {"conformsTo",
                                           "https://iipc.github.io/warc-specifications/specifications/"
                                           "warc-format/warc-1.1/"},
                                          {"http-header-user-agent", agent},
                                          {"robots", options.ignore_robots ? "ignore" : "obey"}});
  const std::string date = now();
  const std::string name = std::filesystem::path(path_).filename().string();
  return warc_bytes({.kind = RecordKind::warcinfo, .date = date, .filename = name, .payload = fields}, coding_);
}

// The bytes as they came (WARC 1.1, 6.3.2); what came over HTTP/2 is written as HTTP/1.1, and WARC-Protocol says so.
std::string WarcRecords::exchange(const Exchange& exchange, const std::string& id, RecordKind kind) const {
  ArchiveHeaders extra = {{"WARC-IP-Address", exchange.ip}, {"WARC-Protocol", exchange.protocol}};
  if (!exchange.truncated.empty()) extra.emplace_back("WARC-Truncated", exchange.truncated);
  if (kind == RecordKind::revisit) {
    extra.emplace_back("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
    extra.emplace_back("WARC-Refers-To-Target-URI", exchange.url);
  }
  const std::string request_id = warc_id("request\n" + id);
  return warc_bytes({.kind = kind,
                     .id = id,
                     .url = exchange.url,
                     .date = exchange.date,
                     .extra = extra,
                     .http_head = exchange.head,
                     .payload = exchange.body},
                    coding_) +
         warc_bytes({.kind = RecordKind::request,
                     .id = request_id,
                     .url = exchange.url,
                     .date = exchange.date,
                     .concurrent_to = id,
                     .extra = {{"WARC-IP-Address", exchange.ip}},
                     .http_head = exchange.request},
                    coding_);
}

std::string WarcRecords::exchanges(std::span<const Exchange> exchanges, std::uint64_t offset) const {
  std::string out;
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    if (exchanges[i].head.empty()) continue;  // no answer: nothing to keep
    out += exchange(exchanges[i], id_of(exchanges[i], offset, i), RecordKind::response);
  }
  return out;
}

std::string WarcRecords::metadata(const CrawlResult& result, const std::string& response_id,
                                  std::uint64_t offset) const {
  ArchiveHeaders fields = {{"fetch-reason", std::string(reason(result))}};
  if (!result.detail.empty()) fields.emplace_back("fetch-detail", result.detail);
  if (result.url != result.response.final_url) fields.emplace_back("fetch-final-url", result.response.final_url);
  fields.emplace_back("fetch-attempts", std::to_string(result.attempts));
  if (const std::string robots = robots_of(result); !robots.empty()) fields.emplace_back("robots", robots);
  if (!result.notes.canonical.empty()) fields.emplace_back("canonical", result.notes.canonical);
  for (const auto& [language, url] : result.notes.alternates) fields.emplace_back("alternate", language + " " + url);
  const std::string date = result.exchanges.empty() ? now() : result.exchanges.back().date;
  const std::string block = warc_fields(fields);
  return warc_bytes({.kind = RecordKind::metadata,
                     .id = warc_id("metadata\n" + result.url + "\n" + date + "\n" + std::to_string(offset)),
                     .url = result.url,
                     .date = date,
                     .concurrent_to = response_id,
                     .payload = block},
                    coding_);
}

std::string WarcRecords::result(const CrawlResult& result, std::uint64_t offset) const {
  if (result.exchanges.empty()) return metadata(result, "", offset);
  const std::size_t last = result.exchanges.size() - 1;
  const Exchange& answer = result.exchanges[last];
  const std::string id = answer.head.empty() ? "" : id_of(answer, offset, last);
  const std::span<const Exchange> all(result.exchanges);
  if (!result.not_modified) return exchanges(all, offset) + metadata(result, id, offset);
  return exchanges(all.first(last), offset) + exchange(answer, id, RecordKind::revisit) + metadata(result, id, offset);
}

}  // namespace pith::program
