#include "frontier.h"

#include "url.h"

namespace pith {
namespace {

// url.state. A URL that is taken counts as queued when a run goes on.
enum State : std::int64_t { kQueued = 0, kTaken = 1, kDone = 2, kKnown = 3 };

constexpr char kSchema[] = R"sql(
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS host (
  id INTEGER PRIMARY KEY, name TEXT UNIQUE, queued INTEGER DEFAULT 0, taken INTEGER DEFAULT 0, next INTEGER DEFAULT 0,
  failures INTEGER DEFAULT 0, rests INTEGER DEFAULT 0, verdict INTEGER, detail TEXT);
CREATE INDEX IF NOT EXISTS host_due ON host (next) WHERE queued > 0 AND taken = 0;
CREATE TABLE IF NOT EXISTS url (
  id INTEGER PRIMARY KEY, key TEXT UNIQUE, url TEXT, host INTEGER, state INTEGER, kind INTEGER, depth INTEGER,
  reason TEXT, etag TEXT, modified TEXT, validated TEXT);
CREATE INDEX IF NOT EXISTS url_queued ON url (host, depth, id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS url_taken ON url (host) WHERE state = 1;
CREATE TABLE IF NOT EXISTS verdict (id INTEGER PRIMARY KEY, url TEXT, error INTEGER, detail TEXT);
CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, until INTEGER, error INTEGER, text TEXT);
)sql";

std::optional<FetchError> error_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<FetchError>(row.integer(column));
}

Statement& bind(Statement& statement, std::optional<FetchError> error) {
  return error ? statement.bind(static_cast<std::int64_t>(*error)) : statement.bind_null();
}

}  // namespace

struct Frontier::Statements {
  explicit Statements(Database& db)
      : set(db, "INSERT OR REPLACE INTO meta VALUES (?, ?)"),
        get(db, "SELECT value FROM meta WHERE key = ?"),
        host(db, "SELECT id FROM host WHERE name = ?"),
        new_host(db, "INSERT INTO host (name) VALUES (?)"),
        count_up(db, "UPDATE host SET queued = queued + ? WHERE id = ?"),
        // What a run before this one knew is asked for anew, what this one has is a duplicate.
        new_url(
            db,
            "INSERT INTO url (key, url, host, state, kind, depth) VALUES (?, ?, ?, 0, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET state = 0, kind = excluded.kind, depth = excluded.depth WHERE state = 3"),
        new_verdict(db, "INSERT INTO verdict (url, error, detail) VALUES (?, ?, ?)"),
        verdict(db, "SELECT id, url, error, detail FROM verdict ORDER BY id LIMIT 1"),
        drop_verdict(db, "DELETE FROM verdict WHERE id = ?"),
        due_hosts(db,
                  "SELECT id, name, next, failures, rests, verdict, detail FROM host"
                  " WHERE queued > 0 AND taken = 0 AND next <= ? ORDER BY next LIMIT ?"),
        one_host(db, "SELECT id, name, next, failures, rests, verdict, detail FROM host WHERE id = ?"),
        take_host(db, "UPDATE host SET taken = 1 WHERE id = ?"),
        release(db,
                "UPDATE host SET taken = 0, next = ?, failures = ?, rests = ?, verdict = ?, detail = ? WHERE id = ?"),
        next_due(db, "SELECT min(next) FROM host WHERE queued > 0 AND taken = 0"),
        queued_urls(db,
                    "SELECT id, ifnull(url, key), kind, depth, etag, modified, validated FROM url"
                    " WHERE host = ? AND state = 0 ORDER BY depth, id LIMIT ?"),
        take_url(db, "UPDATE url SET state = 1 WHERE id = ?"),
        finish(db, "UPDATE url SET state = 2, reason = ?, etag = ?, modified = ?, validated = ? WHERE id = ?"),
        robots(db, "SELECT until, error, text FROM robots WHERE origin = ? AND until > ?"),
        set_robots(db, "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)"),
        queued(db,
               "SELECT (SELECT ifnull(sum(queued), 0) FROM host) + (SELECT count(*) FROM url WHERE state = 1)"
               " + (SELECT count(*) FROM verdict)") {}
  Statement set, get, host, new_host, count_up, new_url, new_verdict, verdict, drop_verdict, due_hosts, one_host,
      take_host, release, next_due, queued_urls, take_url, finish, robots, set_robots, queued;
};

Frontier::Frontier(const std::string& path) : database_(path) {
  // One process at a time; what is committed outlives the process, and a power cut leaves the file sound.
  database_.run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  database_.run("PRAGMA cache_size = -32768; PRAGMA temp_store = FILE;");
  database_.run(kSchema);
  if (!good()) return;
  statements_ = std::make_unique<Statements>(database_);
}

Frontier::~Frontier() = default;

void Frontier::set(std::string_view key, std::string_view value) {
  statements_->set.bind(key).bind(value).run();
}

std::string Frontier::get(std::string_view key) {
  Statement& select = statements_->get.bind(key);
  if (!select.step()) return {};
  std::string value = select.text(0);
  select.reset();
  return value;
}

// ---- runs
// ------------------------------------------------------------------------------------------------------------

bool Frontier::unfinished() {
  return get("running") == "1";
}

void Frontier::begin() {
  const Transaction all(database_);
  database_.run(
      "UPDATE url SET state = 3, reason = NULL; DELETE FROM verdict; DELETE FROM robots WHERE error NOT NULL;"
      "UPDATE host SET queued = 0, taken = 0, next = 0, failures = 0, rests = 0, verdict = NULL;");
  for (const char* key : {"position", "asked", "asked_all"}) set(key, "");
  set("running", "1");
}

void Frontier::resume() {
  const Transaction all(database_);
  database_.run(
      "UPDATE host SET taken = 0, queued = queued + (SELECT count(*) FROM url WHERE host = host.id AND state = 1);"
      "UPDATE url SET state = 0 WHERE state = 1;");
  Statement select(database_, "SELECT cast(value AS INTEGER) FROM meta WHERE key = 'asked'");
  if (select.step()) asked_ = select.integer(0);
  asked_all_ = get("asked_all") == "1";
}

void Frontier::end() {
  set("running", "");
}

std::string Frontier::position() {
  return get("position");
}

std::int64_t Frontier::queued() {
  Statement& select = statements_->queued;
  const std::int64_t count = select.step() ? select.integer(0) : 0;
  select.reset();
  return count;
}

std::int64_t Frontier::size() {
  Statement select(database_, "SELECT count(*) FROM url WHERE state < 3");
  return select.step() ? select.integer(0) : 0;
}

// ---- URLs come
// -------------------------------------------------------------------------------------------------------

std::int64_t Frontier::host_id(const std::string& name) {
  Statement& select = statements_->host.bind(name);
  if (select.step()) {
    const std::int64_t id = select.integer(0);
    select.reset();
    return id;
  }
  statements_->new_host.bind(name).run();
  return database_.last_id();
}

bool Frontier::add(const std::string& checked, PageKind kind, int depth) {
  const url::Parts parts = url::parts_of(checked);
  const std::string key = url::normalized(parts);
  const std::int64_t host = host_id(parts.host);
  Statement& insert = statements_->new_url.bind(key);
  (key == checked ? insert.bind_null() : insert.bind(checked)).bind(host).bind(static_cast<std::int64_t>(kind));
  insert.bind(static_cast<std::int64_t>(depth)).run();
  if (database_.changes() == 0) return false;
  statements_->count_up.bind(1).bind(host).run();
  return true;
}

void Frontier::ask(const std::string& url, const CrawlOptions& options) {
  const auto checked = url::checked(options.drop_tracking ? url::without_tracking(url) : url);
  ++asked_;
  if (const auto* failure = std::get_if<FetchFailure>(&checked)) {
    bind(statements_->new_verdict.bind(url), failure->error).bind(failure->detail).run();
  } else if (!add(std::get<std::string>(checked), PageKind::page, 0)) {
    bind(statements_->new_verdict.bind(url), FetchError::duplicate).bind("").run();
  }
}

void Frontier::save_asked(bool all) {
  asked_all_ = all;
  set("asked", std::to_string(asked_));
  set("asked_all", all ? "1" : "");
}

// ---- and go
// ----------------------------------------------------------------------------------------------------------

std::optional<Frontier::Verdict> Frontier::verdict() {
  Statement& select = statements_->verdict;
  if (!select.step()) return std::nullopt;
  Verdict verdict{select.integer(0), select.text(1), static_cast<FetchError>(select.integer(2)), select.text(3)};
  select.reset();
  return verdict;
}

void Frontier::finish(const Verdict& verdict, std::string_view position) {
  const Transaction both(database_);
  statements_->drop_verdict.bind(verdict.id).run();
  set("position", position);
}

void Frontier::finish(const FrontierUrl& url, std::string_view reason, std::string_view position) {
  statements_->finish.bind(reason).bind(url.etag).bind(url.modified).bind(url.validated).bind(url.id).run();
  set("position", position);
}

FrontierHost Frontier::host_at(const Statement& row) {
  FrontierHost host;
  host.id = row.integer(0);
  host.name = row.text(1);
  host.next = row.integer(2);
  host.failures = static_cast<int>(row.integer(3));
  host.rests = static_cast<int>(row.integer(4));
  host.verdict = error_at(row, 5);
  host.detail = row.text(6);
  return host;
}

std::vector<FrontierHost> Frontier::take_hosts(Milliseconds now, std::size_t most) {
  const Transaction all(database_);
  std::vector<FrontierHost> hosts;
  Statement& select = statements_->due_hosts.bind(now).bind(static_cast<std::int64_t>(most));
  while (select.step()) hosts.push_back(host_at(select));
  for (const FrontierHost& host : hosts) statements_->take_host.bind(host.id).run();
  return hosts;
}

FrontierHost Frontier::take_host(const std::string& name) {
  const Transaction all(database_);
  const std::int64_t id = host_id(name);
  Statement& select = statements_->one_host.bind(id);
  FrontierHost host;
  if (select.step()) host = host_at(select);
  select.reset();
  statements_->take_host.bind(id).run();
  return host;
}

std::vector<FrontierUrl> Frontier::take_urls(const FrontierHost& host, std::size_t most) {
  const Transaction all(database_);
  std::vector<FrontierUrl> urls;
  Statement& select = statements_->queued_urls.bind(host.id).bind(static_cast<std::int64_t>(most));
  while (select.step()) {
    urls.push_back({select.integer(0), select.text(1), static_cast<PageKind>(select.integer(2)),
                    static_cast<int>(select.integer(3)), select.text(4), select.text(5), select.text(6)});
  }
  for (const FrontierUrl& url : urls) statements_->take_url.bind(url.id).run();
  if (!urls.empty()) statements_->count_up.bind(-static_cast<std::int64_t>(urls.size())).bind(host.id).run();
  return urls;
}

void Frontier::release(const FrontierHost& host) {
  Statement& update = statements_->release.bind(host.next).bind(host.failures).bind(host.rests);
  bind(update, host.verdict).bind(host.detail).bind(host.id).run();
}

std::optional<Milliseconds> Frontier::next_due() {
  Statement& select = statements_->next_due;
  if (!select.step()) return std::nullopt;
  const auto due = select.is_null(0) ? std::nullopt : std::optional(select.integer(0));
  select.reset();
  return due;
}

std::optional<FrontierRobots> Frontier::robots(const std::string& origin, Milliseconds now) {
  Statement& select = statements_->robots.bind(origin).bind(now);
  if (!select.step()) return std::nullopt;
  FrontierRobots robots{select.integer(0), error_at(select, 1), select.text(2)};
  select.reset();
  return robots;
}

void Frontier::set_robots(const std::string& origin, const FrontierRobots& robots, std::string_view position) {
  const Transaction both(database_);
  bind(statements_->set_robots.bind(origin).bind(robots.until), robots.error).bind(robots.text).run();
  set("position", position);
}

}  // namespace pith
