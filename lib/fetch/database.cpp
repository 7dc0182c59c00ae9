#include "database.h"

namespace pith {

Database::Database(const std::string& path) {
  sqlite3* handle = nullptr;
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &handle, kFlags, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail();
}

void Database::fail() {
  if (error_.empty()) error_ = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_.get());
}

void Database::run(const char* sql) {
  if (good() && sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
  if (!database_.good()) return;
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(database_.handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) database_.fail();
}

Statement& Statement::bind(std::int64_t value) {
  sqlite3_bind_int64(handle_.get(), next_++, value);
  return *this;
}

Statement& Statement::bind(std::string_view value) {
  const char* const text = value.data() == nullptr ? "" : value.data();  // a null pointer would be NULL
  sqlite3_bind_text64(handle_.get(), next_++, text, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_null() {
  sqlite3_bind_null(handle_.get(), next_++);
  return *this;
}

bool Statement::step() {
  if (!database_.good()) return false;
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail();
  reset();
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() {
  sqlite3_reset(handle_.get());
  next_ = 1;
}

std::string Statement::text(int column) const {
  const unsigned char* const text = sqlite3_column_text(handle_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text), size);
}

}  // namespace pith
