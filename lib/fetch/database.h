// SQLite behind values: a database and its statements. The first error stays and makes all that follows do nothing, so
// that it need be asked for only now and then.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace pith {

class Statement;

class Database {
 public:
  // Created if need be. An empty path is a temporary one, gone when closed.
  explicit Database(const std::string& path);

  bool good() const { return error_.empty(); }
  const std::string& error() const { return error_; }  // in words
  void run(const char* sql);                           // statements without parameters or results
  std::int64_t last_id() const { return sqlite3_last_insert_rowid(handle_.get()); }
  int changes() const { return sqlite3_changes(handle_.get()); }

 private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  void fail();
  std::unique_ptr<sqlite3, Close> handle_;
  std::string error_;
};

// Prepared once, used often:
//   insert.bind(url).bind(5).run();
//   for (select.bind(5); select.step();) use(select.text(0));
class Statement {
 public:
  Statement(Database& database, const char* sql);

  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view value);  // must live until the statement has run
  Statement& bind_null();
  bool step();  // to the next row; false behind the last, and the statement can be bound anew
  void run();   // to its end

  std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  std::string text(int column) const;  // empty for NULL
  bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
  void reset();  // before the last row

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  int next_ = 1;
};

// What is done while it lives is kept together, or not at all.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.run("BEGIN"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() { database_.run("COMMIT"); }

 private:
  Database& database_;
};

}  // namespace pith
