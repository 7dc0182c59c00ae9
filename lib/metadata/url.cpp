// Addresses: RFC 3986 section 5 resolution, as browsers read http(s) ones, and registrable domains.
#include <libpsl.h>

#include <algorithm>
#include <memory>

#include "metadata.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

constexpr std::size_t kMaxUrl = 8192;  // longer ones are data, not addresses

// RFC 3986 section 3: the five components. `has_*` tell an empty component from a missing one.
struct Parts {
  std::string_view scheme, authority, path, query, fragment;
  bool has_authority = false, has_query = false, has_fragment = false;
};

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view scheme_of(std::string_view url) {
  if (url.empty() || !is_alpha(url[0])) return {};
  std::size_t i = 1;
  while (i < url.size() && (is_alpha(url[i]) || is_digit(url[i]) || url[i] == '+' || url[i] == '-' || url[i] == '.')) {
    ++i;
  }
  return i < url.size() && url[i] == ':' ? url.substr(0, i) : std::string_view{};
}

bool is_web_scheme(std::string_view scheme) {
  return text::equals_ignoring_ascii_case(scheme, "http") || text::equals_ignoring_ascii_case(scheme, "https");
}

// RFC 3986 appendix B.
Parts split(std::string_view url) {
  Parts parts;
  parts.scheme = scheme_of(url);
  if (!parts.scheme.empty()) url.remove_prefix(parts.scheme.size() + 1);
  if (const auto hash = url.find('#'); hash != url.npos) {
    parts.fragment = url.substr(hash + 1);
    parts.has_fragment = true;
    url = url.substr(0, hash);
  }
  if (const auto mark = url.find('?'); mark != url.npos) {
    parts.query = url.substr(mark + 1);
    parts.has_query = true;
    url = url.substr(0, mark);
  }
  if (url.starts_with("//")) {
    url.remove_prefix(2);
    const auto slash = std::min(url.find('/'), url.size());
    parts.authority = url.substr(0, slash);
    parts.has_authority = true;
    url.remove_prefix(slash);
  }
  parts.path = url;
  return parts;
}

// RFC 3986 section 5.2.4, segment by segment.
std::string remove_dot_segments(std::string_view path) {
  std::string out;
  std::size_t begin = 0;
  while (begin < path.size()) {
    const auto end = std::min(path.find('/', begin + 1), path.size());
    const std::string_view segment = path.substr(begin, end - begin);  // with its leading slash
    const bool last = end == path.size();
    if (segment == "/..") {
      out.resize(std::min(out.rfind('/'), out.size()));
      if (last) out += '/';
    } else if (segment == "/.") {
      if (last) out += '/';
    } else {
      out += segment;
    }
    begin = end;
  }
  return out;
}

// RFC 3986 section 5.2.3.
std::string merge(const Parts& base, std::string_view path) {
  if (base.path.empty()) return "/" + std::string(path);
  const auto slash = base.path.rfind('/');
  return std::string(base.path.substr(0, slash == base.path.npos ? 0 : slash + 1)) + std::string(path);
}

// What browsers do before parsing (WHATWG URL 4.4): white space off the ends, tabs and line feeds out, a backslash
// ahead of the query is a slash; characters that no URL has are percent-encoded.
std::string prepare(std::string_view url) {
  std::string out;
  bool in_path = true;
  for (const char c : text::trim_ascii(url)) {
    constexpr char kHex[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\t' || c == '\n' || c == '\r') continue;
    if (c == '?' || c == '#') in_path = false;
    if (c == '\\' && in_path) {
      out += '/';
    } else if (byte <= 0x20 || byte == 0x7f || c == '"' || c == '<' || c == '>' || c == '`') {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// Host of an authority: without user information and port (RFC 3986 section 3.2).
std::string_view host_of(std::string_view authority) {
  if (const auto at = authority.rfind('@'); at != authority.npos) authority.remove_prefix(at + 1);
  if (authority.starts_with('[')) return authority.substr(0, std::min(authority.find(']'), authority.size() - 1) + 1);
  return authority.substr(0, authority.find(':'));
}

// An authority with its host in lower case; empty if there is no host in it or it has what no host has.
std::string clean_authority(std::string_view authority) {
  const std::string_view host = host_of(authority);
  if (host.empty() || authority.find('%') < authority.size()) return {};
  const auto at = static_cast<std::size_t>(host.data() - authority.data());
  return std::string(authority.substr(0, at)) + ascii_lower(host) + std::string(authority.substr(at + host.size()));
}

bool is_ipv4(std::string_view host) {
  return std::all_of(host.begin(), host.end(), [](char c) { return is_digit(c) || c == '.'; });
}

// "http:/x" and "http:///x" have an authority all the same for browsers (WHATWG URL, "special authority slashes").
void repair_slashes(std::string& url, std::size_t scheme_size) {
  std::size_t end = scheme_size + 1;
  while (end < url.size() && url[end] == '/') ++end;
  if (end > scheme_size + 1) url.replace(scheme_size + 1, end - scheme_size - 1, "//");
}

std::string compose(const Parts& base, const Parts& reference) {
  const Parts& source = reference.has_authority ? reference : base;
  const std::string authority = clean_authority(source.authority);
  if (authority.empty()) return {};
  std::string path;
  bool base_query = false;
  if (reference.has_authority || reference.path.starts_with('/')) {
    path = remove_dot_segments(reference.path);
  } else if (reference.path.empty()) {
    path = std::string(base.path);
    base_query = !reference.has_query;
  } else {
    path = remove_dot_segments(merge(base, reference.path));
  }
  const std::string_view scheme = reference.scheme.empty() ? base.scheme : reference.scheme;
  std::string out = ascii_lower(scheme) + "://" + authority + (path.empty() ? "/" : path);
  const Parts& query = base_query ? base : reference;
  if (query.has_query) (out += '?') += query.query;
  if (reference.has_fragment) (out += '#') += reference.fragment;
  return out;
}

}  // namespace

std::string resolve_url(std::string_view base, std::string_view reference) {
  if (base.size() > kMaxUrl || reference.size() > kMaxUrl) return {};
  std::string base_text = prepare(base);
  std::string reference_text = prepare(reference);
  if (const auto scheme = scheme_of(base_text); is_web_scheme(scheme)) repair_slashes(base_text, scheme.size());
  if (const auto scheme = scheme_of(reference_text); is_web_scheme(scheme)) {
    repair_slashes(reference_text, scheme.size());
  }
  Parts parts = split(reference_text);
  if (!parts.scheme.empty() && !is_web_scheme(parts.scheme)) return {};
  const Parts base_parts = split(base_text);
  if (!parts.scheme.empty() && parts.has_authority) return compose({}, parts);
  // Without an authority the scheme counts only as a check: "http:g" is "g" for browsers (RFC 3986 5.2.2,
  // "non-strict").
  if (!is_web_scheme(base_parts.scheme) || !base_parts.has_authority) return {};
  if (!parts.scheme.empty() && !text::equals_ignoring_ascii_case(parts.scheme, base_parts.scheme)) return {};
  parts.scheme = {};
  return compose(base_parts, parts);
}

std::string base_url(const html::Document& document, std::string_view url) {
  if (!document.base_href.empty()) {
    if (std::string base = resolve_url(url, document.base_href); !base.empty()) return base;
  }
  return resolve_url(url, url);
}

std::string registrable_domain(std::string_view url) {
  const std::string address = resolve_url({}, url);
  if (address.empty()) return {};
  std::string host = text::lower(host_of(split(address).authority));
  while (host.ends_with('.')) host.pop_back();
  if (host.starts_with('[') || is_ipv4(host)) return host;
  // The list compiled into the library: a file of the system could differ from machine to machine.
  struct Free {
    void operator()(const psl_ctx_t* list) const { psl_free(const_cast<psl_ctx_t*>(list)); }
  };
  const std::unique_ptr<const psl_ctx_t, Free> list(psl_builtin());
  const char* domain = list ? psl_registrable_domain(list.get(), host.c_str()) : nullptr;
  return domain ? domain : host;
}

}  // namespace pith::metadata
