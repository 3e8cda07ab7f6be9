#include "sound/ambience/ambience.h"

#include <algorithm>
#include <array>

#include "sound/effects/textures.h"
#include "sound/prompt_text.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kMostSounds = 4;

constexpr std::array kAmbience{
    Ambience{"surf", 0, add_surf},
    Ambience{"wind", -4, add_wind},
    Ambience{"soft_wind", -3, add_soft_wind},
    Ambience{"leaves", -9, add_leaves},
    Ambience{"fire", 0, add_fire},
    Ambience{"rain", 0, add_rain},
    Ambience{"thunder", 3, add_thunder},
    Ambience{"stream", -2, add_stream},
    Ambience{"underwater", 0, add_underwater},
    Ambience{"birds", 0, add_birds},
    Ambience{"crickets", -3, add_crickets},
    Ambience{"crowd", 0, add_crowd},
    Ambience{"traffic", 0, add_traffic},
    Ambience{"drone", 0, add_drone},
    Ambience{"room", -14, add_room},
    Ambience{"music_calm", -1, add_calm_music},
    Ambience{"music_bright", -1, add_bright_music},
    Ambience{"music_dark", -1, add_dark_music},
};

// A set of sounds and moods, a bit each: what a word calls for.
using Sounds = unsigned;
enum Sound : Sounds {
  surf = 1U << 0U,
  wind = 1U << 1U,
  soft_wind = 1U << 2U,
  leaves = 1U << 3U,
  fire = 1U << 4U,
  rain = 1U << 5U,
  thunder = 1U << 6U,
  stream = 1U << 7U,
  underwater = 1U << 8U,
  birds = 1U << 9U,
  crickets = 1U << 10U,
  crowd = 1U << 11U,
  traffic = 1U << 12U,
  drone = 1U << 13U,
  room = 1U << 14U,
  calm_music = 1U << 15U,
  bright_music = 1U << 16U,
  dark_music = 1U << 17U,
  // Not sounds of their own:
  night = 1U << 18U,
  music = 1U << 19U,
  happy = 1U << 20U,
  gloomy = 1U << 21U,
  everything = 1U << 22U,
  speech = 1U << 23U,
};
constexpr Sounds kAllMusic = calm_music | bright_music | dark_music;
static_assert(kAmbience.size() == 18, "the bits below `night` are the rows of kAmbience, in order");

constexpr Term term(std::string_view text, Sounds sounds) {
  return {text, static_cast<int>(sounds)};
}

constexpr Term kWords[] = {
    term("beach", surf | wind),
    term("sea", surf),
    term("ocean", surf),
    term("shore", surf),
    term("seaside", surf),
    term("coast", surf | wind),
    term("surf", surf),
    term("surfer", surf),
    term("surfing", surf),
    term("crashing waves", surf),
    term("waves crash", surf),
    term("ocean waves", surf),
    term("tide", surf),
    term("sailboat", surf | wind),
    term("harbor", surf | birds),
    term("harbour", surf | birds),
    term("seagull", birds | surf),
    term("island", surf),
    term("lighthouse", surf | wind),
    term("wind", wind),
    term("windy", wind),
    term("breeze", wind),
    term("breezy", wind),
    term("gust", wind),
    term("desert", wind),
    term("dune", wind),
    term("mountain", wind),
    term("cliff", wind),
    term("canyon", wind),
    term("kite", wind),
    term("tornado", wind | thunder),
    term("sandstorm", wind),
    term("rooftop", wind),
    term("snow", soft_wind),
    term("snowy", soft_wind),
    term("snowing", soft_wind),
    term("snowfall", soft_wind),
    term("blizzard", wind | soft_wind),
    term("winter", soft_wind),
    term("ice", soft_wind),
    term("glacier", soft_wind),
    term("arctic", soft_wind),
    term("fog", soft_wind),
    term("mist", soft_wind),
    term("cloud", soft_wind),
    term("rain", rain),
    term("rainy", rain),
    term("raining", rain),
    term("rainfall", rain),
    term("drizzle", rain),
    term("downpour", rain),
    term("umbrella", rain),
    term("storm", rain | thunder | wind),
    term("stormy", rain | thunder | wind),
    term("thunderstorm", rain | thunder | wind),
    term("thunder", thunder),
    term("lightning", thunder | rain),
    term("typhoon", rain | thunder | wind),
    term("hurricane", rain | thunder | wind),
    term("forest", birds | leaves),
    term("wood", leaves),
    term("woods", birds | leaves),
    term("woodland", birds | leaves),
    term("jungle", birds | leaves),
    term("rainforest", birds | leaves | rain),
    term("tree", leaves),
    term("leaf", leaves),
    term("leaves", leaves),
    term("autumn", leaves),
    term("garden", birds | leaves),
    term("park", birds | leaves),
    term("meadow", birds | wind),
    term("field", birds | wind),
    term("farm", birds),
    term("grass", leaves),
    term("flower", birds),
    term("spring", birds),
    term("orchard", birds | leaves),
    term("bird", birds),
    term("birdsong", birds),
    term("sparrow", birds),
    term("robin", birds),
    term("owl", crickets),
    term("parrot", birds),
    term("cricket", crickets),
    term("cicada", crickets),
    term("firefly", crickets),
    term("fireflies", crickets),
    term("night", night),
    term("midnight", night),
    term("moonlit", night),
    term("moonlight", night),
    term("starry", night),
    term("nighttime", night),
    term("city", traffic),
    term("cities", traffic),
    term("street", traffic),
    term("road", traffic),
    term("highway", traffic),
    term("traffic", traffic),
    term("car", traffic),
    term("taxi", traffic),
    term("downtown", traffic),
    term("skyscraper", traffic),
    term("urban", traffic),
    term("alley", traffic),
    term("motorcycle", traffic),
    term("bus", traffic),
    term("truck", traffic),
    term("tokyo", traffic),
    term("new york", traffic),
    term("cyberpunk", traffic | drone),
    term("fire", fire),
    term("campfire", fire | crickets),
    term("bonfire", fire),
    term("fireplace", fire),
    term("flame", fire),
    term("burning", fire),
    term("torch", fire),
    term("torches", fire),
    term("volcano", fire | drone),
    term("lava", fire),
    term("candle", room),
    term("river", stream),
    term("stream", stream),
    term("creek", stream),
    term("brook", stream),
    term("waterfall", stream),
    term("fountain", stream),
    term("lake", stream | birds),
    term("pond", stream | birds),
    term("underwater", underwater),
    term("coral", underwater),
    term("reef", underwater),
    term("submarine", underwater),
    term("aquarium", underwater),
    term("deep sea", underwater),
    term("outer space", drone),
    term("in space", drone),
    term("through space", drone),
    term("deep space", drone),
    term("spaceship", drone),
    term("spacecraft", drone),
    term("space station", drone),
    term("starship", drone),
    term("galaxy", drone),
    term("galaxies", drone),
    term("nebula", drone),
    term("cosmos", drone),
    term("cosmic", drone),
    term("planet", drone),
    term("asteroid", drone),
    term("astronaut", drone),
    term("moon surface", drone),
    term("cave", drone),
    term("cavern", drone),
    term("dungeon", drone),
    term("crowd", crowd),
    term("crowded", crowd),
    term("audience", crowd),
    term("market", crowd),
    term("stadium", crowd),
    term("concert", crowd | music),
    term("party", crowd | music),
    term("festival", crowd | music),
    term("restaurant", crowd),
    term("cafe", crowd),
    term("café", crowd),
    term("bar", crowd),
    term("parade", crowd | music),
    term("people talking", crowd),
    term("chatter", crowd),
    term("airport", crowd),
    term("classroom", crowd),
    term("room", room),
    term("kitchen", room),
    term("bedroom", room),
    term("office", room),
    term("indoors", room),
    term("library", room),
    term("studio", room),
    term("house", room),
    term("music", music),
    term("song", music),
    term("melody", music),
    term("soundtrack", music),
    term("piano", music),
    term("orchestra", music),
    term("violin", music),
    term("guitar", music),
    term("background music", music),
    term("dance", music),
    term("dancing", music),
    term("dancer", music),
    term("ballet", music),
    term("happy", happy),
    term("joyful", happy),
    term("cheerful", happy),
    term("festive", happy),
    term("playful", happy),
    term("sunny", happy),
    term("celebration", happy),
    term("cute", happy),
    term("funny", happy),
    term("lively", happy),
    term("dark", gloomy),
    term("sad", gloomy),
    term("gloomy", gloomy),
    term("horror", gloomy),
    term("scary", gloomy),
    term("tense", gloomy),
    term("mysterious", gloomy),
    term("eerie", gloomy),
    term("ominous", gloomy),
    term("melancholy", gloomy),
    term("haunted", gloomy),
    term("sinister", gloomy),
    term("creepy", gloomy),
    term("海", surf),
    term("沙滩", surf | wind),
    term("海滩", surf | wind),
    term("风", wind),
    term("雪", soft_wind),
    term("雨", rain),
    term("雷", thunder),
    term("暴风雨", rain | thunder | wind),
    term("森林", birds | leaves),
    term("树", leaves),
    term("鸟", birds),
    term("花园", birds | leaves),
    term("草原", birds | wind),
    term("山", wind),
    term("夜", night),
    term("城市", traffic),
    term("街", traffic),
    term("车", traffic),
    term("火", fire),
    term("河", stream),
    term("溪", stream),
    term("瀑布", stream),
    term("湖", stream | birds),
    term("水下", underwater),
    term("太空", drone),
    term("宇宙", drone),
    term("星球", drone),
    term("人群", crowd),
    term("市场", crowd),
    term("音乐", music),
    term("快乐", happy),
    term("恐怖", gloomy),
};

// Only where they are unwanted do these words say something.
constexpr Term kUnwantedWords[] = {
    term("sound", everything),
    term("audio", everything),
    term("ambience", everything),
    term("ambient", everything),
    term("ambient sound", everything),
    term("background noise", everything),
    term("background sound", everything),
    term("sound effect", everything),
    term("noises", everything),
    term("声音", everything),
    term("speech", speech),
    term("talking", speech),
    term("dialogue", speech),
    term("dialog", speech),
    term("voice", speech),
    term("narration", speech),
    term("speaking", speech),
    term("voice-over", speech),
    term("voiceover", speech),
    term("words", speech),
    term("对话", speech),
    term("说话", speech),
};

constexpr Term kSilence[] = {{"complete silence", 0}, {"total silence", 0}, {"dead silence", 0},
                             {"silent film", 0},      {"silent movie", 0},  {"silent video", 0}};

constexpr Term kNegators[] = {{"no", 1},       {"without", 1}, {"not", 1},    {"never", 1},
                              {"nor", 1},      {"avoid", 1},   {"mute", 1},   {"没有", 1},
                              {"无", 1},       {"不要", 1},    {"no one", 0}, {"not only", 0},
                              {"no longer", 1}};

// What a negation does not reach over.
constexpr Term kScopeEnds[] = {
    {",", 0},      {".", 0},    {";", 0},     {":", 0},       {"!", 0},     {"?", 0},
    {"，", 0},     {"。", 0},   {"but", 0},   {"with", 0},    {"only", 0},  {"just", 0},
    {"while", 0},  {"then", 0}, {"in", 0},    {"on", 0},      {"at", 0},    {"by", 0},
    {"near", 0},   {"over", 0}, {"under", 0}, {"through", 0}, {"along", 0}, {"across", 0},
    {"during", 0}, {"as", 0}};

constexpr std::size_t kLongestScope = 60;  // bytes

struct Scope {
  std::size_t begin;
  std::size_t end;
};

std::vector<Scope> negated_scopes(std::string_view told) {
  std::vector<Scope> scopes;
  for (const Found& negator : find_terms(told, kNegators)) {
    if (negator.meaning == 0) {
      continue;
    }
    const std::string_view reach = told.substr(negator.end, kLongestScope);
    const auto ends = find_terms(reach, kScopeEnds);
    scopes.push_back(
        {negator.end, negator.end + (ends.empty() ? reach.size() : ends.front().begin)});
  }
  return scopes;
}

// What the words of a text call for, and what they refuse.
struct Wishes {
  std::vector<Sounds> wanted;  ///< in the order of the words
  Sounds unwanted = 0;
};

void read_wishes(std::string_view told, Wishes& wishes) {
  const auto scopes = negated_scopes(told);
  const auto is_negated = [&](const Found& word) {
    return std::ranges::any_of(scopes, [&](const Scope& scope) {
      return word.begin >= scope.begin && word.begin < scope.end;
    });
  };
  for (const Found& word : find_terms(told, kWords)) {
    if (is_negated(word)) {
      wishes.unwanted |= static_cast<Sounds>(word.meaning);
    } else {
      wishes.wanted.push_back(static_cast<Sounds>(word.meaning));
    }
  }
  for (const Found& word : find_terms(told, kUnwantedWords)) {
    wishes.unwanted |= is_negated(word) ? static_cast<Sounds>(word.meaning) : 0;
  }
  if (!find_terms(told, kSilence).empty()) {
    wishes.unwanted |= everything;
  }
}

Wishes wishes_of(std::string_view told, std::string_view negative_prompt) {
  Wishes wishes;
  read_wishes(told, wishes);
  for (const auto terms : {std::span<const Term>(kWords), std::span<const Term>(kUnwantedWords)}) {
    for (const Found& word : find_terms(negative_prompt, terms)) {
      wishes.unwanted |= static_cast<Sounds>(word.meaning);
    }
  }
  if ((wishes.unwanted & music) != 0) {
    wishes.unwanted |= kAllMusic;
  }
  return wishes;
}

Sounds fitting_music(Sounds all) {
  return (all & gloomy) != 0 ? dark_music : (all & happy) != 0 ? bright_music : calm_music;
}

// The sounds in the order of the words; a word's own in the order of the table.
void append(Sounds sounds, Sounds unwanted, std::vector<std::string>& names) {
  for (std::size_t i = 0; i < kAmbience.size(); ++i) {
    const std::string name{kAmbience[i].name};
    if ((sounds & ~unwanted & (1U << i)) != 0 && names.size() < kMostSounds &&
        std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  }
}

}  // namespace

std::span<const Ambience> all_ambience() { return kAmbience; }

const Ambience* find_ambience(std::string_view name) {
  const auto* const found = std::ranges::find(kAmbience, name, &Ambience::name);
  return found == kAmbience.end() ? nullptr : found;
}

std::vector<std::string> ambience_of(std::string_view told, std::string_view negative_prompt) {
  const Wishes wishes = wishes_of(told, negative_prompt);
  std::vector<std::string> names;
  if ((wishes.unwanted & everything) != 0) {
    return names;
  }
  Sounds all = 0;
  for (const Sounds sounds : wishes.wanted) {
    all |= sounds;
  }
  // By night and in a thunderstorm a wood has no birdsong, unless birds are what is asked for.
  const Sounds hushed = (all & (night | thunder)) != 0 ? Sounds{birds} : Sounds{0};
  for (const Sounds sounds : wishes.wanted) {
    append(sounds == birds ? sounds : sounds & ~hushed, wishes.unwanted, names);
  }
  // A night is heard by its crickets where nothing louder or colder is.
  constexpr Sounds kNoCrickets =
      traffic | drone | surf | soft_wind | rain | thunder | crowd | underwater | room;
  if ((all & night) != 0 && (all & kNoCrickets) == 0) {
    append(crickets, wishes.unwanted, names);
  }
  const bool is_bare = names.empty() || names == std::vector<std::string>{"room"};
  if (is_bare) {
    append(room, wishes.unwanted, names);
  }
  if (is_bare || (all & music) != 0) {
    append(fitting_music(all), wishes.unwanted, names);
  }
  return names;
}

bool is_speech_unwanted(std::string_view told, std::string_view negative_prompt) {
  return (wishes_of(told, negative_prompt).unwanted & speech) != 0;
}

}  // namespace kirin::sound
