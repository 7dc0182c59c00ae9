// What is written as Markdown is read again by cmark-gfm, GitHub's parser (Debian package cmark-gfm), and must be the
// same blocks with the same text and links.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>

#include "pith/emit.h"
#include "support.h"

namespace pith {
namespace {

using namespace emit_test;

struct Read {
  std::string kind;  // "heading 2", "paragraph", "item 1", "item 2 3." (depth, number), "quote 1", "code", "cell"
  std::string text;
  bool operator==(const Read&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Read& read) {
  return out << read.kind << " [" << read.text << "]";
}

struct Document {
  std::vector<Read> blocks;
  std::vector<Read> links;  // kind: the address
  std::size_t marks = 0;    // strong, emphasis, deleted
};

struct Close {
  void operator()(std::FILE* file) const { pclose(file); }
};

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, Close> pipe(popen(command.c_str(), "r"));
  std::string out;
  std::array<char, 4096> buffer{};
  while (pipe) {
    const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
    if (size == 0) break;
    out.append(buffer.data(), size);
  }
  return out;
}

class File {
 public:
  explicit File(const std::string& content) {
    const int descriptor = mkstemp(path_.data());
    if (descriptor >= 0) close(descriptor);
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~File() { std::remove(path_.c_str()); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_ = testing::TempDir() + "pith_emit_XXXXXX";
};

std::string parse_with_cmark(const std::string& markdown) {
  const File file(markdown);
  return output_of("cmark-gfm --unsafe -e table -e strikethrough -e autolink -t xml " + file.path());
}

std::string unescaped(std::string text) {
  const std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}};
  for (const auto& [name, character] : kEntities) {
    for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos; at += character.size()) {
      text.replace(at, name.size(), character);
    }
  }
  return text;
}

std::string attribute(std::string_view tag, const std::string& name) {
  const std::size_t at = tag.find(" " + name + "=\"");
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + name.size() + 3;
  return unescaped(std::string(tag.substr(begin, tag.find('"', begin) - begin)));
}

// Reads the XML that cmark-gfm writes: one element a line but for text.
class Reader {
 public:
  Document read(const std::string& xml) {
    for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at)) {
      const std::size_t end = xml.find('>', at);
      const std::string_view tag = std::string_view(xml).substr(at + 1, end - at - 1);
      at = end + 1;
      if (tag.starts_with('/'))
        leave(tag.substr(1));
      else
        enter(tag, xml.substr(at, xml.find('<', at) - at));
    }
    return std::move(document_);
  }

 private:
  void enter(std::string_view tag, const std::string& raw) {
    const std::string_view name = tag.substr(0, tag.find_first_of(" /"));
    const bool empty = tag.ends_with('/');
    if (name == "text" || name == "code")
      append(unescaped(raw));
    else if (name == "linebreak" || (name == "html_inline" && unescaped(raw) == "<br>"))
      append("\n");
    else if (name == "softbreak")
      append(" softbreak ");
    else if (name == "list")
      lists_.push_back({attribute(tag, "type") == "ordered" ? number(attribute(tag, "start")) : -1});
    else if (name == "block_quote")
      ++quotes_;
    else if (name == "strong" || name == "emph" || name == "strikethrough")
      ++document_.marks;
    else if (name == "link")
      document_.links.push_back({attribute(tag, "destination"), ""}), in_link_ = true;
    else if (name == "heading")
      open("heading " + attribute(tag, "level"));
    else if (name == "paragraph")
      open(paragraph_kind());
    else if (name == "code_block")
      open("code " + attribute(tag, "info")), append(unescaped(raw));
    else if (name == "table_cell")
      open("cell");
    else if (name == "thematic_break" || name == "html_block")
      open("unexpected " + std::string(name));
    if (empty && name == "link") in_link_ = false;
  }
  void leave(std::string_view name) {
    if (name == "list") lists_.pop_back();
    if (name == "block_quote") --quotes_;
    if (name == "link") in_link_ = false;
    if (name == "item" && lists_.back() >= 0) ++lists_.back();
  }
  std::string paragraph_kind() const {
    if (quotes_ > 0) return "quote " + std::to_string(quotes_);
    if (lists_.empty()) return "paragraph";
    const std::string depth = "item " + std::to_string(lists_.size());
    return lists_.back() < 0 ? depth : depth + " " + std::to_string(lists_.back()) + ".";
  }
  void open(std::string kind) { document_.blocks.push_back({std::move(kind), ""}); }
  void append(const std::string& text) {
    if (document_.blocks.empty()) open("loose");
    document_.blocks.back().text += text;
    if (in_link_) document_.links.back().text += text;
  }
  static int number(const std::string& digits) { return std::stoi(digits); }

  Document document_;
  std::vector<int> lists_;  // the number of the item that is open, or -1
  int quotes_ = 0;
  bool in_link_ = false;
};

// Without the links that the autolink extension finds: they are no spans.
Document reread(const Article& article) {
  return Reader().read(parse_with_cmark(to_markdown(article)));
}

TEST(RoundTrip, Pith_TheParserIsInstalled) {
  ASSERT_NE(output_of("cmark-gfm --version").find("cmark-gfm"), std::string::npos)
      << "install the package cmark-gfm: tools/packages.txt";
}

TEST(RoundTrip, Pith_EveryKindOfBlock) {
  const Document read =
      reread(article({heading("Head", 2), paragraph("One."), continued(paragraph("Two.")), item("a", 1, 1),
                      item("b", 2, 2, 4), item("c", 2, 3, 5), item("still c", 2, 3), item("d", 1, 4),
                      block(Block::Kind::quote, "q", 2), code("x\n\n  y", "c"), cell("h", 0, 0, true),
                      cell("i", 0, 1, true), cell("1|2", 1, 0), cell("3", 1, 1), block(Block::Kind::caption, "cap")}));
  const std::vector<Read> wanted = {{"heading 2", "Head"},
                                    {"paragraph", "One.\nTwo."},
                                    {"item 1", "a"},
                                    {"item 2 4.", "b"},
                                    {"item 2 5.", "c"},
                                    {"item 2 5.", "still c"},
                                    {"item 1", "d"},
                                    {"quote 2", "q"},
                                    {"code c", "x\n\n  y\n"},
                                    {"cell", "h"},
                                    {"cell", "i"},
                                    {"cell", "1|2"},
                                    {"cell", "3"},
                                    {"paragraph", "cap"}};
  EXPECT_EQ(read.blocks, wanted);
}

// ---- Generated articles ---------------------------------------------------------------------------------------------

// Pieces that mean something somewhere in Markdown, HTML or neither.
constexpr std::string_view kPieces[] = {"a",
                                        "b c",
                                        "word",
                                        "漢字",
                                        "重点",
                                        "“",
                                        "”",
                                        "（",
                                        "）",
                                        "，",
                                        "é",
                                        "ไทย",
                                        "😀",
                                        " ",
                                        " ",
                                        " ",
                                        "*",
                                        "**",
                                        "_",
                                        "__",
                                        "~",
                                        "~~",
                                        "`",
                                        "``",
                                        "[",
                                        "]",
                                        "(",
                                        ")",
                                        "![",
                                        "](",
                                        "<",
                                        ">",
                                        "<b>",
                                        "</b>",
                                        "<!--",
                                        "&",
                                        "&amp;",
                                        "&#35;",
                                        "#",
                                        "##",
                                        "-",
                                        "---",
                                        "+",
                                        "=",
                                        "===",
                                        "1.",
                                        "12)",
                                        "|",
                                        "\\",
                                        "\\|",
                                        ":",
                                        ":-:",
                                        "!",
                                        "https://a.example/b",
                                        "www.a.example",
                                        "://",
                                        "\"",
                                        "'",
                                        "$",
                                        "x_y",
                                        "{",
                                        "}",
                                        "^",
                                        "@",
                                        "a@b.example",
                                        ";",
                                        ".",
                                        "<sub>",
                                        "\t"};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  // White space folded, never empty, as Block::text promises.
  std::string text() {
    std::string out;
    for (std::size_t n = 1 + below(12); n > 0; --n) {
      const std::string_view piece = kPieces[below(std::size(kPieces))];
      const bool space = piece == " " || piece == "\t";
      if (!space)
        out += piece;
      else if (!out.empty() && !out.ends_with(' '))
        out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return out.empty() ? "x" : out;
  }

  std::vector<Span> spans(const std::string& text) {
    std::vector<Span> out;
    for (std::size_t n = below(6); n > 0; --n) {
      const auto kind = static_cast<Span::Kind>(below(7));
      const auto begin = static_cast<std::uint32_t>(below(text.size()));
      const auto end = static_cast<std::uint32_t>(begin + 1 + below(text.size() - begin));
      out.push_back({kind, begin, end, kind == Span::Kind::link ? "https://l.example/" + std::to_string(n) : ""});
    }
    return out;
  }

  Block block() {
    Block out = any();
    if (out.kind != Block::Kind::code) out.spans = spans(out.text);
    return out;
  }

 private:
  Block any() {
    switch (below(7)) {
      case 0:
        return heading(text(), static_cast<std::uint8_t>(1 + below(6)));
      case 1:
        return code(text() + "\n" + text());
      case 2:
        return emit_test::block(Block::Kind::quote, text(), static_cast<std::uint8_t>(1 + below(3)));
      case 3:
        return cell(text(), 0, 0, false, ++tables_);
      case 4:
        return item(text(), 1, ++items_);
      default:
        return paragraph(text());
    }
  }

  std::mt19937 random_;
  std::uint32_t tables_ = 0;
  std::uint32_t items_ = 0;
};

Read wanted(const Block& block) {
  switch (block.kind) {
    case Block::Kind::heading:
      return {"heading " + std::to_string(block.level), block.text};
    case Block::Kind::code:
      return {"code ", block.text + "\n"};
    case Block::Kind::quote:
      return {"quote " + std::to_string(block.level), block.text};
    case Block::Kind::table_cell:
      return {"cell", block.text};
    case Block::Kind::list_item:
      return {"item 1", block.text};
    default:
      return {"paragraph", block.text};
  }
}

TEST(RoundTrip, Pith_GeneratedBlocksReadBackTheSame) {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Generator generator(seed);
    Article page = article({});
    std::vector<Read> blocks;
    for (int i = 0; i < 40; ++i) {
      page.blocks.push_back(generator.block());
      blocks.push_back(wanted(page.blocks.back()));
    }
    const Document read = reread(page);
    ASSERT_EQ(read.blocks.size(), blocks.size()) << "seed " << seed << "\n" << to_markdown(page);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      ASSERT_EQ(read.blocks[i], blocks[i]) << "seed " << seed << "\n" << to_markdown(article({page.blocks[i]}));
    }
  }
}

// Hard breaks: a block of lines is one paragraph with the same lines.
TEST(RoundTrip, Pith_GeneratedLinesReadBackTheSame) {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    Generator generator(seed);
    Article page = article({});
    std::string text;
    for (int i = 0; i < 12; ++i) {
      page.blocks.push_back(paragraph(generator.text()));
      page.blocks.back().continues = i > 0;
      text += (i > 0 ? "\n" : "") + page.blocks.back().text;
    }
    const Document read = reread(page);
    ASSERT_EQ(read.blocks, std::vector<Read>({{"paragraph", text}})) << "seed " << seed << "\n" << to_markdown(page);
  }
}

// Links come back with their text; well-formed nested spans come back as marks where words are around.
TEST(RoundTrip, Pith_LinksAndMarksReadBack) {
  const Document read = reread(article(
      {paragraph("这是“重点”吗 see *that* link",
                 {{Span::Kind::strong, 6, 18, ""}, {Span::Kind::link, 22, 33, "https://a.example/?q=(1)&copy;"}}),
       paragraph(
           "old bold soft",
           {{Span::Kind::deleted, 0, 3, ""}, {Span::Kind::strong, 4, 13, ""}, {Span::Kind::emphasis, 9, 13, ""}})}));
  EXPECT_EQ(read.marks, 4U);
  EXPECT_EQ(read.links, std::vector<Read>({{"https://a.example/?q=(1)&copy;", "see *that*"}}));
}

TEST(RoundTrip, Pith_GeneratedListsReadBackTheSame) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Generator generator(seed);
    Article page = article({});
    std::vector<Read> wanted;
    std::vector<std::pair<bool, std::uint32_t>> open;  // each level's list: ordered, last ordinal
    for (std::uint32_t number = 1; number <= 30; ++number) {
      const std::size_t level = 1 + generator.below(std::min<std::size_t>(open.size() + 1, 5));
      const bool goes_on = level <= open.size();
      open.resize(level, {generator.below(2) == 1, static_cast<std::uint32_t>(generator.below(20))});
      if (goes_on) ++open.back().second;
      const auto [ordered, ordinal] = open.back();
      Block block = item(generator.text(), static_cast<std::uint8_t>(level), number, ordinal);
      block.ordered = ordered;
      block.spans = generator.spans(block.text);
      const std::string kind = "item " + std::to_string(level) + (ordered ? " " + std::to_string(ordinal) + "." : "");
      wanted.push_back({kind, block.text});
      page.blocks.push_back(block);
      if (generator.below(4) != 0) continue;
      block.text = generator.text();
      block.spans.clear();
      wanted.push_back({kind, block.text});
      page.blocks.push_back(block);
    }
    const Document read = reread(page);
    ASSERT_EQ(read.blocks, wanted) << "seed " << seed << "\n" << to_markdown(page);
  }
}

}  // namespace
}  // namespace pith
