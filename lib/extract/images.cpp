#include "images.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "metadata/metadata.h"
#include "text/text.h"

namespace pith::extract_stage {
namespace {

using html::AttributeName;
using html::kNoNode;
using html::Node;
using html::NodeIndex;
using html::Tag;

constexpr std::string_view kSpace = " \t\n\f\r";
constexpr int kMostAbove = 8;               // elements between a picture and its <figure>
constexpr NodeIndex kMostNodes = 2048;      // of a figure that are read
constexpr std::size_t kMostCaption = 1000;  // bytes; each picture of a figure has it
constexpr std::size_t kMostBlocks = 256;    // likewise, to both sides of a picture

bool is_image(const Node& node) {
  return node.tag == Tag::img || node.tag == Tag::amp_img;
}

// Data URLs are stand-ins for what a script loads later.
std::string_view loadable(std::string_view address) {
  address = text::trim_ascii(address);
  return text::equals_ignoring_ascii_case(address.substr(0, 5), "data:") ? std::string_view() : address;
}

// Scripts that load pictures late keep the address elsewhere, and a stand-in in src.
std::string_view source_of(const html::Document& document, NodeIndex image) {
  for (const AttributeName name : {AttributeName::data_src, AttributeName::data_lazy_src, AttributeName::data_original})
    if (const std::string_view found = loadable(document.attribute(image, name)); !found.empty()) return found;
  for (const AttributeName name : {AttributeName::data_srcset, AttributeName::data_lazy_srcset})
    if (const std::string_view found = largest_of_srcset(document.attribute(image, name)); !found.empty()) return found;
  if (const std::string_view found = loadable(document.attribute(image, AttributeName::src)); !found.empty())
    return found;
  return largest_of_srcset(document.attribute(image, AttributeName::srcset));
}

// The <source> elements before an <img> in its <picture>.
std::string_view source_of_picture(const html::Document& document, NodeIndex image) {
  const NodeIndex picture = document.nodes[image].parent;
  if (picture == kNoNode || document.nodes[picture].tag != Tag::picture) return {};
  for (NodeIndex n = picture + 1; n < image; ++n) {
    if (document.nodes[n].tag != Tag::source) continue;
    for (const AttributeName name : {AttributeName::data_srcset, AttributeName::srcset})
      if (const std::string_view found = largest_of_srcset(document.attribute(n, name)); !found.empty()) return found;
  }
  return {};
}

// Pictures of one pixel count readers.
bool is_pixel(const html::Document& document, NodeIndex image) {
  for (const AttributeName name : {AttributeName::width, AttributeName::height}) {
    const std::string_view size = text::trim_ascii(document.attribute(image, name));
    if (size == "0" || size == "1") return true;
  }
  return false;
}

NodeIndex figure_of(const html::Document& document, NodeIndex image) {
  NodeIndex n = document.nodes[image].parent;
  for (int i = 0; i < kMostAbove && n != kNoNode; ++i, n = document.nodes[n].parent)
    if (document.nodes[n].tag == Tag::figure) return n;
  return kNoNode;
}

class Finder {
 public:
  Finder(const html::Document& document, const blocks::BlockTable& table, const std::string& base_url,
         const std::vector<bool>& kept)
      : document_(document), table_(table), base_url_(base_url), kept_(kept) {}

  std::vector<Image> find(const std::vector<std::uint32_t>& article_index) {
    std::vector<Image> images;
    for (NodeIndex n = 0; n < document_.nodes.size(); ++n) {
      if (!is_image(document_.nodes[n]) || is_pixel(document_, n)) continue;
      pass_blocks_before(n);
      if (std::optional<Image> image = image_at(n)) {
        image->before_block = next_ < kept_.size() ? article_index[next_] : UINT32_MAX;
        images.push_back(std::move(*image));
      }
    }
    return images;
  }

 private:
  std::optional<Image> image_at(NodeIndex n) {
    // A <noscript> behind a picture is the same one for browsers without scripts.
    const bool twin = (document_.nodes[n].flags & Node::in_noscript) != 0 && has_address_ && next_ == last_next_;
    last_next_ = next_;
    if (twin) return std::nullopt;
    std::string_view source = source_of(document_, n);
    if (source.empty()) source = source_of_picture(document_, n);
    Image image;
    if (!source.empty()) image.url = metadata::resolve_url(base_url_, source);
    has_address_ = !image.url.empty();
    const NodeIndex figure = figure_of(document_, n);
    if (figure != kNoNode && figure != figure_) read_figure(figure);
    if (!has_address_ || !(is_inside() || (figure != kNoNode && wanted_))) return std::nullopt;
    image.alt = text::fold_space(document_.attribute(n, AttributeName::alt));
    if (figure != kNoNode) image.caption = caption_;
    return image;
  }

  void pass_blocks_before(NodeIndex n) {
    while (next_ < kept_.size() && table_.blocks[next_].last_node < n) ++next_;
  }

  bool is_inside() const { return next_ > 0 && next_ < kept_.size() && kept_[next_ - 1] && kept_[next_]; }

  // Not done for each picture of a figure; figures in figures come again, so that no more than a part is read. It is
  // wanted where text is kept in it, or right before and behind it.
  void read_figure(NodeIndex figure) {
    const NodeIndex end = std::min(document_.nodes[figure].end, figure + kMostNodes);
    const std::size_t last = std::min(kept_.size(), next_ + kMostBlocks);
    std::size_t first = next_, behind = next_;
    while (first > 0 && next_ - first < kMostBlocks && table_.blocks[first - 1].first_node > figure) --first;
    while (behind < last && table_.blocks[behind].first_node < end) ++behind;
    const auto at = [&](std::size_t block) { return kept_.begin() + static_cast<std::ptrdiff_t>(block); };
    const bool around = first > 0 && behind < kept_.size() && kept_[first - 1] && kept_[behind];
    wanted_ = around || std::find(at(first), at(behind), true) != at(behind);
    figure_ = figure;
    caption_.clear();
    for (NodeIndex n = figure + 1; n < end && caption_.empty(); ++n)
      if (document_.nodes[n].tag == Tag::figcaption && document_.nodes[n].end <= end) caption_ = document_.text_of(n);
    if (caption_.size() > kMostCaption) caption_.clear();
  }

  const html::Document& document_;
  const blocks::BlockTable& table_;
  const std::string& base_url_;
  const std::vector<bool>& kept_;
  std::size_t next_ = 0;  // first block that ends at or behind the picture
  std::size_t last_next_ = SIZE_MAX;
  bool has_address_ = false;    // of the picture before
  NodeIndex figure_ = kNoNode;  // seen last
  bool wanted_ = false;
  std::string caption_;
};

}  // namespace

std::string_view largest_of_srcset(std::string_view srcset) {
  std::string_view best;
  double most = -1;
  while (true) {
    srcset.remove_prefix(std::min(srcset.find_first_not_of(" \t\n\f\r,"), srcset.size()));
    if (srcset.empty()) return best;
    std::string_view address = srcset.substr(0, srcset.find_first_of(kSpace));
    srcset.remove_prefix(address.size());
    // An address that ends in a comma has no descriptor; others have all up to the next comma.
    std::string_view descriptor;
    if (address.ends_with(',')) {
      while (address.ends_with(',')) address.remove_suffix(1);
    } else {
      descriptor = text::trim_ascii(srcset.substr(0, srcset.find(',')));
      srcset.remove_prefix(std::min(srcset.find(','), srcset.size()));
    }
    double size = 1;
    std::from_chars(descriptor.data(), descriptor.data() + descriptor.size(), size);
    if (loadable(address).empty() || size <= most) continue;
    most = size;
    best = address;
  }
}

std::vector<Image> find_images(const html::Document& document, const blocks::BlockTable& table,
                               const std::string& base_url, const std::vector<bool>& kept,
                               const std::vector<std::uint32_t>& article_index) {
  return Finder(document, table, base_url, kept).find(article_index);
}

}  // namespace pith::extract_stage
