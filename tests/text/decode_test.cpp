#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "exact.h"
#include "text/text.h"
#include "text/utf8.h"

namespace pith::text {
namespace {

using namespace std::string_literals;

std::string header(std::string_view label) {
  return "text/html; charset=" + std::string(label);
}

// ---- each encoding
// -----------------------------------------------------------------------------------------------------

struct EncodingCase {
  std::string_view label;
  std::string_view bytes;
  std::string_view text;
};

const EncodingCase kEncodings[] = {
    {"ibm866", std::string_view("\x8F\xE0\xA8\xA2\xA5\xE2", 6), "Привет"},
    {"iso-8859-2", std::string_view("\xBE\x6C\x75\xBB\x6F\x75\xE8\x6B\xFD\x20\xF5", 11), "žluťoučký ő"},
    {"iso-8859-3", std::string_view("\xE6\xF8\xB6", 3), "ĉĝĥ"},
    {"iso-8859-4", std::string_view("\xE0\xB9\xF3", 3), "āšķ"},
    {"iso-8859-5", std::string_view("\xBF\xE0\xD8\xD2\xD5\xE2", 6), "Привет"},
    {"iso-8859-6", std::string_view("\xE5\xD1\xCD\xC8\xC7", 5), "مرحبا"},
    {"iso-8859-7", std::string_view("\xC3\xE5\xE9\xDC", 4), "Γειά"},
    {"iso-8859-8", std::string_view("\xF9\xEC\xE5\xED", 4), "שלום"},
    {"iso-8859-8-i", std::string_view("\xF9\xEC\xE5\xED", 4), "שלום"},
    {"iso-8859-10", std::string_view("\xF0\xBF\xBA", 3), "ðŋš"},
    {"iso-8859-13", std::string_view("\xF0\xFE\xFB", 3), "šžū"},
    {"iso-8859-14", std::string_view("\xF0\xFE", 2), "ŵŷ"},
    {"iso-8859-15", std::string_view("\xA4\xBD", 2), "€œ"},
    {"iso-8859-16", std::string_view("\xA4\xFE\xBA\xE3", 4), "€țșă"},
    {"koi8-r", std::string_view("\xF0\xD2\xC9\xD7\xC5\xD4", 6), "Привет"},
    {"koi8-u", std::string_view("\xB7\xD6\xC1\xCB", 4), "Їжак"},
    {"macintosh", std::string_view("\x8E\xDB", 2), "é€"},
    {"windows-874", std::string_view("\xCA\xC7\xD1\xCA\xB4\xD5\x80", 7), "สวัสดี€"},
    {"windows-1250", std::string_view("\x9E\x6C\x75\x9D\x6F\x75\xE8\x6B\xFD", 9), "žluťoučký"},
    {"windows-1251", std::string_view("\xCF\xF0\xE8\xE2\xE5\xF2", 6), "Привет"},
    {"windows-1252", std::string_view("\x93\xE9\x94\x20\x80", 5), "“é” €"},
    {"windows-1253", std::string_view("\xC3\xE5\xE9\xDC", 4), "Γειά"},
    {"windows-1254", std::string_view("\xFD\xF0\xFE", 3), "ığş"},
    {"windows-1255", std::string_view("\xF9\xEC\xE5\xED", 4), "שלום"},
    {"windows-1256", std::string_view("\xD3\xE1\xC7\xE3\x20\x81", 6), "سلام پ"},
    {"windows-1257", std::string_view("\xF0\xFE\xFB", 3), "šžū"},
    {"windows-1258", std::string_view("\xF0\xF5\xFD", 3), "đơư"},
    {"x-mac-cyrillic", std::string_view("\x8F\xF0\xE8\xE2\xE5\xF2", 6), "Привет"},
    {"gbk", std::string_view("\xBA\xBA\xD7\xD6\xA3\xAC\x87\xF8\xD5\x5A", 10), "汉字，國語"},
    {"gb18030", std::string_view("\xBA\xBA\xD7\xD6\x81\x39\xEE\x39\x94\x39\xFC\x36", 12), "汉字㐀😀"},
    {"big5", std::string_view("\xBA\x7E\xA6\x72\xA1\x41\xB0\xEA\xBB\x79", 10), "漢字，國語"},
    {"big5-hkscs", std::string_view("\xC9\x4E\x9D\xCF", 4), "冇嘢"},
    {"euc-jp", std::string_view("\xC6\xFC\xCB\xDC\xB8\xEC\xA5\xC6\xA5\xAD\xA5\xB9\xA5\xC8", 14), "日本語テキスト"},
    {"shift_jis", std::string_view("\x93\xFA\x96\x7B\x8C\xEA\x83\x5C\x87\x40\xEE\xE0\xB1", 13), "日本語ソ①髙ｱ"},
    {"euc-kr", std::string_view("\xC7\xD1\xB1\xB9\xBE\xEE\x20\x94\xEE", 9), "한국어 뷁"},
    {"utf-16be", std::string_view("\x00\x3C\x00\x70\x00\x3E\x00\xE9\x4E\x2D\xD8\x3D\xDE\x00", 14), "<p>é中😀"},
    {"utf-16le", std::string_view("\x3C\x00\x70\x00\x3E\x00\xE9\x00\x2D\x4E\x3D\xD8\x00\xDE", 14), "<p>é中😀"},
    {"iso-2022-jp", std::string_view("\x1B\x24\x42\x46\x7C\x4B\x5C\x38\x6C\x1B\x28\x42", 12), "日本語"},
};

TEST(Decode, Whatwg_each_encoding_reads_its_letters) {
  for (const EncodingCase& row : kEncodings) {
    const Exact bytes(row.bytes);
    const Decoded decoded = decode(bytes.view(), header(row.label));
    EXPECT_EQ(decoded.text, row.text) << row.label;
    EXPECT_EQ(decoded.encoding, encoding_for_label(row.label));
    EXPECT_EQ(decoded.replaced, 0U) << row.label;
    EXPECT_FALSE(decoded.label_overruled) << row.label;
    EXPECT_EQ(decoded.source, EncodingSource::header) << row.label;
  }
}

// Running text, nothing declared.
const EncodingCase kRunningTexts[] = {
    {"gbk",
     "\xBD\xF1\xCC\xEC\xD4\xE7\xC9\xCF\xCF\xC2\xC1\xCB\xD2\xBB\xB3\xA1\xD0\xA1\xD3\xEA\xA3\xAC\xBD\xD6\xB5\xC0\xC9\xCF"
     "\xB5\xC4\xC8\xCB\xB2\xBB\xB6\xE0\xA3\xAC\xCE\xD2\xC3\xC7\xD4\xDA\xC7\xC5\xB1\xDF\xB5\xC4\xD0\xA1\xB5\xEA\xC0\xEF"
     "\xBA\xC8\xB2\xE8\xA3\xAC\xBF\xB4\xBC\xFB\xBA\xD3\xCB\xAE\xC2\xFD\xC2\xFD\xC1\xF7\xB9\xFD\xA1\xA3",
     "今天早上下了一场小雨，街道上的人不多，我们在桥边的小店里喝茶，看见河水慢慢流过。"},
    {"big5",
     "\xA4\xB5\xA4\xD1\xA6\xAD\xA4\x57\xA4\x55\xA4\x46\xA4\x40\xB3\xF5\xA4\x70\xAB\x42\xA1\x41\xB5\xF3\xB9\x44\xA4\x57"
     "\xAA\xBA\xA4\x48\xA4\xA3\xA6\x68\xA1\x41\xA7\xDA\xAD\xCC\xA6\x62\xBE\xF4\xC3\xE4\xAA\xBA\xA4\x70\xA9\xB1\xB8\xCC"
     "\xB3\xDC\xAF\xF9\xA1\x41\xAC\xDD\xA8\xA3\xAA\x65\xA4\xF4\xBA\x43\xBA\x43\xAC\x79\xB9\x4C\xA1\x43",
     "今天早上下了一場小雨，街道上的人不多，我們在橋邊的小店裡喝茶，看見河水慢慢流過。"},
    {"shift_jis",
     "\x8D\xA1\x92\xA9\x82\xCD\x8F\xAC\x89\x4A\x82\xAA\x8D\x7E\x82\xC1\x82\xC4\x82\xA2\x82\xC4\x81\x41\x92\xCA\x82\xE8"
     "\x82\xC9\x82\xCD\x90\x6C\x82\xAA\x8F\xAD\x82\xC8\x82\xA9\x82\xC1\x82\xBD\x81\x42\x8B\xB4\x82\xCC\x82\xBB\x82\xCE"
     "\x82\xCC\x93\x58\x82\xC5\x82\xA8\x92\x83\x82\xF0\x88\xF9\x82\xDD\x82\xC8\x82\xAA\x82\xE7\x90\xEC\x82\xF0\x8C\xA9"
     "\x82\xC4\x82\xA2\x82\xBD\x81\x42",
     "今朝は小雨が降っていて、通りには人が少なかった。橋のそばの店でお茶を飲みながら川を見ていた。"},
    {"euc-jp",
     "\xBA\xA3\xC4\xAB\xA4\xCF\xBE\xAE\xB1\xAB\xA4\xAC\xB9\xDF\xA4\xC3\xA4\xC6\xA4\xA4\xA4\xC6\xA1\xA2\xC4\xCC\xA4\xEA"
     "\xA4\xCB\xA4\xCF\xBF\xCD\xA4\xAC\xBE\xAF\xA4\xCA\xA4\xAB\xA4\xC3\xA4\xBF\xA1\xA3\xB6\xB6\xA4\xCE\xA4\xBD\xA4\xD0"
     "\xA4\xCE\xC5\xB9\xA4\xC7\xA4\xAA\xC3\xE3\xA4\xF2\xB0\xFB\xA4\xDF\xA4\xCA\xA4\xAC\xA4\xE9\xC0\xEE\xA4\xF2\xB8\xAB"
     "\xA4\xC6\xA4\xA4\xA4\xBF\xA1\xA3",
     "今朝は小雨が降っていて、通りには人が少なかった。橋のそばの店でお茶を飲みながら川を見ていた。"},
    {"euc-kr",
     "\xBF\xC0\xB4\xC3\x20\xBE\xC6\xC4\xA7\xBF\xA1\xB4\xC2\x20\xBA\xF1\xB0\xA1\x20\xC1\xB6\xB1\xDD\x20\xB3\xBB\xB7\xC8"
     "\xB0\xED\x20\xB0\xC5\xB8\xAE\xBF\xA1\xB4\xC2\x20\xBB\xE7\xB6\xF7\xC0\xCC\x20\xB8\xB9\xC1\xF6\x20\xBE\xCA\xBE\xD2"
     "\xB4\xD9\x2E\x20\xBF\xEC\xB8\xAE\xB4\xC2\x20\xB4\xD9\xB8\xAE\x20\xBF\xB7\x20\xC2\xFE\xC1\xFD\xBF\xA1\xBC\xAD\x20"
     "\xB0\xAD\xB9\xB0\xC0\xBB\x20\xB9\xD9\xB6\xF3\xBA\xB8\xBE\xD2\xB4\xD9\x2E",
     "오늘 아침에는 비가 조금 내렸고 거리에는 사람이 많지 않았다. 우리는 다리 옆 찻집에서 강물을 바라보았다."},
    {"windows-874",
     "\xE0\xAA\xE9\xD2\xB9\xD5\xE9\xBD\xB9\xB5\xA1\xE0\xC5\xE7\xA1\xB9\xE9\xCD\xC2\x20\xBA\xB9\xB6\xB9\xB9\xC1\xD5\xA4"
     "\xB9\xE4\xC1\xE8\xC1\xD2\xA1\x20\xE0\xC3\xD2\xB9\xD1\xE8\xA7\xB4\xD7\xE8\xC1\xAA\xD2\xB7\xD5\xE8\xC3\xE9\xD2\xB9"
     "\xE0\xC5\xE7\xA1\xA2\xE9\xD2\xA7\xCA\xD0\xBE\xD2\xB9",
     "เช้านี้ฝนตกเล็กน้อย บนถนนมีคนไม่มาก เรานั่งดื่มชาที่ร้านเล็กข้างสะพาน"},
    {"windows-1251",
     "\xD1\xE5\xE3\xEE\xE4\xED\xFF\x20\xF3\xF2\xF0\xEE\xEC\x20\xF8\xB8\xEB\x20\xED\xE5\xE1\xEE\xEB\xFC\xF8\xEE\xE9\x20"
     "\xE4\xEE\xE6\xE4\xFC\x2C\x20\xED\xE0\x20\xF3\xEB\xE8\xF6\xE5\x20\xE1\xFB\xEB\xEE\x20\xEC\xE0\xEB\xEE\x20\xEB\xFE"
     "\xE4\xE5\xE9\x2C\x20\xE8\x20\xEC\xFB\x20\xEF\xE8\xEB\xE8\x20\xF7\xE0\xE9\x20\xE2\x20\xEC\xE0\xEB\xE5\xED\xFC\xEA"
     "\xEE\xEC\x20\xE4\xEE\xEC\xE5\x20\xF3\x20\xEC\xEE\xF1\xF2\xE0\x2E",
     "Сегодня утром шёл небольшой дождь, на улице было мало людей, и мы пили чай в маленьком доме у моста."},
    {"koi8-r",
     "\xF3\xC5\xC7\xCF\xC4\xCE\xD1\x20\xD5\xD4\xD2\xCF\xCD\x20\xDB\xA3\xCC\x20\xCE\xC5\xC2\xCF\xCC\xD8\xDB\xCF\xCA\x20"
     "\xC4\xCF\xD6\xC4\xD8\x2C\x20\xCE\xC1\x20\xD5\xCC\xC9\xC3\xC5\x20\xC2\xD9\xCC\xCF\x20\xCD\xC1\xCC\xCF\x20\xCC\xC0"
     "\xC4\xC5\xCA\x2C\x20\xC9\x20\xCD\xD9\x20\xD0\xC9\xCC\xC9\x20\xDE\xC1\xCA\x20\xD7\x20\xCD\xC1\xCC\xC5\xCE\xD8\xCB"
     "\xCF\xCD\x20\xC4\xCF\xCD\xC5\x20\xD5\x20\xCD\xCF\xD3\xD4\xC1\x2E",
     "Сегодня утром шёл небольшой дождь, на улице было мало людей, и мы пили чай в маленьком доме у моста."},
    {"windows-1253",
     "\xD3\xDE\xEC\xE5\xF1\xE1\x20\xF4\xEF\x20\xF0\xF1\xF9\xDF\x20\xDD\xE2\xF1\xE5\xF7\xE5\x20\xEB\xDF\xE3\xEF\x2C\x20"
     "\xF3\xF4\xEF\xED\x20\xE4\xF1\xFC\xEC\xEF\x20\xE4\xE5\xED\x20\xDE\xF4\xE1\xED\x20\xF0\xEF\xEB\xEB\xEF\xDF\x20\xDC"
     "\xED\xE8\xF1\xF9\xF0\xEF\xE9\x20\xEA\xE1\xE9\x20\xDE\xF0\xE9\xE1\xEC\xE5\x20\xF4\xF3\xDC\xE9\x20\xEA\xEF\xED\xF4"
     "\xDC\x20\xF3\xF4\xE7\x20\xE3\xDD\xF6\xF5\xF1\xE1\x2E\x20\xB9\xF4\xE1\xED\x20\x93\xF9\xF1\xE1\xDF\xE1\x94\x2E",
     "Σήμερα το πρωί έβρεχε λίγο, στον δρόμο δεν ήταν πολλοί άνθρωποι και ήπιαμε τσάι κοντά στη γέφυρα. Ήταν “ωραία”."},
    {"windows-1255",
     "\xE4\xE1\xE5\xF7\xF8\x20\xE9\xF8\xE3\x20\xE2\xF9\xED\x20\xF7\xEC\x2C\x20\xE1\xF8\xE7\xE5\xE1\x20\xEC\xE0\x20\xE4"
     "\xE9\xE5\x20\xE4\xF8\xE1\xE4\x20\xE0\xF0\xF9\xE9\xED\x2C\x20\xE5\xF9\xFA\xE9\xF0\xE5\x20\xFA\xE4\x20\xE1\xE1\xE9"
     "\xFA\x20\xF7\xE8\xEF\x20\xEC\xE9\xE3\x20\xE4\xE2\xF9\xF8\x20\xF9\xEC\x20\xE4\xF2\xE9\xF8\x2E",
     "הבוקר ירד גשם קל, ברחוב לא היו הרבה אנשים, ושתינו תה בבית קטן ליד הגשר של העיר."},
    {"windows-1256",
     "\xE5\xD0\xC7\x20\xC7\xE1\xD5\xC8\xC7\xCD\x20\xE4\xD2\xE1\x20\xE3\xD8\xD1\x20\xCE\xDD\xED\xDD\x20\xE6\xE1\xE3\x20"
     "\xED\xDF\xE4\x20\xDD\xED\x20\xC7\xE1\xD4\xC7\xD1\xDA\x20\xE4\xC7\xD3\x20\xDF\xCB\xED\xD1\xE6\xE4\x20\xE6\xD4\xD1"
     "\xC8\xE4\xC7\x20\xC7\xE1\xD4\xC7\xED\x20\xDD\xED\x20\xC8\xED\xCA\x20\xD5\xDB\xED\xD1\x20\xDE\xD1\xC8\x20\xC7\xE1"
     "\xCC\xD3\xD1\x2E",
     "هذا الصباح نزل مطر خفيف ولم يكن في الشارع ناس كثيرون وشربنا الشاي في بيت صغير قرب الجسر."},
    {"windows-1250",
     "\x44\x7A\x69\x9C\x20\x72\x61\x6E\x6F\x20\x70\x61\x64\x61\xB3\x20\x6C\x65\x6B\x6B\x69\x20\x64\x65\x73\x7A\x63\x7A"
     "\x2C\x20\x6E\x61\x20\x75\x6C\x69\x63\x79\x20\x62\x79\xB3\x6F\x20\x6D\x61\xB3\x6F\x20\x6C\x75\x64\x7A\x69\x2C\x20"
     "\x77\x69\xEA\x63\x20\x70\x69\x6C\x69\x9C\x6D\x79\x20\x68\x65\x72\x62\x61\x74\xEA\x20\x77\x20\x6D\x61\xB3\x65\x6A"
     "\x20\x63\x68\x61\x63\x69\x65\x20\x70\x72\x7A\x79\x20\x6D\x6F\x9C\x63\x69\x65\x2E",
     "Dziś rano padał lekki deszcz, na ulicy było mało ludzi, więc piliśmy herbatę w małej chacie przy moście."},
    {"iso-8859-2",
     "\x44\x7A\x69\xB6\x20\x72\x61\x6E\x6F\x20\x70\x61\x64\x61\xB3\x20\x6C\x65\x6B\x6B\x69\x20\x64\x65\x73\x7A\x63\x7A"
     "\x2C\x20\x6E\x61\x20\x75\x6C\x69\x63\x79\x20\x62\x79\xB3\x6F\x20\x6D\x61\xB3\x6F\x20\x6C\x75\x64\x7A\x69\x2C\x20"
     "\x77\x69\xEA\x63\x20\x70\x69\x6C\x69\xB6\x6D\x79\x20\x68\x65\x72\x62\x61\x74\xEA\x20\x77\x20\x6D\x61\xB3\x65\x6A"
     "\x20\x63\x68\x61\x63\x69\x65\x20\x70\x72\x7A\x79\x20\x6D\x6F\xB6\x63\x69\x65\x2E",
     "Dziś rano padał lekki deszcz, na ulicy było mało ludzi, więc piliśmy herbatę w małej chacie przy moście."},
    {"windows-1254",
     "\x42\x75\x20\x73\x61\x62\x61\x68\x20\x68\x61\x66\x69\x66\x20\x79\x61\xF0\x6D\x75\x72\x20\x79\x61\xF0\x64\xFD\x2C"
     "\x20\x73\x6F\x6B\x61\x6B\x74\x61\x20\xE7\x6F\x6B\x20\x69\x6E\x73\x61\x6E\x20\x79\x6F\x6B\x74\x75\x2C\x20\x6B\xF6"
     "\x70\x72\xFC\x6E\xFC\x6E\x20\x79\x61\x6E\xFD\x6E\x64\x61\x6B\x69\x20\x6B\xFC\xE7\xFC\x6B\x20\x65\x76\x64\x65\x20"
     "\xE7\x61\x79\x20\x69\xE7\x74\x69\x6B\x2C\x20\xFD\xFE\xFD\x6B\x20\x67\xFC\x7A\x65\x6C\x64\x69\x2E",
     "Bu sabah hafif yağmur yağdı, sokakta çok insan yoktu, köprünün yanındaki küçük evde çay içtik, ışık güzeldi."},
    {"windows-1257",
     "\xD0\xE1\x72\x79\x74\x20\x6C\x69\x6A\x6F\x20\x6E\x65\x64\x69\x64\x65\x6C\x69\x73\x20\x6C\x69\x65\x74\x75\x73\x2C"
     "\x20\x67\x61\x74\x76\xEB\x6A\x65\x20\x62\x75\x76\x6F\x20\x6D\x61\xFE\x61\x69\x20\xFE\x6D\x6F\x6E\x69\xF8\x2C\x20"
     "\x74\x6F\x64\xEB\x6C\x20\x67\xEB\x72\xEB\x6D\x65\x20\x61\x72\x62\x61\x74\xE0\x20\x6D\x61\xFE\x61\x6D\x65\x20\x6E"
     "\x61\x6D\x65\x6C\x79\x6A\x65\x20\x70\x72\x69\x65\x20\x74\x69\x6C\x74\x6F\x2C\x20\xF0\x61\x6C\x69\x61\x20\xE0\xFE"
     "\x75\x6F\x6C\xF8\x2E",
     "Šįryt lijo nedidelis lietus, gatvėje buvo mažai žmonių, todėl gėrėme arbatą mažame namelyje prie tilto, šalia "
     "ąžuolų."},
    {"windows-1252",
     "\x43\x65\x20\x6D\x61\x74\x69\x6E\x20\x69\x6C\x20\x61\x20\x70\x6C\x75\x20\x75\x6E\x20\x70\x65\x75\x2C\x20\x6C\x61"
     "\x20\x72\x75\x65\x20\xE9\x74\x61\x69\x74\x20\x64\xE9\x73\x65\x72\x74\x65\x20\x65\x74\x20\x6E\x6F\x75\x73\x20\x61"
     "\x76\x6F\x6E\x73\x20\x62\x75\x20\x64\x75\x20\x74\x68\xE9\x20\x70\x72\xE8\x73\x20\x64\x75\x20\x70\x6F\x6E\x74\x2C"
     "\x20\x6F\xF9\x20\x6C\x92\x65\x61\x75\x20\x63\x6F\x75\x6C\x61\x69\x74\x20\x74\x72\xE8\x73\x20\x76\x69\x74\x65\x2E",
     "Ce matin il a plu un peu, la rue était déserte et nous avons bu du thé près du pont, où l’eau coulait très "
     "vite."},
};

TEST(Detect, Pith_running_text_tells_its_encoding) {
  for (const EncodingCase& row : kRunningTexts) {
    const Exact bytes("<html><title>x</title><p>" + std::string(row.bytes) + "</p></html>");
    const Decoded decoded = decode(bytes.view(), "");
    EXPECT_EQ(decoded.encoding, row.label);
    EXPECT_EQ(decoded.source, EncodingSource::detected);
    EXPECT_EQ(decoded.text, "<html><title>x</title><p>" + std::string(row.text) + "</p></html>");
    EXPECT_FALSE(decoded.label_overruled);
  }
}

TEST(Detect, Pith_a_label_of_utf8_on_other_bytes_is_overruled) {
  for (const EncodingCase& row : kRunningTexts) {
    const Decoded decoded = decode(row.bytes, header("utf-8"));
    EXPECT_EQ(decoded.encoding, row.label);
    EXPECT_TRUE(decoded.label_overruled);
    EXPECT_EQ(decoded.text, row.text);
  }
}

TEST(Detect, Pith_a_western_label_on_cjk_text_is_overruled) {
  for (const EncodingCase& row : kRunningTexts) {
    const std::string_view cjk[] = {"gbk", "big5", "shift_jis", "euc-jp", "euc-kr"};
    const bool overruled = std::find(std::begin(cjk), std::end(cjk), row.label) != std::end(cjk);
    const Decoded decoded = decode(row.bytes, header("iso-8859-1"));
    EXPECT_EQ(decoded.label_overruled, overruled) << row.label;
    EXPECT_EQ(decoded.encoding, overruled ? row.label : "windows-1252");
  }
}

TEST(Detect, Pith_a_cjk_label_on_text_of_another_is_overruled) {
  const Decoded decoded = decode(kRunningTexts[1].bytes, header("shift_jis"));
  EXPECT_EQ(decoded.encoding, "big5");
  EXPECT_TRUE(decoded.label_overruled);
  EXPECT_EQ(decoded.text, kRunningTexts[1].text);
}

TEST(Detect, Pith_a_lone_letter_is_western) {
  const Decoded decoded = decode("Caf\xE9 & th\xE9 \x96 \xA9 2001", "");
  EXPECT_EQ(decoded.encoding, "windows-1252");
  EXPECT_EQ(decoded.text, "Café & thé – © 2001");
}

// ---- who decides
// ---------------------------------------------------------------------------------------------------------

struct SourceCase {
  std::string_view name;
  std::string bytes;
  std::string_view content_type;
  std::string_view encoding;
  EncodingSource source;
  bool overruled = false;
};

TEST(Source, Whatwg_order_of_precedence) {
  const SourceCase cases[] = {
      {"bom over header",
       "\xEF\xBB\xBF"
       "é",
       "text/html; charset=gbk", "utf-8", EncodingSource::bom},
      {"utf-16 bom",
       "\xFF\xFE"
       "a\0"s,
       "text/html; charset=utf-8", "utf-16le", EncodingSource::bom},
      {"utf-16be bom", "\xFE\xFF\0a"s, "", "utf-16be", EncodingSource::bom},
      {"header over meta", "<meta charset=big5>\xB0\xA1", "text/html; charset=gbk", "gbk", EncodingSource::header},
      {"meta", "<meta charset=koi8-r>\xC1", "text/html", "koi8-r", EncodingSource::meta},
      {"utf-16 in a meta", "<meta charset=utf-16>x", "", "utf-8", EncodingSource::meta},
      {"unknown header label", "<meta charset=koi8-r>\xC1", "text/html; charset=klingon", "koi8-r",
       EncodingSource::meta},
      {"content over header", "<p>é", "text/html; charset=iso-8859-1", "utf-8", EncodingSource::content, true},
      {"content over meta", "<meta charset=gb2312>中文", "", "utf-8", EncodingSource::content, true},
      {"content alone", "<p>中文", "", "utf-8", EncodingSource::content},
      {"header agrees", "<p>中文", "text/html;charset=utf8", "utf-8", EncodingSource::header},
      {"ascii keeps its label", "<p>x", "text/html; charset=gb2312", "gbk", EncodingSource::header},
      {"ascii keeps its meta", "<meta charset=latin1>x", "", "windows-1252", EncodingSource::meta},
      {"ascii", "<p>x", "", "utf-8", EncodingSource::fallback},
      {"empty", "", "", "utf-8", EncodingSource::fallback},
      {"only a bom", "\xEF\xBB\xBF", "", "utf-8", EncodingSource::bom},
      {"utf-16 header without a NUL", "<p>plain", "text/html; charset=utf-16", "utf-8", EncodingSource::fallback},
      {"utf-16 in shape", "<\0p\0>\0x\0"s, "", "utf-16le", EncodingSource::detected},
      {"utf-16be in shape", "\0<\0p\0>\0x"s, "", "utf-16be", EncodingSource::detected},
      {"replacement label", "<p>x", "text/html; charset=hz-gb-2312", "utf-8", EncodingSource::fallback},
      {"escapes", "\x1B$BF|K\\\x1B(B", "", "iso-2022-jp", EncodingSource::detected},
  };
  for (const SourceCase& row : cases) {
    const Exact bytes(row.bytes);
    const Decoded decoded = decode(bytes.view(), row.content_type);
    EXPECT_EQ(decoded.encoding, row.encoding) << row.name;
    EXPECT_EQ(decoded.source, row.source) << row.name << ": " << to_string(decoded.source);
    EXPECT_EQ(decoded.label_overruled, row.overruled) << row.name;
    EXPECT_EQ(decoded.replaced, 0U) << row.name;
  }
}

TEST(Source, Pith_names) {
  EXPECT_EQ(to_string(EncodingSource::bom), "bom");
  EXPECT_EQ(to_string(EncodingSource::header), "header");
  EXPECT_EQ(to_string(EncodingSource::meta), "meta");
  EXPECT_EQ(to_string(EncodingSource::content), "content");
  EXPECT_EQ(to_string(EncodingSource::detected), "detected");
  EXPECT_EQ(to_string(EncodingSource::fallback), "default");
}

struct DeclaredCase {
  std::string markup;
  std::string_view encoding;  // "utf-8" where none is found: the page is ASCII
};

TEST(Prescan, Whatwg_meta) {
  const DeclaredCase cases[] = {
      {"<meta charset=gbk>", "gbk"},
      {"<META CHARSET='GBK'>", "gbk"},
      {"<meta charset = \" gbk \" />", "gbk"},
      {"<meta/charset=gbk>", "gbk"},
      {"<meta\ncharset=gbk>", "gbk"},
      {"<meta http-equiv=Content-Type content='text/html; charset=euc-kr'>", "euc-kr"},
      {"<meta content='text/html; charset=euc-kr' http-equiv=content-type>", "euc-kr"},
      {"<meta content=\"text/html;charset = 'euc-kr'\" http-equiv=content-type>", "euc-kr"},
      {"<meta content='text/html; charset euc-kr charset=big5' http-equiv=content-type>", "big5"},
      {"<meta content='text/html; charset=euc-kr'>", "utf-8"},
      {"<meta http-equiv=refresh content='1; charset=euc-kr'>", "utf-8"},
      {"<meta http-equiv=content-type content='text/html; charset=\"euc-kr'>", "utf-8"},
      {"<meta http-equiv=content-type content='charset=big5' charset=gbk>", "gbk"},
      {"<meta charset=gbk charset=big5>", "gbk"},
      {"<meta charset=nonsense><meta charset=gbk>", "gbk"},
      {"<!-- <meta charset=big5> --><meta charset=gbk>", "gbk"},
      {"<!--><meta charset=gbk>", "gbk"},
      {"<a title='<meta charset=big5>'><meta charset=gbk>", "gbk"},
      {"<a title=x y=\"<meta charset=big5>\" z><meta charset=gbk>", "gbk"},
      {"</p title='<meta charset=big5>'><meta charset=gbk>", "gbk"},
      {"<!doctype html><?php ?></ x><meta charset=gbk>", "gbk"},
      {"< <meta charset=gbk>", "gbk"},
      {"<metadata charset=big5><meta charset=gbk>", "gbk"},
      {"<meta charset=utf-16>", "utf-8"},
      {"<meta charset=utf-16be>", "utf-8"},
      {"<meta charset=x-user-defined>", "windows-1252"},
      {"<meta charset>", "utf-8"},
      {"<meta charset=", "utf-8"},
      {"<meta charset='gbk", "utf-8"},
      {"<meta", "utf-8"},
      {"<meta ", "utf-8"},
      {"<", "utf-8"},
      {"</", "utf-8"},
      {"<!--", "utf-8"},
      {"<a b=", "utf-8"},
      {"<a b='", "utf-8"},
      {"<?xml version='1.0' encoding='gb2312'?><html>", "gbk"},
      {"<?xml version=\"1.0\" encoding=\"big5\"?><meta charset=gbk>", "gbk"},
      {std::string(1500, ' ') + "<meta charset=gbk>", "gbk"},
      {std::string(9000, ' ') + "<meta charset=gbk>", "utf-8"},
  };
  for (const DeclaredCase& row : cases) {
    const Exact bytes(row.markup);
    EXPECT_EQ(decode(bytes.view(), "").encoding, row.encoding) << row.markup;
  }
}

TEST(Header, Whatwg_charset_parameter) {
  const DeclaredCase cases[] = {
      {"text/html; charset=gbk", "gbk"},
      {"text/html;CHARSET=\"gbk\"", "gbk"},
      {"text/html; charset='gbk'", "gbk"},
      {"text/html; charset = gbk", "gbk"},
      {"text/html; charset=gbk; boundary=x", "gbk"},
      {"text/html; a=b; charset=gbk", "gbk"},
      {"charset=gbk", "gbk"},
      {"text/html; charset=", "utf-8"},
      {"text/html; charset", "utf-8"},
      {"text/html; charset=\"gbk", "utf-8"},
      {"text/html; charset= ", "utf-8"},
      {"gbk", "utf-8"},
      {"", "utf-8"},
  };
  for (const DeclaredCase& row : cases) {
    const Exact content_type(row.markup);
    EXPECT_EQ(decode("<p>", content_type.view()).encoding, row.encoding) << row.markup;
  }
}

// ---- damage
// --------------------------------------------------------------------------------------------------------------

struct DamageCase {
  std::string_view label;
  std::string bytes;
  std::string_view text;
  std::size_t replaced;
};

const std::string kLong = "中文网页的正文里有很多汉字，偶尔坏掉一个字节。";

TEST(Damage, Whatwg_bad_bytes_are_replaced_and_nothing_is_dropped) {
  const DamageCase cases[] = {
      {"utf-8", kLong + "\xFF", "中文网页的正文里有很多汉字，偶尔坏掉一个字节。\uFFFD", 1},
      {"utf-8", "é\x80z", "é\uFFFDz", 1},
      {"utf-8", "éé\xC3", "éé\uFFFD", 1},
      {"utf-8", "éé\xE4\xB8", "éé\uFFFD", 1},
      {"utf-8", "éé\xF0\x9F\x98", "éé\uFFFD", 1},
      {"utf-8", "éé\xE4\xB8z", "éé\uFFFDz", 1},
      {"utf-8", "éé\xC0\x80", "éé\uFFFD\uFFFD", 2},
      {"utf-8", "ééé\xE0\x80\x80", "ééé\uFFFD\uFFFD\uFFFD", 3},
      {"utf-8", "ééé\xED\xA0\x80", "ééé\uFFFD\uFFFD\uFFFD", 3},
      {"utf-8", "éééé\xF4\x90\x80\x80", "éééé\uFFFD\uFFFD\uFFFD\uFFFD", 4},
      {"utf-8", "éééé\xF8\x88\x80\x80", "éééé\uFFFD\uFFFD\uFFFD\uFFFD", 4},
      {"utf-8", "é\xFE", "é\uFFFD", 1},
      {"utf-8", "a\0é"s, std::string_view("a\0é", 4), 0},
      {"gbk", "\xD6\xD0\xCE", "中\uFFFD", 1},
      {"gbk", "\xD6\xD0\xFF\xCE\xC4", "中\uFFFD文", 1},
      {"gbk", "\xD6<b>", "\uFFFD<b>", 1},
      {"gbk", "\xD6\xD0\x80", "中€", 0},
      {"gbk", "\xD6\xD0\0\xCE\xC4"s, std::string_view("中\0文", 7), 0},
      {"gbk", "\xD6\x20<a href=\"long enough a run of ascii\">\xD6",
       "\uFFFD <a href=\"long enough a run of ascii\">\uFFFD", 2},
      {"gb18030", "\x81\x30\x81", "\uFFFD", 1},
      {"gb18030", "\x81\x30z", "\uFFFD0z", 1},
      {"big5", "\xA4\xA4\xA4", "中\uFFFD", 1},
      {"big5", "\xA4<p>\xA4\xA4", "\uFFFD<p>中", 1},
      {"big5", "\xFF\xA4\xA4", "\uFFFD中", 1},
      {"shift_jis", "\x93\xFA\x93", "日\uFFFD", 1},
      {"shift_jis", "\x93\"\x93\xFA", "\uFFFD\"日", 1},
      {"shift_jis", "\x93\xFA\x85\x41\x93\xFA", "日\uFFFDA日", 1},
      {"shift_jis", "\xFF\x93\xFA", "\uFFFD日", 1},
      {"euc-jp", "\xC6\xFC\xC6", "日\uFFFD", 1},
      {"euc-jp", "\xC6<\xC6\xFC", "\uFFFD<日", 1},
      {"euc-kr", "\xC7\xD1\xC7", "한\uFFFD", 1},
      {"euc-kr", "\xC7 \xC7\xD1", "\uFFFD 한", 1},
      {"euc-kr", "\xFF\xC7\xD1", "\uFFFD한", 1},
      {"windows-874", "\xA1\xDB\xFF", "ก\uFFFD\uFFFD", 2},
      {"windows-1253", "\xC1\xD2", "Α\uFFFD", 1},
      {"windows-1252", "\x81\x8D\x8F\x90\x9D", "\u0081\u008D\u008F\u0090\u009D", 0},
      {"windows-1252", "\0\xE9"s, std::string_view("\0é", 3), 0},
      {"koi8-u", "\xAE\xBE", "ўЎ", 0},
      {"x-user-defined", "\x80\xFF", "\uF780\uF7FF", 0},
      {"utf-16le", "<\0p\0>"s, "<p\uFFFD", 1},
      {"utf-16le", "<\0\x3D\xD8x\0"s, "<\uFFFDx", 1},
      {"utf-16be", "\0<\xDE\0\0x"s, "<\uFFFDx", 1},
      {"iso-2022-jp", "\x1B$BF|\xFF\x1B(Bx", "日\uFFFDx", 1},
  };
  for (const DamageCase& row : cases) {
    const Exact bytes(row.bytes);
    const Decoded decoded = decode(bytes.view(), header(row.label));
    EXPECT_EQ(decoded.text, row.text) << row.label << ' ' << testing::PrintToString(row.bytes);
    EXPECT_EQ(decoded.replaced, row.replaced) << row.label << ' ' << testing::PrintToString(row.bytes);
    EXPECT_EQ(decoded.encoding, encoding_for_label(row.label));
    EXPECT_EQ(find_invalid_utf8(decoded.text), decoded.text.size());
  }
}

TEST(Damage, Pith_nearly_valid_utf8_wins_over_another_label) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += kLong;
  const Decoded decoded = decode(text + "\xE4", header("gb2312"));
  EXPECT_EQ(decoded.encoding, "utf-8");
  EXPECT_EQ(decoded.source, EncodingSource::content);
  EXPECT_TRUE(decoded.label_overruled);
  EXPECT_EQ(decoded.text, text + "\uFFFD");
  EXPECT_EQ(decoded.replaced, 1U);
}

TEST(Damage, Pith_nearly_valid_utf8_without_a_label_is_utf8) {
  const Decoded decoded = decode(kLong + "\xE4", "");
  EXPECT_EQ(decoded.encoding, "utf-8");
  EXPECT_EQ(decoded.source, EncodingSource::detected);
  EXPECT_FALSE(decoded.label_overruled);
}

// Characters on every side of ICU's buffers, a pair of surrogates among them.
TEST(Convert, Pith_long_texts_lose_nothing_at_the_seams) {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string bytes = "<p>"s + std::string(shift, 'x');
    std::string text = bytes;
    for (int i = 0; i < 5000; ++i) {
      bytes += "\xD6\xD0\x94\x39\xFC\x36";  // 中, U+1F600
      text += "中😀";
    }
    const Exact exact(bytes);
    const Decoded decoded = decode(exact.view(), header("gb18030"));
    EXPECT_EQ(decoded.text, text);
    EXPECT_EQ(decoded.replaced, 0U);
  }
}

// Runs of ASCII are copied past ICU: all lengths about the threshold, behind a second byte that is ASCII itself.
TEST(Convert, Pith_ascii_runs_of_every_length) {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string run(length, 'a');
    const std::string bytes = run + "\x83\x5C" + run + "\x83\x5C\x83\x5C" + run;  // ソ
    const Exact exact(bytes);
    const Decoded decoded = decode(exact.view(), header("shift_jis"));
    EXPECT_EQ(decoded.text, run + "ソ" + run + "ソソ" + run);
  }
}

// ---- ownership
// -----------------------------------------------------------------------------------------------------------

TEST(Decode, Pith_valid_utf8_is_not_copied) {
  for (const std::string& input : {"plain"s, "中文"s, "<meta charset=gbk>plain"s,
                                   "\xEF\xBB\xBF"
                                   "é"s}) {
    const Exact bytes(input);
    const Decoded decoded = decode(bytes.view(), "");
    EXPECT_TRUE(decoded.storage.empty()) << input;
    EXPECT_EQ(decoded.text.data() + decoded.text.size(), bytes.view().data() + bytes.view().size()) << input;
  }
}

TEST(Decode, Pith_a_moved_result_keeps_its_text) {
  Decoded decoded = decode("caf\xE9", header("latin1"));
  const Decoded moved = std::move(decoded);
  EXPECT_EQ(moved.text, "café");
  EXPECT_EQ(moved.text.data(), moved.storage.data());
}

TEST(Decode, Pith_every_pair_of_bytes_gives_valid_text) {
  const std::string_view labels[] = {"",       "utf-8",  "gbk",          "big5",       "shift_jis",
                                     "euc-jp", "euc-kr", "windows-1255", "iso-2022-jp"};
  for (const std::string_view label : labels) {
    for (int pair = 0; pair < 0x10000; pair += 7) {
      const Exact bytes(std::string{static_cast<char>(pair >> 8), static_cast<char>(pair)});
      const Decoded decoded = decode(bytes.view(), header(label));
      const bool bom = pair == 0xFFFE || pair == 0xFEFF;
      ASSERT_EQ(find_invalid_utf8(decoded.text), decoded.text.size()) << label << ' ' << pair;
      ASSERT_FALSE(decoded.text.empty() && !bom && label != "iso-2022-jp") << label << ' ' << pair;
    }
  }
}

}  // namespace
}  // namespace pith::text
