#include "sound/speech/languages.h"

#include <algorithm>

namespace kirin::sound {
namespace {

constexpr Language kLanguages[] = {
    {"en", "English", "en-us", 155, "Good morning. Shall we walk down to the sea?"},
    {"zh", "Chinese", "cmn-latn-pinyin", 155, "早上好。我们一起去海边，好吗？"},
    {"ja", "Japanese", "ja", 150, "おはようございます。うみへ いきましょうか。"},
    {"ko", "Korean", "ko", 150, "좋은 아침이에요. 바다에 갈까요?"},
    {"es", "Spanish", "es", 155, "Buenos días. ¿Vamos a la playa?"},
    {"fr", "French", "roa/fr", 150, "Bonjour. On va voir la mer ?"},
    {"de", "German", "de", 150, "Guten Morgen. Gehen wir ans Meer?"},
    {"it", "Italian", "it", 155, "Buongiorno. Andiamo al mare?"},
    {"pt", "Portuguese", "pt-br", 155, "Bom dia. Vamos até o mar?"},
    {"nl", "Dutch", "nl", 150, "Goedemorgen. Gaan we naar de zee?"},
    {"sv", "Swedish", "sv", 150, "God morgon. Ska vi gå till havet?"},
    {"da", "Danish", "da", 150, "Godmorgen. Skal vi gå ned til havet?"},
    {"nb", "Norwegian", "nb", 150, "God morgen. Skal vi gå til sjøen?"},
    {"fi", "Finnish", "fi", 150, "Hyvää huomenta. Lähdetäänkö meren rantaan?"},
    {"pl", "Polish", "pl", 150, "Dzień dobry. Pójdziemy nad morze?"},
    {"cs", "Czech", "cs", 150, "Dobré ráno. Půjdeme k moři?"},
    {"hu", "Hungarian", "hu", 150, "Jó reggelt. Lemegyünk a tengerhez?"},
    {"ro", "Romanian", "ro", 150, "Bună dimineața. Mergem la mare?"},
    {"ru", "Russian", "ru", 150, "Доброе утро. Пойдём к морю?"},
    {"uk", "Ukrainian", "uk", 150, "Доброго ранку. Підемо до моря?"},
    {"el", "Greek", "el", 150, "Καλημέρα. Πάμε στη θάλασσα;"},
    {"tr", "Turkish", "tr", 150, "Günaydın. Denize gidelim mi?"},
    {"ar", "Arabic", "ar", 145, "صباح الخير. هل نذهب إلى البحر؟"},
    {"hi", "Hindi", "hi", 145, "सुप्रभात। क्या हम समुद्र तक चलें?"},
    {"vi", "Vietnamese", "vi", 150, "Chào buổi sáng. Chúng ta ra biển nhé?"},
    {"id", "Indonesian", "id", 150, "Selamat pagi. Mari kita ke laut?"},
};

}  // namespace

std::span<const Language> languages() { return kLanguages; }

const Language* find_language(std::string_view code) {
  const auto* const found = std::ranges::find(kLanguages, code, &Language::code);
  return found == std::end(kLanguages) ? nullptr : found;
}

}  // namespace kirin::sound
