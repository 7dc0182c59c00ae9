#include "input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>

#include "pith/extract.h"

namespace pith::program {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }

 private:
  int value_;
};

// strerror's words depend on the locale, and the program never sets one.
Failure system_failure(const std::string& what, int error, const std::string& advice) {
  return {what + ": " + std::strerror(error) + "; " + advice};
}

std::string advice_for(int error) {
  if (error == ENOENT || error == ENOTDIR) return "check the path";
  if (error == EACCES || error == EPERM) return "check the permissions of the file and its folder";
  return "try again or leave it out";
}

Bytes read_descriptor(int descriptor, const std::string& name, std::size_t limit) {
  std::string bytes;
  while (bytes.size() < limit) {
    const std::size_t before = bytes.size();
    const std::size_t want = std::min(limit - before, std::max(kChunk, before));
    bytes.resize(before + want);
    const ssize_t got = ::read(descriptor, bytes.data() + before, want);
    bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure("cannot read " + name, errno, advice_for(errno));
  }
  return bytes;
}

std::string advice_for(FetchError error) {
  switch (error) {
    case FetchError::bad_url:
      return "give an absolute http or https URL";
    case FetchError::forbidden_address:
      return "use --allow-private if this host may be asked";
    case FetchError::dns:
    case FetchError::connect:
      return "check the host name and the network";
    case FetchError::tls:
      return "check the address and the machine's clock and certificates";
    case FetchError::timeout:
      return "try again, or allow more with --timeout";
    case FetchError::too_large:
      return "allow more with --max-bytes";
    case FetchError::robots:
      return "leave it out, or use --ignore-robots if you may";
    default:
      return "try again later";
  }
}

Missing fetch_failure(const std::string& url, const FetchFailure& failure) {
  std::string text = url + ": " + std::string(to_string(failure.error)) + ": " + std::string(message(failure.error));
  if (!failure.detail.empty()) text += " (" + failure.detail + ")";
  if (!failure.url.empty() && failure.url != url) text += " at " + failure.url;
  return {Reason::fetch_failed, url, text + "; " + advice_for(failure.error), url, std::nullopt};
}

Missing http_failure(const std::string& url, int status) {
  const std::string advice = status < 500 ? "check the address" : "try again later";
  return {Reason::fetch_failed, url, url + ": the server answered " + std::to_string(status) + "; " + advice, url,
          status};
}

std::variant<Page, Missing> load_url(const std::string& url, const FetchOptions& options) {
  std::variant<Response, Missing> result = fetch_page(url, options);
  if (Missing* missing = std::get_if<Missing>(&result)) return std::move(*missing);
  Response& response = std::get<Response>(result);
  return Page{std::move(response.body), std::move(response.final_url), std::move(response.content_type),
              response.status};
}

}  // namespace

Bytes read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_failure("cannot open " + path, errno, advice_for(errno));
  struct stat status {};
  if (::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return Failure{"cannot read " + path + ": it is a folder; name the files in it"};
  }
  return read_descriptor(file.get(), path, limit);
}

Bytes read_stdin(std::size_t limit) {
  return read_descriptor(STDIN_FILENO, "standard input", limit);
}

Bytes read_gzip(const std::string& path, std::size_t limit) {
  struct Close {
    void operator()(gzFile file) const { gzclose(file); }
  };
  const std::unique_ptr<std::remove_pointer_t<gzFile>, Close> file(gzopen(path.c_str(), "rb"));
  if (!file) return system_failure("cannot open " + path, errno, advice_for(errno));
  std::string bytes;
  while (bytes.size() < limit) {
    const std::size_t before = bytes.size();
    const std::size_t want = std::min({limit - before, std::max(kChunk, before), std::size_t{1} << 30});
    bytes.resize(before + want);
    const int got = gzread(file.get(), bytes.data() + before, static_cast<unsigned>(want));
    bytes.resize(before + static_cast<std::size_t>(std::max(got, 0)));
    int error = Z_OK;
    const char* const text = gzerror(file.get(), &error);
    if (got < 0 || error != Z_OK) return Failure{"cannot read " + std::string(text) + "; fetch the file again"};
    if (got == 0) break;
  }
  return bytes;
}

bool is_url(const std::string& name) {
  return name.starts_with("http://") || name.starts_with("https://");
}

std::variant<Response, Missing> fetch_page(const std::string& url, const FetchOptions& options) {
  std::variant<Response, FetchFailure> result = fetch(url, options);
  if (const FetchFailure* failure = std::get_if<FetchFailure>(&result)) return fetch_failure(url, *failure);
  Response& response = std::get<Response>(result);
  if (response.status >= 400) return http_failure(url, response.status);
  return std::move(response);
}

Missing missing_of(const CrawlResult& result) {
  if (result.error == FetchError::http_error) return http_failure(result.url, result.response.status);
  return fetch_failure(result.url, {*result.error, result.response.final_url, result.detail});
}

std::variant<Page, Missing> load(const std::string& name, std::size_t limit, const FetchOptions& options) {
  if (is_url(name)) return load_url(name, options);
  if (limit < std::numeric_limits<std::size_t>::max()) ++limit;
  Bytes bytes = name == "-" ? read_stdin(limit) : read_file(name, limit);
  if (Failure* failure = std::get_if<Failure>(&bytes)) {
    return Missing{Reason::read_failed, name, std::move(failure->message), {}, std::nullopt};
  }
  return Page{std::move(std::get<std::string>(bytes)), {}, {}, std::nullopt};
}

Article error_article(const Missing& missing) {
  // Extraction of nothing fills in what follows from the URL alone: id, host name.
  Article article =
      extract({.bytes = missing.url.empty() ? std::string_view(missing.name) : std::string_view(), .url = missing.url});
  Article error;
  error.id = article.id;
  error.url = article.url;
  error.metadata.hostname = article.metadata.hostname;
  error.status = Status::error;
  error.warnings = {missing.reason};
  error.message = missing.message;
  error.http_status = missing.http_status;
  return error;
}

}  // namespace pith::program
