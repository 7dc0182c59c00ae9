#include "batch/page.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "batch/render.h"

namespace pith::batch {
namespace {

// What a page takes at most for each of its bytes while it is extracted: "a<br>" is a node and a block of some 2 KB.
constexpr std::size_t kWorkFactor = 100;

ArchiveSource source_of(const ArchiveRecord& record) {
  return {record.file, record.place.offset, record.id.empty() ? record.name : record.id};
}

// "garbage: what was found; bad_head": for a person.
std::string message_of(const ArchiveRecord& record) {
  std::string text;
  for (const ArchiveNote& note : record.notes) {
    if (!text.empty()) text += "; ";
    text += to_string(note.problem);
    text.append(": ").append(message(note.problem));
    if (!note.detail.empty()) text += " (" + note.detail + ")";
  }
  return text;
}

void warn(Article& article, Reason reason) {
  if (std::find(article.warnings.begin(), article.warnings.end(), reason) == article.warnings.end())
    article.warnings.push_back(reason);
}

void make_partial(Article& article, Reason reason) {
  warn(article, reason);
  if (article.status == Status::ok) article.status = Status::partial;
}

// What the archive's reader found goes into the page's record.
void add_archive_notes(const ArchiveRecord& record, Article& article) {
  if (record.has(ArchiveProblem::over_limit)) make_partial(article, Reason::limit_bytes);
  const bool limit_alone = record.notes.size() == 1 && record.has(ArchiveProblem::over_limit);
  if (record.truncated && !limit_alone) make_partial(article, Reason::archive_cut);
  if (record.damaged()) warn(article, Reason::archive_mended);
  if (record.block_digest == DigestCheck::wrong || record.payload_digest == DigestCheck::wrong)
    warn(article, Reason::digest_mismatch);
  article.message = message_of(record);
}

Article extract_record(const ArchiveRecord& record, const Options& options) {
  Article article = extract({.bytes = record.body(),
                             .url = record.url,
                             .content_type = record.content_type,
                             .http_status = record.http_status,
                             .crawl_date = record.date},
                            options);
  if (!record.id.empty()) article.id = record.id;
  add_archive_notes(record, article);
  return article;
}

// A record that a run can tell from all others where the archive gives it no name.
Article failed_article(const Outcome& outcome) {
  const ArchiveSource& source = outcome.source;
  const std::string name = source.file + ":" + std::to_string(source.offset) + ":" + std::to_string(outcome.place.skip);
  Article article;
  article.id = source.record_id.empty() ? extract({.bytes = name}).id : source.record_id;
  article.status = Status::error;
  return article;
}

Outcome begin(const RecordNumber& number, const ArchiveRecord& record) {
  Outcome outcome;
  outcome.number = number;
  outcome.place = record.place;
  outcome.kind = to_string(record.kind);
  outcome.source = source_of(record);
  return outcome;
}

}  // namespace

bool has_page(RecordKind kind) {
  return kind == RecordKind::response || kind == RecordKind::resource || kind == RecordKind::conversion ||
         kind == RecordKind::page;
}

Outcome PageWorker::work(const RecordNumber& number, ArchiveRecord record) const {
  if (record.kind == RecordKind::damage) {
    const bool unread = record.has(ArchiveProblem::unreadable);
    return failed(number, record, unread ? Reason::read_failed : Reason::archive_damage, message_of(record));
  }
  const auto start = std::chrono::steady_clock::now();
  Outcome outcome = begin(number, record);
  if (!has_page(record.kind)) {
    outcome.filtered = "kind";
    return outcome;
  }
  if (options_.verify) verify_digests(record);
  decode_payload(record, options_.limits);
  outcome.filtered = filter_.refuse(record).value_or("");
  if (!outcome.filtered.empty()) return outcome;
  const WorkRoom::Place place(room_, record.body().size() * kWorkFactor);
  outcome.article = extract_record(record, options_.extract);
  record = {};
  outcome.filtered = filter_.refuse(outcome.article).value_or("");
  if (outcome.filtered.empty()) finish(outcome);
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

Outcome PageWorker::pass_over(const RecordNumber& number, const ArchiveRecord& record) const {
  return failed(number, record, Reason::crashed,
                std::string(describe(Reason::crashed).message) + "; extract it alone to see why");
}

Outcome PageWorker::unreadable(const RecordNumber& number, const ArchiveError& error) const {
  ArchiveRecord record;
  record.kind = RecordKind::damage;
  record.file = error.path;
  return failed(number, record, Reason::read_failed, error.message);
}

Outcome PageWorker::failed(const RecordNumber& number, const ArchiveRecord& record, Reason reason,
                           std::string message) const {
  Outcome outcome = begin(number, record);
  outcome.filtered = filter_.refuse(Status::error).value_or("");
  if (!outcome.filtered.empty()) return outcome;
  outcome.article = failed_article(outcome);
  outcome.article.url = record.url;
  outcome.article.crawl_date = record.date;
  outcome.article.warnings = {reason};
  outcome.article.message = std::move(message);
  finish(outcome);
  return outcome;
}

void PageWorker::finish(Outcome& outcome) const {
  Article& article = outcome.article;
  outcome.bytes = render(outcome, {});
  outcome.key = text_key(article.text, article.fingerprint, options_.dedup);
  if (!outcome.key) article.text = {};
  article.blocks = {};
  article.images = {};
  article.comments = {};
}

void PageWorker::make_duplicate(Outcome& outcome, const std::string& of) const {
  outcome.article.text.clear();
  outcome.bytes = render(outcome, of);
}

std::string PageWorker::render(const Outcome& outcome, const std::string& duplicate_of) const {
  const auto form = options_.shape == Shape::warc ? render_warc : render_json_line;
  return form(outcome, duplicate_of, options_);
}

}  // namespace pith::batch
