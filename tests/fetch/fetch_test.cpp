#include "pith/fetch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "bombs.h"
#include "pith/version.h"
#include "server.h"

namespace pith {
namespace {

using testing::Client;
using testing::response;
using testing::Server;
using Result = std::variant<Response, FetchFailure>;

FetchOptions on_loopback() {
  FetchOptions options;
  options.allow_private = true;
  options.limits.total = std::chrono::seconds(20);
  return options;
}

std::string name_of(const Result& result) {
  if (const auto* failure = std::get_if<FetchFailure>(&result)) return std::string(to_string(failure->error));
  return "status " + std::to_string(std::get<Response>(result).status);
}

FetchFailure failure_of(const Result& result) {
  if (const auto* failure = std::get_if<FetchFailure>(&result)) return *failure;
  ADD_FAILURE() << "fetched: " << name_of(result);
  return {};
}

Response response_of(const Result& result) {
  if (const auto* got = std::get_if<Response>(&result)) return *got;
  const FetchFailure failure = failure_of(result);
  ADD_FAILURE() << to_string(failure.error) << " at " << failure.url << ": " << failure.detail;
  return {};
}

// A server that sends these bytes to every client and closes.
Server server_of(std::string bytes) {
  return Server([bytes = std::move(bytes)](Client& client, const std::string&) { client.send(bytes); });
}

Result fetch_bytes(std::string bytes, const FetchOptions& options = on_loopback()) {
  const Server server = server_of(std::move(bytes));
  return fetch(server.url(), options);
}

// ---- what is sent
// ----------------------------------------------------------------------------------------------------

TEST(Fetch, Pith_AsksHonestlyAndWithoutCredentials) {
  const Server server([](Client& client, const std::string& request) {
    if (request.starts_with("GET /first")) {
      client.send(
          "HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: /second\r\nContent-Length: 0\r\nConnection: "
          "close\r\n\r\n");
    } else {
      client.send(response("", "ok"));
    }
  });
  response_of(fetch(server.url("/first"), on_loopback()));
  const std::vector<std::string> requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  for (const std::string& request : requests) {
    EXPECT_NE(request.find("\r\nUser-Agent: pith/" + std::string(kVersion) + "\r\n"), request.npos) << request;
    for (const char* header : {"\r\nCookie:", "\r\nAuthorization:", "\r\nReferer:", "\r\nProxy"}) {
      EXPECT_EQ(request.find(header), request.npos) << request;
    }
  }
}

TEST(Fetch, Pith_ProxiesOfTheEnvironmentAreNotUsed) {
  const Server proxy = server_of(response("", "proxied"));
  const Server server = server_of(response("", "direct"));
  setenv("http_proxy", proxy.url().c_str(), 1);
  const Result result = fetch(server.url(), on_loopback());
  unsetenv("http_proxy");
  EXPECT_EQ(response_of(result).body, "direct");
  EXPECT_TRUE(proxy.requests().empty());
}

TEST(Fetch, Pith_ThroughAProxy) {
  const Server proxy = server_of(response("", "proxied"));
  FetchOptions options;
  options.proxy = proxy.url("");
  setenv("no_proxy", "*", 1);
  EXPECT_EQ(response_of(fetch("http://some.example/a", options)).body, "proxied");
  for (const char* url : {"http://127.0.0.1/", "http://2130706433/", "http://localhost/", "http://[::1]/"}) {
    EXPECT_EQ(name_of(fetch(url, options)), "forbidden_address") << url;
  }
  unsetenv("no_proxy");
  ASSERT_EQ(proxy.requests().size(), 1U);
  EXPECT_TRUE(proxy.requests()[0].starts_with("GET http://some.example/a HTTP/1.1\r\n")) << proxy.requests()[0];
}

TEST(Fetch, Pith_UserAgentOfTheCaller) {
  const Server server = server_of(response("", "ok"));
  FetchOptions options = on_loopback();
  options.user_agent = "example-bot/2.0 (+https://example.org/bot)";
  response_of(fetch(server.url(), options));
  EXPECT_NE(server.requests().at(0).find("\r\nUser-Agent: " + options.user_agent + "\r\n"), std::string::npos);
  options.user_agent = "bot\r\nX-Injected: 1";
  EXPECT_EQ(failure_of(fetch(server.url(), options)).error, FetchError::other);
  EXPECT_EQ(server.requests().size(), 1U);
}

// ---- what is read
// ----------------------------------------------------------------------------------------------------

TEST(Fetch, Rfc9110_HeadersOfTheLastResponse) {
  const Response got = response_of(fetch_bytes(
      "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
      "HTTP/1.1 404 Not Found\r\nContent-TYPE:  text/html;\r\n\tcharset=gbk \r\nX-A: 1\r\nX-A: 2\r\n"
      "Transfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n3\r\nabc\r\n0\r\nContent-Type: text/late\r\n\r\n"));
  EXPECT_EQ(got.status, 404);
  EXPECT_EQ(got.content_type, "text/html; charset=gbk");
  EXPECT_EQ(got.body, "abc");
  const std::vector<std::pair<std::string, std::string>> expected = {{"content-type", "text/html; charset=gbk"},
                                                                     {"x-a", "1"},
                                                                     {"x-a", "2"},
                                                                     {"transfer-encoding", "chunked"},
                                                                     {"trailer", "X-Late"}};
  EXPECT_EQ(got.headers, expected);
}

TEST(Fetch, Rfc9110_ContentCodingsAreUndone) {
  const std::string brotli("\x0b\x02\x80hello\x03", 9);
  const std::string zstd("\x28\xb5\x2f\xfd\x00\x38\x29\x00\x00hello", 14);
  EXPECT_EQ(response_of(fetch_bytes(response("Content-Encoding: br\r\n", brotli))).body, "hello");
  EXPECT_EQ(response_of(fetch_bytes(response("Content-Encoding: zstd\r\n", zstd))).body, "hello");
}

// ---- addresses
// -------------------------------------------------------------------------------------------------------

TEST(Fetch, Pith_ForbiddenAddresses) {
  for (const char* url : {"http://127.0.0.1:8009/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/",
                          "http://0/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/",
                          "https://192.168.1.1/", "http://localhost/", "http://255.255.255.255/"}) {
    EXPECT_EQ(name_of(fetch(url)), "forbidden_address") << url;
  }
}

TEST(Fetch, Pith_ForbiddenAddressesThatNotEveryMachineKnows) {
  for (const char* url : {"http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fd00::1]/",
                          "http://[64:ff9b::7f00:1]/", "http://LOCALHOST./"}) {
    const std::string name = name_of(fetch(url));
    EXPECT_TRUE(name == "forbidden_address" || name == "dns") << url << ": " << name;
  }
}

TEST(Fetch, Pith_LoopbackIsNotAskedUnlessAllowed) {
  const Server server = server_of(response("", "secret"));
  const FetchFailure failure = failure_of(fetch(server.url()));
  EXPECT_EQ(failure.error, FetchError::forbidden_address);
  EXPECT_EQ(failure.detail, "127.0.0.1 is a loopback address (RFC 1122, 3.2.1.3)");
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(response_of(fetch(server.url(), on_loopback())).body, "secret");
}

// ---- redirects
// -------------------------------------------------------------------------------------------------------

std::string redirect_to(const std::string& location) {
  return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 5\r\nConnection: close\r\n\r\nmoved";
}

TEST(Fetch, Pith_EachHopIsChecked) {
  struct Hop {
    const char* location;
    const char* error;
  };
  for (const auto& [location, error] :
       {Hop{"file:///etc/passwd", "bad_url"}, Hop{"ftp://example.org/", "bad_url"},
        Hop{"http://user:secret@127.0.0.1/", "bad_url"}, Hop{"http://", "bad_url"},
        Hop{"http://169.254.169.254/", "forbidden_address"}, Hop{"http://0.0.0.0/", "forbidden_address"}}) {
    const FetchFailure failure = failure_of(fetch_bytes(redirect_to(location)));
    EXPECT_EQ(to_string(failure.error), error) << location;
    EXPECT_EQ(failure.url, location);
  }
}

TEST(Fetch, Pith_RedirectLoopEnds) {
  const Server server = server_of(redirect_to("/again"));
  FetchOptions options = on_loopback();
  options.limits.redirects = 4;
  const FetchFailure failure = failure_of(fetch(server.url(), options));
  EXPECT_EQ(failure.error, FetchError::too_many_redirects);
  EXPECT_EQ(failure.url, server.url("/again"));
  EXPECT_EQ(server.requests().size(), 5U);
}

TEST(Fetch, Rfc9110_OnlyRedirectsAreFollowed) {
  const Response got =
      response_of(fetch_bytes("HTTP/1.1 201 Created\r\nLocation: /new\r\nContent-Length: 2\r\n\r\nok"));
  EXPECT_EQ(got.status, 201);
  EXPECT_EQ(got.body, "ok");
  EXPECT_EQ(response_of(fetch_bytes("HTTP/1.1 302 Found\r\nContent-Length: 2\r\n\r\nok")).status, 302);
}

// ---- limits
// ----------------------------------------------------------------------------------------------------------

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

FetchOptions with_size(std::size_t wire, std::size_t body) {
  FetchOptions options = on_loopback();
  options.limits.wire = wire;
  options.limits.body = body;
  return options;
}

FetchFailure fetch_endless(std::string head, std::string piece, const FetchOptions& options) {
  const Server server([&](Client& client, const std::string&) {
    client.send(head);
    client.send_forever(piece);
  });
  return failure_of(fetch(server.url(), options));
}

TEST(Fetch, Pith_EndlessBody) {
  const std::string piece(65536, 'x');
  const std::string head = "HTTP/1.1 200 OK\r\n\r\n";
  const FetchFailure wire = fetch_endless(head, piece, with_size(kMegabyte, 64 * kMegabyte));
  EXPECT_EQ(wire.error, FetchError::too_large);
  EXPECT_EQ(wire.detail, "more than 1048576 bytes of body before decoding");
  const FetchFailure body = fetch_endless(head, piece, with_size(64 * kMegabyte, kMegabyte));
  EXPECT_EQ(body.error, FetchError::too_large);
  EXPECT_EQ(body.detail, "more than 1048576 bytes of body after decoding");
}

TEST(Fetch, Pith_EndlessChunks) {
  const FetchFailure failure = fetch_endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                             "10\r\n0123456789abcdef\r\n", with_size(kMegabyte, 64 * kMegabyte));
  EXPECT_EQ(failure.error, FetchError::too_large);
}

TEST(Fetch, Pith_EndlessHeaders) {
  const std::string line = "X-A: " + std::string(1000, 'a') + "\r\n";
  const FetchFailure bytes = fetch_endless("HTTP/1.1 200 OK\r\n", line, on_loopback());
  EXPECT_EQ(bytes.error, FetchError::too_large);
  EXPECT_EQ(bytes.detail, "more than 262144 bytes of headers");
  const FetchFailure lines = fetch_endless("HTTP/1.1 200 OK\r\n", "X-A: 1\r\n", on_loopback());
  EXPECT_EQ(lines.error, FetchError::too_large);
  EXPECT_EQ(lines.detail, "more than 1000 header lines");
}

TEST(Fetch, Pith_EndlessHeaderLine) {
  EXPECT_EQ(fetch_endless("HTTP/1.1 200 OK\r\nX-A: ", "0123456789abcdef", on_loopback()).error, FetchError::too_large);
}

TEST(Fetch, Pith_EndlessInterimResponses) {
  EXPECT_EQ(fetch_endless("", "HTTP/1.1 102 Processing\r\n\r\n", on_loopback()).error, FetchError::too_large);
}

TEST(Fetch, Pith_DeclaredLengthBeyondTheLimit) {
  const Result result =
      fetch_bytes("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", with_size(kMegabyte, kMegabyte));
  EXPECT_EQ(failure_of(result).error, FetchError::too_large);
}

TEST(Fetch, Pith_SizeAtTheLimitIsFetched) {
  const std::string page = response("", std::string(1000, 'x'));
  EXPECT_EQ(response_of(fetch_bytes(page, with_size(1000, 1000))).body.size(), 1000U);
  EXPECT_EQ(name_of(fetch_bytes(page, with_size(1000, 999))), "too_large");
  EXPECT_EQ(name_of(fetch_bytes(page, with_size(999, 1000))), "too_large");
}

TEST(Fetch, Pith_Bombs) {
  struct Bomb {
    const char* coding;
    std::string bytes;
  };
  for (const auto& [coding, bytes] :
       {Bomb{"gzip", testing::gzip_bomb(200'000)}, Bomb{"zstd", testing::zstd_bomb(400)}}) {
    ASSERT_LT(bytes.size(), kMegabyte);
    const std::string page = response("Content-Encoding: " + std::string(coding) + "\r\n", bytes);
    FetchOptions options = with_size(kMegabyte, 8 * kMegabyte);
    options.limits.expansion = 100;
    EXPECT_EQ(failure_of(fetch_bytes(page, options)).detail, "more than 100 times as long after decoding") << coding;
    options.limits.expansion = 1'000'000;
    const FetchFailure failure = failure_of(fetch_bytes(page, options));
    EXPECT_EQ(failure.error, FetchError::too_large) << coding;
    EXPECT_EQ(failure.detail, "more than 8388608 bytes of body after decoding") << coding;
  }
}

TEST(Fetch, Pith_SilentAndSlowServers) {
  FetchOptions options = on_loopback();
  options.limits.first_byte = std::chrono::milliseconds(10);
  const Server silent([](Client& client, const std::string&) { client.stays(5000); });
  const FetchFailure no_byte = failure_of(fetch(silent.url(), options));
  EXPECT_EQ(no_byte.error, FetchError::timeout);
  EXPECT_EQ(no_byte.detail, "no answer for 10 ms");

  options = on_loopback();
  options.limits.slowest = 1000;
  options.limits.slowest_for = std::chrono::seconds(1);
  const Server slow([](Client& client, const std::string&) {
    client.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    while (client.stays(100) && client.send("a")) {
    }
  });
  const FetchFailure too_slow = failure_of(fetch(slow.url(), options));
  EXPECT_EQ(too_slow.error, FetchError::timeout);
  EXPECT_NE(too_slow.detail.find("too slow"), std::string::npos) << too_slow.detail;
}

TEST(Fetch, Rfc9110_AnswersToAnotherQuestion) {
  const std::string empty = "Content-Length: 0\r\n\r\n";
  for (const std::string status : {"304 Not Modified", "206 Partial Content"}) {
    const FetchFailure failure = failure_of(fetch_bytes("HTTP/1.1 " + status + "\r\n" + empty));
    EXPECT_EQ(failure.error, FetchError::bad_response) << status;
    EXPECT_TRUE(failure.detail.starts_with(status.substr(0, 3))) << failure.detail;
  }
  EXPECT_EQ(name_of(fetch_bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")), "bad_response");
}

TEST(Fetch, Rfc9112_LengthsThatDiffer) {
  const std::string two = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: ";
  EXPECT_EQ(name_of(fetch_bytes(two + "3\r\n\r\nabc")), "bad_response");
  EXPECT_EQ(name_of(fetch_bytes(two + "2\r\n\r\nab")), "status 200");
}

TEST(Fetch, Pith_SilentServer) {
  FetchOptions options = on_loopback();
  options.limits.total = std::chrono::milliseconds(100);
  const Server server([](Client& client, const std::string&) { client.stays(15'000); });
  EXPECT_EQ(failure_of(fetch(server.url(), options)).error, FetchError::timeout);
}

TEST(Fetch, Pith_SlowBytes) {
  FetchOptions options = on_loopback();
  options.limits.total = std::chrono::milliseconds(100);
  const Server server([](Client& client, const std::string&) {
    client.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    for (int i = 0; i < 1000 && client.stays(10); ++i) client.send("x");
  });
  EXPECT_EQ(failure_of(fetch(server.url(), options)).error, FetchError::timeout);
}

// The time is of all hops together: without that, ten hops would have ten times as long.
TEST(Fetch, Pith_TimeIsOfAllHops) {
  FetchOptions options = on_loopback();
  options.limits.total = std::chrono::milliseconds(200);
  options.limits.redirects = 1'000'000;
  const Server server = server_of(redirect_to("/again"));
  EXPECT_EQ(failure_of(fetch(server.url(), options)).error, FetchError::timeout);
}

TEST(Fetch, Pith_LimitsBeyondTheClock) {
  FetchOptions options = on_loopback();
  options.limits.total = std::chrono::milliseconds::max();
  options.limits.connect = std::chrono::milliseconds::max();
  options.limits.wire = options.limits.body = options.limits.headers = SIZE_MAX;
  EXPECT_EQ(response_of(fetch_bytes(response("", "ok"), options)).body, "ok");
}

// ---- broken answers
// --------------------------------------------------------------------------------------------------

TEST(Fetch, Rfc9112_BrokenAnswers) {
  struct Broken {
    const char* what;
    std::string bytes;
  };
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const Broken cases[] = {
      {"nothing", ""},
      {"no status line", "<html>hello</html>"},
      {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n"},
      {"an unknown version", "HTTP/9.9 200 OK\r\n\r\nhello"},
      {"cut in the headers", "HTTP/1.1 2"},
      {"shorter than declared", ok + "Content-Length: 100\r\n\r\nhello"},
      {"cut chunk", ok + "Transfer-Encoding: chunked\r\n\r\n10\r\nhello"},
      {"no last chunk", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"},
      {"no chunk size", ok + "Transfer-Encoding: chunked\r\n\r\nhello\r\n"},
      {"huge chunk size", ok + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffffff\r\nhello\r\n"},
      {"not gzip", response("Content-Encoding: gzip\r\n", "hello, this is no gzip")},
      {"broken zstd", response("Content-Encoding: zstd\r\n", std::string("\x28\xb5\x2f\xfd\x00\x38\xff\xff\xff", 9))},
      {"too many codings", response("Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip, gzip\r\n", "x")},
  };
  for (const auto& [what, bytes] : cases) EXPECT_EQ(name_of(fetch_bytes(bytes)), "bad_response") << what;
}

TEST(Fetch, Pith_Connections) {
  int port = 0;
  {
    const testing::Socket closed = testing::listen_on_loopback();
    port = testing::port_of(closed);
  }
  EXPECT_EQ(name_of(fetch("http://127.0.0.1:" + std::to_string(port) + "/", on_loopback())), "connect");
  EXPECT_EQ(name_of(fetch("http://does-not-exist.invalid/", on_loopback())), "dns");  // RFC 6761, 6.4
  const Server plain = server_of("HTTP/1.1 200 OK\r\n\r\n");
  EXPECT_EQ(name_of(fetch("https" + plain.url().substr(4), on_loopback())), "tls");
}

TEST(Fetch, Pith_EveryErrorHasItsTexts) {
  std::vector<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(FetchError::other); ++i) {
    const auto error = static_cast<FetchError>(i);
    EXPECT_FALSE(message(error).empty());
    EXPECT_EQ(std::ranges::find(names, to_string(error)), names.end()) << to_string(error);
    names.push_back(to_string(error));
  }
}

}  // namespace
}  // namespace pith
