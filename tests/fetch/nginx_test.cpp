// fetch() against a server of the real world.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "pith/fetch.h"
#include "server.h"

namespace pith {
namespace {

namespace fs = std::filesystem;
using Result = std::variant<Response, FetchFailure>;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = fs::temp_directory_path() / "pith-nginx-XXXXXX";
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string page() {
  std::string text = "<!doctype html><title>page</title>";
  for (int i = 0; i < 2000; ++i) text += "<p>paragraph " + std::to_string(i) + "</p>\n";
  return text;
}

std::string config(const fs::path& folder, int port) {
  const std::string root = folder.string();
  const std::string address = "127.0.0.1:" + std::to_string(port);
  return "daemon off; worker_processes 1; " + std::string(geteuid() == 0 ? "user root root; " : "") + "pid " + root +
         "/pid; error_log " + root + "/error.log;\n" +
         "events { worker_connections 64; }\n"
         "http {\n"
         "  access_log off; default_type text/html; charset utf-8; \n"
         "  client_body_temp_path " +
         root + "/body; proxy_temp_path " + root + "/proxy; fastcgi_temp_path " + root +
         "/fastcgi;\n  uwsgi_temp_path " + root + "/uwsgi; scgi_temp_path " + root + "/scgi;\n" +
         "  gzip on; gzip_min_length 1;\n"
         "  server {\n"
         "    listen " +
         address + "; root " + root + "/www;\n" +
         "    location = /moved { return 301 /page.html; }\n"
         "    location = /twice { return 308 moved; }\n"
         "    location = /elsewhere { return 302 http://localhost:" +
         std::to_string(port) + "/page.html; }\n" +
         "    location = /file { return 302 file:///etc/passwd; }\n"
         "    location = /inside { return 302 http://169.254.169.254/; }\n"
         "    location = /loop { return 302 /loop; }\n"
         "  }\n"
         "}\n";
}

// nginx in a folder of its own, as the current user. It is handed a socket that listens already (as in its own
// upgrades, by the NGINX variable): connections queue until it is up, so nobody waits and no port is taken twice.
class Nginx {
 public:
  Nginx() : listener_(testing::listen_on_loopback()), port_(testing::port_of(listener_)) {
    fs::create_directory(folder_.path() / "www");
    write(folder_.path() / "www" / "page.html", page());
    write(folder_.path() / "nginx.conf", config(folder_.path(), port_));
    start();
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  ~Nginx() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }

 private:
  void start() {
    const std::string conf = folder_.path() / "nginx.conf";
    const std::string inherited = std::to_string(listener_.get()) + ";";
    const std::string path = std::string(std::getenv("PATH") != nullptr ? std::getenv("PATH") : "") + ":/usr/sbin";
    setenv("PATH", path.c_str(), 1);
    setenv("NGINX", inherited.c_str(), 1);
    process_ = fork();
    if (process_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGTERM);  // no nginx outlives the tests, however they end
    fcntl(listener_.get(), F_SETFD, 0);
    execlp("nginx", "nginx", "-p", folder_.path().c_str(), "-c", conf.c_str(), "-e", "stderr", nullptr);
    dprintf(STDERR_FILENO, "nginx is not installed (Debian: nginx-light)\n");
    _exit(127);
  }
  TemporaryFolder folder_;
  testing::Socket listener_;
  int port_;
  pid_t process_ = -1;
};

class FetchFromNginx : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server() = std::make_unique<Nginx>(); }
  static void TearDownTestSuite() { server().reset(); }
  static std::unique_ptr<Nginx>& server() {
    static std::unique_ptr<Nginx> nginx;
    return nginx;
  }
  static std::string url(const std::string& path) { return server()->url(path); }
  static Result get(const std::string& path) {
    FetchOptions options;
    options.allow_private = true;
    options.limits.total = std::chrono::seconds(10);
    return fetch(url(path), options);
  }
  static FetchFailure failure(const std::string& path) {
    const Result result = get(path);
    if (const auto* failure = std::get_if<FetchFailure>(&result)) return *failure;
    ADD_FAILURE() << path << " was fetched";
    return {};
  }
  static Response page_at(const std::string& path) {
    const Result result = get(path);
    if (const auto* response = std::get_if<Response>(&result)) return *response;
    const auto& failure = std::get<FetchFailure>(result);
    ADD_FAILURE() << path << ": " << to_string(failure.error) << ", " << failure.detail;
    return {};
  }
};

TEST_F(FetchFromNginx, Rfc9110_Page) {
  const Response got = page_at("/page.html");
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(got.url, url("/page.html"));
  EXPECT_EQ(got.final_url, url("/page.html"));
  EXPECT_TRUE(got.body == page()) << got.body.size() << " bytes";
  // It came compressed: the header stays as it was sent, the body is decoded.
  EXPECT_NE(std::ranges::find(got.headers, std::pair<std::string, std::string>("content-encoding", "gzip")),
            got.headers.end());
}

TEST_F(FetchFromNginx, Rfc9110_NotFoundIsAnAnswer) {
  EXPECT_EQ(page_at("/none").status, 404);
}

TEST_F(FetchFromNginx, Rfc9110_Redirects) {
  for (const char* path : {"/moved", "/twice"}) {
    const Response got = page_at(path);
    EXPECT_EQ(got.url, url(path));
    EXPECT_EQ(got.final_url, url("/page.html"));
    EXPECT_TRUE(got.body == page()) << got.body.size() << " bytes";
  }
  EXPECT_TRUE(page_at("/elsewhere").body == page());
}

TEST_F(FetchFromNginx, Pith_RedirectsThatAreRefused) {
  EXPECT_EQ(failure("/file").error, FetchError::bad_url);
  EXPECT_EQ(failure("/file").url, "file:///etc/passwd");
  EXPECT_EQ(failure("/inside").error, FetchError::forbidden_address);
  EXPECT_EQ(failure("/inside").detail, "169.254.169.254 is a link-local address (RFC 3927)");
  EXPECT_EQ(failure("/loop").error, FetchError::too_many_redirects);
}

TEST_F(FetchFromNginx, Pith_NotWithoutPermission) {
  const Result result = fetch(url("/page.html"));
  ASSERT_TRUE(std::holds_alternative<FetchFailure>(result));
  EXPECT_EQ(std::get<FetchFailure>(result).error, FetchError::forbidden_address);
}

}  // namespace
}  // namespace pith
