#include "sound/speech/detect_language.h"

#include <gtest/gtest.h>

#include "sound/speech/languages.h"
#include "sound/speech/pinyin.h"

namespace kirin::sound {
namespace {

struct Case {
  const char* language;
  const char* text;
};

constexpr Case kCases[] = {
    {"en", "Hello"},
    {"en", "Good morning, my friends."},
    {"en", "Where are you going?"},
    {"en", "No."},
    {"en", "Come with me!"},
    {"en", "OK"},
    {"en", "Wow!"},
    {"en", "1 2 3"},
    {"en", ""},
    {"en", "Danger. Danger."},
    {"en", "Robot seven is ready."},
    {"en", "Wait for me, Pierre!"},
    {"en", "The café is closed"},
    {"es", "Hola"},
    {"es", "¿Dónde está la playa?"},
    {"es", "Te quiero mucho."},
    {"es", "No lo sé."},
    {"es", "Gracias por venir"},
    {"fr", "Bonjour"},
    {"fr", "Où est la gare ?"},
    {"fr", "Je t'aime."},
    {"fr", "Il fait beau aujourd’hui."},
    {"fr", "Je ne sais pas"},
    {"de", "Guten Tag"},
    {"de", "Wo ist der Bahnhof?"},
    {"de", "Komm mit mir"},
    {"de", "Hilfe! Hilfe!"},
    {"it", "Buongiorno"},
    {"it", "Dove sei?"},
    {"it", "Andiamo a casa"},
    {"pt", "Bom dia"},
    {"pt", "Onde está você?"},
    {"pt", "Muito obrigado, meu amigo."},
    {"nl", "Waar is het station?"},
    {"nl", "Ik hou van jou."},
    {"sv", "God morgon"},
    {"sv", "Var är stationen?"},
    {"da", "Godmorgen"},
    {"da", "Mange tak, min ven."},
    {"nb", "Tusen takk, vennen min."},
    {"nb", "Jeg elsker deg."},
    {"fi", "Hyvää huomenta"},
    {"fi", "Missä on asema?"},
    {"pl", "Dzień dobry"},
    {"pl", "Gdzie jest dworzec?"},
    {"cs", "Kde je nádraží?"},
    {"cs", "Děkuji mockrát, příteli."},
    {"hu", "Szeretlek."},
    {"hu", "Hol van az állomás?"},
    {"ro", "Unde este gara?"},
    {"ro", "Mulțumesc mult, prietene."},
    {"tr", "Günaydın"},
    {"tr", "İstasyon nerede?"},
    {"vi", "Xin chào"},
    {"vi", "Nhà ga ở đâu?"},
    {"id", "Selamat pagi"},
    {"id", "Terima kasih banyak, teman."},
    {"zh", "你好"},
    {"zh", "我有3个iPhone"},
    {"ja", "こんにちは"},
    {"ja", "海へ行こう"},
    {"ja", "カタカナ"},
    {"ko", "안녕하세요"},
    {"ru", "Привет"},
    {"ru", "Где мы?"},
    {"uk", "Привіт, друже"},
    {"el", "Καλημέρα"},
    {"ar", "مرحبا بالعالم"},
    {"hi", "नमस्ते"},
    {"", "สวัสดีชาวโลก"},
    {"", "გამარჯობა"},
};

TEST(DetectLanguage, OfAShortQuote) {
  for (const Case& each : kCases) {
    EXPECT_EQ(detect_language(each.text), each.language) << each.text;
  }
}

TEST(DetectLanguage, KnowsEverySampleSentence) {
  for (const Language& language : languages()) {
    EXPECT_EQ(detect_language(language.sample), language.code);
  }
}

TEST(DetectLanguage, BearsAnyText) {
  const std::string pieces[] = {"a", "é", "你", "\xFF", "\xF0\x9F\x98\x80", "'", "\xE2\x80\x99"};
  for (const std::string& piece : pieces) {
    std::string text;
    for (int i = 0; i < 3000; ++i) {
      text += piece;
    }
    const std::string found = detect_language(text);
    EXPECT_TRUE(found.empty() || find_language(found) != nullptr);
  }
}

TEST(Pinyin, ReadsWordsWhoseCharactersHaveSeveralReadings) {
  constexpr Case kReadings[] = {
      {"ni3 hao3, shi4 jie4.", "你好，世界。"},
      {"yin2 hang2", "银行"},
      {"yin1 yue4 hen3 kuai4 le4", "音乐很快乐"},
      {"wo3 jue2 de5 hen3 hao3", "我觉得很好"},
      {"shui4 jiao4", "睡觉"},
      {"hai2 zi5 zhang3 da4 le5", "孩子长大了"},
      {"chong2 qing4", "重庆"},
      {"bu2 yao4 bu4 hao3", "不要不好"},
      {"yi2 ge4 ren2, yi4 tian1, yi4 qi3", "一个人，一天，一起"},
      {"nü3 er2 lü4 se4", "女儿绿色"},
      {"yin2 hang2", "銀行"},
      {"wei4 shen2 me5? zhao2 ji2!", "为什么？着急！"},
      {"wo3 you3 3 ge4", "我有3个"},
  };
  for (const Case& each : kReadings) {
    std::string read = pinyin_of(each.text);
    std::string single;  // where spaces stand is the synthesiser's business
    for (const char c : read) {
      if (c != ' ' || !single.ends_with(' ')) {
        single += c;
      }
    }
    EXPECT_EQ(single, each.language) << each.text;
  }
}

}  // namespace
}  // namespace kirin::sound
