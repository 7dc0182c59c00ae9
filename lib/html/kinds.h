// What the tree builder (WHATWG 13.2.6) tells apart of elements.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "tags.h"

namespace pith::html {

namespace detail {

enum Kind : std::uint16_t {
  kBlock = 1,
  kHeading = 2,
  kItem = 4,
  kTableScope = 8,
  kScope = 16,
  kSpecial = 32,
  kFormatting = 64,
  kVoid = 128,
  kNoReconstruct = 256,
  kTablePart = 512,
};

constexpr std::array<std::uint16_t, 256> make_kinds() {
  std::array<std::uint16_t, 256> kinds{};
  const auto add = [&kinds](unsigned kind, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) kinds[static_cast<std::size_t>(tag)] |= static_cast<std::uint16_t>(kind);
  };
  add(kHeading | kBlock | kSpecial | kNoReconstruct, {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6});
  add(kBlock | kSpecial | kNoReconstruct,
      {Tag::address, Tag::article, Tag::aside,    Tag::blockquote, Tag::center,     Tag::details,
       Tag::dir,     Tag::div,     Tag::dl,       Tag::figure,     Tag::figcaption, Tag::footer,
       Tag::header,  Tag::hgroup,  Tag::fieldset, Tag::listing,    Tag::main,       Tag::menu,
       Tag::nav,     Tag::ol,      Tag::pre,      Tag::section,    Tag::summary,    Tag::ul});
  add(kItem | kSpecial | kNoReconstruct, {Tag::li, Tag::dd, Tag::dt});
  add(kTableScope | kScope | kSpecial | kNoReconstruct, {Tag::table, Tag::template_});
  add(kScope | kSpecial, {Tag::applet, Tag::caption, Tag::td, Tag::th, Tag::marquee, Tag::object});
  add(kSpecial, {Tag::p, Tag::button, Tag::form, Tag::frameset, Tag::noscript, Tag::select});
  add(kFormatting, {Tag::a, Tag::b, Tag::big, Tag::code, Tag::em, Tag::font, Tag::i, Tag::nobr, Tag::s, Tag::small,
                    Tag::strike, Tag::strong, Tag::tt, Tag::u});
  add(kVoid, {Tag::area,   Tag::base,  Tag::basefont, Tag::bgsound, Tag::br,     Tag::col,   Tag::command,
              Tag::embed,  Tag::frame, Tag::hr,       Tag::image,   Tag::img,    Tag::input, Tag::isindex,
              Tag::keygen, Tag::link,  Tag::meta,     Tag::param,   Tag::source, Tag::track, Tag::wbr});
  add(kNoReconstruct,
      {Tag::p,        Tag::form,     Tag::hr,       Tag::rb,        Tag::rp,     Tag::rt,     Tag::rtc,   Tag::textarea,
       Tag::iframe,   Tag::noembed,  Tag::noframes, Tag::plaintext, Tag::script, Tag::style,  Tag::title, Tag::base,
       Tag::basefont, Tag::bgsound,  Tag::link,     Tag::meta,      Tag::param,  Tag::source, Tag::track, Tag::isindex,
       Tag::frame,    Tag::frameset, Tag::html,     Tag::head,      Tag::body});
  add(kTablePart | kNoReconstruct,
      {Tag::caption, Tag::col, Tag::colgroup, Tag::tbody, Tag::tfoot, Tag::thead, Tag::tr, Tag::td, Tag::th});
  return kinds;
}

inline constexpr std::array<std::uint16_t, 256> kKinds = make_kinds();

constexpr bool is(Tag tag, Kind kind) {
  return (kKinds[static_cast<std::size_t>(tag)] & kind) != 0;
}

}  // namespace detail

constexpr bool is_heading(Tag tag) {
  return detail::is(tag, detail::kHeading);
}
// 13.2.6.4.7: elements whose start tag closes a <p>, and whose end tag closes whatever is open within, if in scope.
constexpr bool is_block(Tag tag) {
  return detail::is(tag, detail::kBlock);
}
constexpr bool is_item(Tag tag) {
  return detail::is(tag, detail::kItem);
}
constexpr bool is_cell(Tag tag) {
  return tag == Tag::td || tag == Tag::th;
}
constexpr bool is_table_part(Tag tag) {
  return detail::is(tag, detail::kTablePart);
}
// 13.2.4.2, scopes.
constexpr bool is_table_scope(Tag tag) {
  return detail::is(tag, detail::kTableScope);
}
constexpr bool is_scope(Tag tag) {
  return detail::is(tag, detail::kScope);
}
constexpr bool is_button_scope(Tag tag) {
  return tag == Tag::button || is_scope(tag);
}
// What puts a marker on the list of active formatting elements (13.2.4.3).
constexpr bool is_marker(Tag tag) {
  return is_scope(tag) && tag != Tag::table;
}
// 13.2.4.2, special. An end tag of another element does not reach beyond one.
constexpr bool is_special(Tag tag) {
  return detail::is(tag, detail::kSpecial);
}
constexpr bool is_item_barrier(Tag tag) {
  return is_special(tag) && tag != Tag::p && tag != Tag::address && tag != Tag::div;
}
// b, i, font and the like (13.2.4.2, formatting).
constexpr bool is_formatting(Tag tag) {
  return detail::is(tag, detail::kFormatting);
}
constexpr bool is_void(Tag tag) {
  return detail::is(tag, detail::kVoid);
}
// Whether the start tag has formatting elements built again before it (13.2.6.4.7).
constexpr bool reconstructs(Tag tag) {
  return !detail::is(tag, detail::kNoReconstruct);
}

}  // namespace pith::html
