// Servers that are broken or mean harm: each ends within its limit, with the right reason, and leaves nothing open.
#include <filesystem>
#include <iterator>

#include "bombs.h"
#include "crawl_support.h"

namespace pith {
namespace {

using namespace testing_crawl;
using Answer = Server::Answer;

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

// Small limits, so that each is reached at once.
CrawlOptions strict() {
  CrawlOptions options = quick();
  options.retries = 0;
  options.keep_wire = true;
  FetchLimits& limits = options.fetch.limits;
  limits.total = std::chrono::seconds(60);
  limits.wire = kMegabyte;
  limits.body = 8 * kMegabyte;
  limits.expansion = 1000;
  return options;
}

CrawlOptions impatient() {
  CrawlOptions options = strict();
  FetchLimits& limits = options.fetch.limits;
  limits.first_byte = milliseconds(200);
  limits.total = std::chrono::seconds(3);
  limits.slowest = 1000;
  limits.slowest_for = std::chrono::seconds(1);
  return options;
}

Answer sends(std::string bytes) {
  return [bytes = std::move(bytes)](Client& client, const std::string&) { client.send(bytes); };
}

Answer sends_page(const std::string& headers, const std::string& body) {
  return sends(response(headers, body));
}

Answer moves_to(const std::string& location) {
  return sends("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: " + location + "\r\n\r\n");
}

// First these bytes, then the others for ever.
Answer sends_forever(std::string first, std::string then) {
  return [first = std::move(first), then = std::move(then)](Client& client, const std::string&) {
    client.send(first);
    client.send_forever(then);
  };
}

// A byte now and then.
Answer drips(std::string first) {
  return [first = std::move(first)](Client& client, const std::string&) {
    client.send(first);
    while (client.stays(50) && client.send("a")) {
    }
  };
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// 64 MiB of zeros in 52 bytes (RFC 7932).
std::string brotli_bomb() {
  constexpr unsigned char kBytes[] = {0xcf, 0xff, 0xff, 0x7f, 0x00, 0x24, 0x00, 0xe2, 0xb1, 0x40, 0x72, 0xef, 0xff,
                                      0xf9, 0xff, 0xff, 0x0f, 0x80, 0x04, 0x40, 0x1c, 0x16, 0x80, 0xee, 0xfd, 0x3f,
                                      0xff, 0xff, 0xff, 0x01, 0x90, 0x00, 0x88, 0xc3, 0x02, 0xd0, 0xbd, 0xff, 0xe7,
                                      0xff, 0xff, 0x3f, 0x00, 0x12, 0x00, 0x71, 0x58, 0x00, 0xba, 0xf7, 0xff, 0x03};
  return {std::begin(kBytes), std::end(kBytes)};
}

struct Hostile {
  std::string name;
  std::string_view reason;
  Answer answer;
};

constexpr char kOk[] = "HTTP/1.1 200 OK\r\n";
constexpr char kChunked[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

std::vector<Hostile> slow_ones() {
  return {
      {"silent", "timeout", [](Client& client, const std::string&) { client.stays(5000); }},
      {"slow_head", "timeout", drips(kOk)},
      {"slow_body", "timeout", drips("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")},
      {"stalled_body", "timeout",
       [](Client& client, const std::string&) {
         client.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc");
         client.stays(5000);
       }},
  };
}

std::vector<Hostile> endless_ones() {
  return {
      {"endless_head", "too_large", sends_forever(kOk, "X-A: " + std::string(1000, 'a') + "\r\n")},
      {"many_header_lines", "too_large", sends_forever(kOk, "X-A: b\r\n")},
      {"endless_header_line", "too_large", sends_forever("HTTP/1.1 200 OK\r\nX-A: ", std::string(1000, 'a'))},
      {"endless_status_line", "too_large", sends_forever("HTTP/1.1 200 ", std::string(1000, 'a'))},
      {"huge_cookie", "too_large", sends_page("Set-Cookie: a=" + std::string(200'000, 'b') + "\r\n", "x")},
      {"interim_storm", "too_large", sends_forever("", "HTTP/1.1 103 Early Hints\r\n\r\n")},
      {"endless_body", "too_large", sends_forever("HTTP/1.1 200 OK\r\n\r\n", std::string(1000, 'a'))},
      {"endless_chunks", "too_large", sends_forever(kChunked, "4\r\nabcd\r\n")},
      {"endless_chunk_extensions", "too_large", sends_forever(kChunked, "1;" + std::string(9000, 'a') + "\r\nb\r\n")},
      {"endless_trailers", "too_large", sends_forever(std::string(kChunked) + "0\r\n", "X-A: b\r\n")},
      {"length_of_100_gb", "too_large", sends("HTTP/1.1 200 OK\r\nContent-Length: 107374182400\r\n\r\nabc")},
      {"endless_redirect", "too_many_redirects", moves_to("/again")},
      {"gzip_bomb", "too_large", sends_page("Content-Encoding: gzip\r\n", testing::gzip_bomb(200'000))},
      {"brotli_bomb", "too_large", sends_page("Content-Encoding: br\r\n", brotli_bomb())},
      {"zstd_bomb", "too_large", sends_page("Content-Encoding: zstd\r\n", testing::zstd_bomb(400))},
  };
}

std::vector<Hostile> redirects() {
  return {
      {"to_metadata", "forbidden_address", moves_to("http://169.254.169.254/latest/meta-data/")},
      {"to_metadata_in_decimal", "forbidden_address", moves_to("http://2852039166/")},
      {"to_metadata_in_hex", "forbidden_address", moves_to("http://0xa9.0xfe.0xa9fe/")},
      {"to_multicast", "forbidden_address", moves_to("//224.0.0.1/")},
      {"to_this_network", "forbidden_address", moves_to("http://0.0.0.0/")},
      {"to_a_file", "bad_url", moves_to("file:///etc/passwd")},
      {"to_gopher", "bad_url", moves_to("gopher://127.0.0.1:6379/_INFO")},
      {"to_a_script", "bad_url", moves_to("javascript:alert(1)")},
      {"with_credentials", "bad_url", moves_to("http://user:secret@example.org/")},
      {"to_the_mail_port", "bad_url", moves_to("http://127.0.0.1:25/")},
      {"with_a_control_character", "bad_url",
       moves_to("/a\x01"
                "b")},
      {"to_nowhere", "ok", sends("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")},
  };
}

std::vector<Hostile> broken_ones() {
  return {
      {"nothing", "bad_response", sends("")},
      {"no_status_line", "bad_response", sends("Content-Length: 2\r\n\r\nab")},
      {"http_0_9", "bad_response", sends("<!doctype html><p>text")},
      {"another_protocol", "bad_response", sends("SSH-2.0-OpenSSH_9.2\r\n")},
      {"status_that_is_none", "bad_response", sends("HTTP/1.1 abc\r\nContent-Length: 0\r\n\r\n")},
      {"length_too_long", "bad_response", sends("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")},
      {"length_too_short", "ok", sends("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")},
      {"length_below_zero", "bad_response", sends("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc")},
      {"two_lengths", "bad_response", sends("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde")},
      {"length_and_chunks", "ok",
       sends("HTTP/1.1 200 OK\r\nContent-Length: 90\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")},
      {"chunks_cut", "bad_response", sends(std::string(kChunked) + "10\r\nabc")},
      {"chunk_size_beyond_64_bits", "bad_response",
       sends(std::string(kChunked) + "FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n")},
      {"chunk_size_that_is_none", "bad_response", sends(std::string(kChunked) + "xyz\r\nabc\r\n0\r\n\r\n")},
      {"nul_in_the_head", "bad_response",
       sends(std::string("HTTP/1.1 200 OK\r\nX-A: b\0c\r\nContent-Length: 0\r\n\r\n", 48))},
      {"broken_gzip", "bad_response", sends_page("Content-Encoding: gzip\r\n", "\x1f\x8b\x08 this is no gzip")},
      {"gzip_that_is_none", "bad_response", sends_page("Content-Encoding: gzip\r\n", "<p>text")},
      {"unknown_coding", "bad_response", sends_page("Content-Encoding: x-unknown\r\n", "abc")},
      {"bad_charset", "ok", sends_page("Content-Type: text/html; charset=\"no-such\"\r\n", "abc")},
      {"upgrade", "bad_response",
       sends("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")},
      {"not_modified_unasked", "bad_response", sends("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")},
      {"a_part_unasked", "bad_response",
       sends("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-2/9\r\nContent-Length: 3\r\n\r\nabc")},
      {"busy_until_next_century", "retry_later",
       sends("HTTP/1.1 429 Busy\r\nRetry-After: 3155760000\r\nContent-Length: 0\r\n\r\n")},
      {"busy_for_ever", "http_error", sends("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")},
      {"reset_at_once", "bad_response", [](Client& client, const std::string&) { client.reset(); }},
      {"reset_in_the_body", "bad_response",
       [](Client& client, const std::string&) {
         client.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
         client.reset();
       }},
      {"half_closed", "ok",
       [](Client& client, const std::string&) {
         client.send("HTTP/1.1 200 OK\r\n\r\nabc");
         client.half_close();
         client.stays(3000);
       }},
  };
}

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

void check(const std::vector<Hostile>& cases, CrawlOptions options) {
  options.ignore_robots = true;
  for (const auto& [name, expected, answer] : cases) {
    const std::size_t before = open_descriptors();
    {
      const Server server(answer);
      Results results;
      const CrawlCounts counts = crawl(results, options, {server.url("/" + name)});
      ASSERT_EQ(results.all.size(), 1U) << name;
      const CrawlResult& result = results.all[0];
      EXPECT_EQ(reason(result), expected) << name << ": " << result.detail;
      EXPECT_LE(result.response.body.size(), options.fetch.limits.body) << name;
      for (const Exchange& exchange : result.exchanges) EXPECT_LE(exchange.body.size(), kMegabyte) << name;
      EXPECT_EQ(counts.queued, 0U) << name;
    }
    EXPECT_EQ(open_descriptors(), before) << name;
  }
}

TEST(Hostile, Pith_Slow) {
  check(slow_ones(), impatient());
}
TEST(Hostile, Pith_Endless) {
  check(endless_ones(), strict());
}
TEST(Hostile, Pith_Redirects) {
  check(redirects(), strict());
}
TEST(Hostile, Pith_Broken) {
  check(broken_ones(), strict());
}
TEST(Hostile, Pith_FortyOfThem) {
  EXPECT_GE(slow_ones().size() + endless_ones().size() + redirects().size() + broken_ones().size(), 40U);
}

// The whole lot in one crawl, each server a host of its own: none disturbs another.
TEST(Hostile, Pith_AllAtOnce) {
  const std::size_t before = open_descriptors();
  {
    std::vector<Hostile> all = endless_ones();
    for (const auto& more : {redirects(), broken_ones()}) all.insert(all.end(), more.begin(), more.end());
    std::vector<std::unique_ptr<Server>> servers;
    std::vector<std::string> urls;
    CrawlOptions options = strict();
    options.ignore_robots = true;
    for (const Hostile& one : all) {
      const std::string url = servers.emplace_back(std::make_unique<Server>(one.answer))->url("");
      const std::string port = url.substr(url.rfind(':') + 1);
      const std::string host = std::to_string(servers.size()) + ".example";
      options.fetch.resolve.push_back(host + ":" + port + ":127.0.0.1");
      urls.push_back("http://" + host + ":" + port + "/");
    }
    Results results;
    crawl(results, options, urls);
    ASSERT_EQ(results.all.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(reason(results.of(urls[i])), all[i].reason) << all[i].name << ": " << results.of(urls[i]).detail;
    }
  }
  EXPECT_EQ(open_descriptors(), before);
}

// ---- robots.txt of such servers (RFC 9309, 2.3.1)

Answer with_robots(Answer robots) {
  return [robots = std::move(robots)](Client& client, const std::string& request) {
    request.starts_with("GET /page ") ? static_cast<void>(client.send(response("", "page"))) : robots(client, request);
  };
}

TEST(Hostile, Rfc9309_Robots) {
  const std::string disallow = "User-agent: *\nDisallow: /\n";
  const Hostile cases[] = {
      {"html", "ok", with_robots(sends_page("Content-Type: text/html\r\n", "<p>User-agent: *<br>Disallow: /"))},
      {"endless_after_a_rule", "robots",
       with_robots(sends_forever("HTTP/1.1 200 OK\r\n\r\n" + disallow, std::string(999, 'a') + "\n"))},
      {"of_100_mb", "robots",
       with_robots(sends_forever("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + disallow,
                                 std::string(999, 'a') + "\n"))},
      {"rule_behind_the_limit", "ok", with_robots(sends_page("", std::string(600'000, '#') + "\n" + disallow))},
      {"redirects_for_ever", "ok", with_robots(moves_to("/robots.txt"))},
      {"redirects_inside", "forbidden_address", with_robots(moves_to("http://169.254.169.254/"))},
      {"silent", "timeout", with_robots([](Client& client, const std::string&) { client.stays(5000); })},
      {"slow", "timeout", with_robots(drips("HTTP/1.1 200 OK\r\n\r\n"))},
      {"bomb", "ok", with_robots(sends_page("Content-Encoding: br\r\n", brotli_bomb()))},
      {"cut", "bad_response", with_robots(sends("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + disallow))},
      {"nul_bytes", "ok", with_robots(sends_page("", std::string(1000, '\0')))},
      {"many_rules", "ok",
       with_robots(sends_page("", "User-agent: *\n" + repeated("Disallow: /*a*a*a*a*a*a*b\n", 15'000)))},
  };
  for (const auto& [name, expected, answer] : cases) {
    const Server server(answer);
    Results results;
    crawl(results, expected == "timeout" ? impatient() : strict(), {server.url("/page")});
    ASSERT_EQ(results.all.size(), 1U) << name;
    EXPECT_EQ(reason(results.all[0]), expected) << name << ": " << results.all[0].detail;
  }
}

}  // namespace
}  // namespace pith
