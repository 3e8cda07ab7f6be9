#include "engine/motion/scene/vocabulary.h"

#include "engine/motion/scene/scene_brief.h"

namespace kirin::engine::motion::scene {
namespace {

template <typename Enum>
constexpr Word word(std::string_view text, Topic topic, Enum value) {
  return {text, topic, static_cast<std::uint32_t>(value)};
}
constexpr Word place(std::string_view text, Setting value) { return word(text, Topic::setting, value); }
constexpr Word time(std::string_view text, Hour value) { return word(text, Topic::hour, value); }
constexpr Word sky(std::string_view text, Weather value) { return word(text, Topic::weather, value); }
constexpr Word season(std::string_view text, Season value) { return word(text, Topic::season, value); }
constexpr Word thing(std::string_view text, Figure value) { return word(text, Topic::figure, value); }
constexpr Word things(std::string_view text, Figure value) { return word(text, Topic::figures, value); }
constexpr Word light(std::string_view text, Light value) { return word(text, Topic::light, value); }
constexpr Word colour(std::string_view text, std::uint32_t value) { return {text, Topic::colour, value}; }
constexpr Word number(std::string_view text, std::uint32_t value) { return {text, Topic::count, value}; }
constexpr Word camera(std::string_view text, CameraMove value) { return word(text, Topic::camera, value); }

constexpr Word kWords[] = {
    // Settings
    place("beach", Setting::beach), place("shore", Setting::beach), place("seashore", Setting::beach),
    place("coast", Setting::beach), place("seaside", Setting::beach), place("tropical island", Setting::beach),
    place("sand dune by the sea", Setting::beach), place("沙滩", Setting::beach), place("海滩", Setting::beach),
    place("海边", Setting::beach), place("海岸", Setting::beach),
    place("sea", Setting::sea), place("ocean", Setting::sea), place("wave", Setting::sea), place("bay", Setting::sea),
    place("harbour", Setting::sea), place("harbor", Setting::sea), place("海", Setting::sea), place("大海", Setting::sea),
    place("海洋", Setting::sea), place("海浪", Setting::sea), place("港口", Setting::sea),
    place("lake", Setting::lake), place("river", Setting::lake), place("pond", Setting::lake), place("fjord", Setting::lake),
    place("湖", Setting::lake), place("湖泊", Setting::lake), place("湖面", Setting::lake), place("河", Setting::lake), place("江", Setting::lake),
    place("mountain", Setting::mountains), place("peak", Setting::mountains), place("alps", Setting::mountains),
    place("alpine", Setting::mountains), place("summit", Setting::mountains), place("cliff", Setting::mountains),
    place("canyon", Setting::desert), place("himalaya", Setting::mountains), place("valley", Setting::mountains),
    place("volcano", Setting::mountains), place("山", Setting::mountains), place("高山", Setting::mountains), place("山脉", Setting::mountains),
    place("雪山", Setting::mountains), place("山峰", Setting::mountains), place("峡谷", Setting::mountains),
    place("forest", Setting::forest), place("wood", Setting::forest), place("woods", Setting::forest),
    place("woodland", Setting::forest), place("jungle", Setting::forest), place("森林", Setting::forest), place("树林", Setting::forest), place("竹林", Setting::forest),
    place("meadow", Setting::meadow), place("field", Setting::meadow), place("grass", Setting::meadow),
    place("grassland", Setting::meadow), place("hill", Setting::meadow), place("park", Setting::meadow), place("garden", Setting::meadow),
    place("farm", Setting::meadow), place("countryside", Setting::meadow), place("prairie", Setting::meadow), place("road", Setting::meadow),
    place("village", Setting::meadow), place("savanna", Setting::meadow), place("lawn", Setting::meadow), place("草地", Setting::meadow), place("草原", Setting::meadow), place("田野", Setting::meadow),
    place("花园", Setting::meadow), place("公园", Setting::meadow), place("乡村", Setting::meadow), place("山坡", Setting::meadow),
    place("desert", Setting::desert), place("dune", Setting::desert), place("sahara", Setting::desert), place("oasis", Setting::desert),
    place("沙漠", Setting::desert), place("沙丘", Setting::desert), place("戈壁", Setting::desert), place("mars", Setting::desert),
    place("city", Setting::city), place("town", Setting::city), place("skyline", Setting::city), place("street", Setting::city),
    place("downtown", Setting::city), place("skyscraper", Setting::city), place("building", Setting::city), place("cityscape", Setting::city),
    place("tokyo", Setting::city), place("new york", Setting::city), place("shanghai", Setting::city), place("hong kong", Setting::city),
    place("cyberpunk", Setting::city), place("neon", Setting::city), place("urban", Setting::city), place("rooftop", Setting::city), place("城市", Setting::city), place("都市", Setting::city),
    place("街道", Setting::city), place("大街", Setting::city), place("高楼", Setting::city), place("摩天大楼", Setting::city), place("上海", Setting::city), place("东京", Setting::city),
    place("snowfield", Setting::snowfield), place("tundra", Setting::snowfield), place("arctic", Setting::snowfield),
    place("antarctic", Setting::snowfield), place("antarctica", Setting::snowfield), place("glacier", Setting::snowfield), place("snowy field", Setting::snowfield), place("ski", Setting::snowfield),
    place("snowy landscape", Setting::snowfield), place("north pole", Setting::snowfield), place("雪地", Setting::snowfield), place("雪原", Setting::snowfield), place("冰川", Setting::snowfield), place("北极", Setting::snowfield),
    place("space", Setting::space), place("outer space", Setting::space), place("planet", Setting::space), place("galaxy", Setting::space),
    place("nebula", Setting::space), place("universe", Setting::space), place("cosmos", Setting::space), place("cosmic", Setting::space), place("orbit", Setting::space),
    place("saturn", Setting::space), place("jupiter", Setting::space), place("astronaut", Setting::space), place("太空", Setting::space), place("宇宙", Setting::space),
    place("星球", Setting::space), place("行星", Setting::space), place("银河", Setting::space), place("星系", Setting::space), place("星云", Setting::space),
    place("underwater", Setting::underwater), place("under water", Setting::underwater), place("coral reef", Setting::underwater), place("coral", Setting::underwater), place("reef", Setting::underwater),
    place("deep sea", Setting::underwater), place("aquarium", Setting::underwater), place("ocean floor", Setting::underwater), place("seabed", Setting::underwater),
    place("under the sea", Setting::underwater), place("海底", Setting::underwater), place("水下", Setting::underwater), place("珊瑚", Setting::underwater), place("深海", Setting::underwater),
    place("abstract", Setting::abstract), place("pattern", Setting::abstract), place("gradient", Setting::abstract), place("silk", Setting::abstract),
    place("fractal", Setting::abstract), place("抽象", Setting::abstract),
    // Hours
    time("dawn", Hour::dawn), time("sunrise", Hour::dawn), time("daybreak", Hour::dawn), time("early morning", Hour::dawn), time("morning", Hour::dawn),
    time("黎明", Hour::dawn), time("日出", Hour::dawn), time("清晨", Hour::dawn), time("早晨", Hour::dawn), time("朝霞", Hour::dawn),
    time("day", Hour::day), time("noon", Hour::day), time("midday", Hour::day), time("daytime", Hour::day), time("afternoon", Hour::day), time("daylight", Hour::day),
    time("白天", Hour::day), time("中午", Hour::day), time("正午", Hour::day), time("下午", Hour::day), time("午后", Hour::day),
    time("dusk", Hour::dusk), time("sunset", Hour::dusk), time("twilight", Hour::dusk), time("evening", Hour::dusk), time("golden hour", Hour::dusk),
    time("黄昏", Hour::dusk), time("日落", Hour::dusk), time("傍晚", Hour::dusk), time("夕阳", Hour::dusk), time("晚霞", Hour::dusk), time("落日", Hour::dusk),
    time("night", Hour::night), time("midnight", Hour::night), time("nighttime", Hour::night), time("starry", Hour::night), time("nocturnal", Hour::night),
    time("dark", Hour::night), time("夜", Hour::night), time("夜晚", Hour::night), time("夜里", Hour::night), time("深夜", Hour::night), time("午夜", Hour::night), time("夜空", Hour::night),
    // Weather
    sky("clear", Weather::clear), sky("sunny", Weather::clear), sky("cloudless", Weather::clear), sky("blue sky", Weather::clear), sky("晴", Weather::clear), sky("晴天", Weather::clear), sky("晴朗", Weather::clear), sky("阳光明媚", Weather::clear),
    sky("cloud", Weather::clouds), sky("cloudy", Weather::clouds), sky("overcast", Weather::clouds), sky("云", Weather::clouds), sky("多云", Weather::clouds), sky("阴天", Weather::clouds), sky("白云", Weather::clouds), sky("乌云", Weather::clouds),
    sky("rain", Weather::rain), sky("rainy", Weather::rain), sky("raining", Weather::rain), sky("storm", Weather::rain), sky("stormy", Weather::rain), sky("drizzle", Weather::rain), sky("thunderstorm", Weather::rain), sky("downpour", Weather::rain),
    sky("雨", Weather::rain), sky("下雨", Weather::rain), sky("暴雨", Weather::rain), sky("暴风雨", Weather::rain), sky("雷雨", Weather::rain), sky("雨天", Weather::rain),
    sky("snow", Weather::snow), sky("snowing", Weather::snow), sky("snowfall", Weather::snow), sky("snowy", Weather::snow), sky("blizzard", Weather::snow), sky("snowflake", Weather::snow), sky("雪", Weather::snow), sky("下雪", Weather::snow), sky("雪花", Weather::snow), sky("大雪", Weather::snow), sky("飘雪", Weather::snow),
    sky("fog", Weather::fog), sky("foggy", Weather::fog), sky("mist", Weather::fog), sky("misty", Weather::fog), sky("haze", Weather::fog), sky("hazy", Weather::fog), sky("雾", Weather::fog), sky("大雾", Weather::fog), sky("薄雾", Weather::fog), sky("云雾", Weather::fog),
    {"wind", Topic::wind}, {"windy", Topic::wind}, {"breeze", Topic::wind}, {"breezy", Topic::wind}, {"gust", Topic::wind}, {"风", Topic::wind}, {"大风", Topic::wind}, {"微风", Topic::wind}, {"海风", Topic::wind},
    // Seasons
    season("spring", Season::spring), season("cherry blossom", Season::spring), season("blossom", Season::spring), season("sakura", Season::spring), season("petal", Season::spring), season("春", Season::spring), season("春天", Season::spring), season("樱花", Season::spring),
    season("summer", Season::summer), season("夏", Season::summer), season("夏天", Season::summer),
    season("autumn", Season::autumn), season("fall foliage", Season::autumn), season("autumnal", Season::autumn), season("maple", Season::autumn), season("秋", Season::autumn), season("秋天", Season::autumn), season("枫叶", Season::autumn), season("落叶", Season::autumn), season("falling leaves", Season::autumn),
    season("winter", Season::winter), season("wintry", Season::winter), season("冬", Season::winter), season("冬天", Season::winter), season("snow capped", Season::winter), season("snowcapped", Season::winter), season("icy", Season::winter), season("frozen", Season::winter),
    // Figures
    thing("person", Figure::person), thing("man", Figure::person), thing("woman", Figure::person), thing("boy", Figure::person), thing("girl", Figure::person), thing("child", Figure::person), thing("kid", Figure::person), thing("traveler", Figure::person), thing("traveller", Figure::person), thing("hiker", Figure::person), thing("walker", Figure::person), thing("runner", Figure::person), thing("figure", Figure::person), thing("monk", Figure::person), thing("dancer", Figure::person), thing("fisherman", Figure::person), thing("lady", Figure::person), thing("someone", Figure::person),
    things("people", Figure::person), things("men", Figure::person), things("women", Figure::person), things("children", Figure::person), things("couple", Figure::person), things("crowd", Figure::person), things("family", Figure::person), things("friends", Figure::person),
    thing("人", Figure::person), thing("男人", Figure::person), thing("女人", Figure::person), thing("男孩", Figure::person), thing("女孩", Figure::person), thing("孩子", Figure::person), thing("小孩", Figure::person), thing("老人", Figure::person), things("人们", Figure::person), things("情侣", Figure::person), things("人群", Figure::person),
    thing("bird", Figure::bird), thing("seagull", Figure::bird), thing("gull", Figure::bird), thing("eagle", Figure::bird), thing("crane", Figure::bird), thing("swallow", Figure::bird), thing("hawk", Figure::bird), thing("crow", Figure::bird), thing("raven", Figure::bird), thing("dove", Figure::bird), things("flock", Figure::bird), things("geese", Figure::bird), thing("goose", Figure::bird), thing("鸟", Figure::bird), thing("海鸥", Figure::bird), thing("小鸟", Figure::bird), thing("飞鸟", Figure::bird), thing("老鹰", Figure::bird), thing("燕子", Figure::bird), things("鸟群", Figure::bird), things("群鸟", Figure::bird), thing("鹤", Figure::bird),
    thing("kite", Figure::kite), thing("风筝", Figure::kite), thing("纸鸢", Figure::kite),
    thing("boat", Figure::boat), thing("sailboat", Figure::boat), thing("ship", Figure::boat), thing("yacht", Figure::boat), thing("sailing boat", Figure::boat), thing("sail", Figure::boat), thing("sailing", Figure::boat), thing("canoe", Figure::boat), thing("船", Figure::boat), thing("帆船", Figure::boat), thing("小船", Figure::boat), thing("渔船", Figure::boat),
    thing("car", Figure::car), thing("truck", Figure::car), thing("taxi", Figure::car), thing("vehicle", Figure::car), thing("bus", Figure::car), things("traffic", Figure::car), thing("车", Figure::car), thing("汽车", Figure::car), thing("轿车", Figure::car), thing("跑车", Figure::car), things("车流", Figure::car),
    thing("tree", Figure::tree), thing("oak", Figure::tree), thing("pine", Figure::tree), thing("palm", Figure::tree), thing("palm tree", Figure::tree), thing("树", Figure::tree), thing("大树", Figure::tree), thing("松树", Figure::tree), thing("椰树", Figure::tree), thing("棕榈树", Figure::tree),
    thing("house", Figure::house), thing("cottage", Figure::house), thing("cabin", Figure::house), thing("hut", Figure::house), thing("home", Figure::house), thing("barn", Figure::house), thing("lighthouse", Figure::house), thing("房子", Figure::house), thing("小屋", Figure::house), thing("木屋", Figure::house), thing("房屋", Figure::house),
    thing("balloon", Figure::balloon), thing("hot air balloon", Figure::balloon), thing("气球", Figure::balloon), thing("热气球", Figure::balloon),
    thing("dog", Figure::dog), thing("puppy", Figure::dog), thing("wolf", Figure::dog), thing("fox", Figure::dog), things("wolves", Figure::dog), thing("狗", Figure::dog), thing("小狗", Figure::dog), thing("狼", Figure::dog), thing("狐狸", Figure::dog),
    thing("cat", Figure::cat), thing("kitten", Figure::cat), thing("kitty", Figure::cat), thing("猫", Figure::cat), thing("小猫", Figure::cat),
    thing("horse", Figure::horse), thing("pony", Figure::horse), thing("unicorn", Figure::horse), thing("deer", Figure::horse), thing("stallion", Figure::horse), thing("马", Figure::horse), thing("骏马", Figure::horse), thing("鹿", Figure::horse),
    thing("rocket", Figure::rocket), thing("spaceship", Figure::rocket), thing("spacecraft", Figure::rocket), thing("火箭", Figure::rocket), thing("飞船", Figure::rocket), thing("宇宙飞船", Figure::rocket),
    thing("fish", Figure::fish), thing("goldfish", Figure::fish), thing("koi", Figure::fish), thing("whale", Figure::fish), thing("shark", Figure::fish), thing("dolphin", Figure::fish), things("school of fish", Figure::fish), things("fishes", Figure::fish), thing("鱼", Figure::fish), thing("金鱼", Figure::fish), things("鱼群", Figure::fish), thing("鲸鱼", Figure::fish), thing("海豚", Figure::fish),
    thing("flower", Figure::flower), thing("rose", Figure::flower), thing("tulip", Figure::flower), thing("poppy", Figure::flower), thing("sunflower", Figure::flower), thing("daisy", Figure::flower), thing("lavender", Figure::flower), things("wildflower", Figure::flower), thing("花", Figure::flower), thing("鲜花", Figure::flower), thing("玫瑰", Figure::flower), thing("向日葵", Figure::flower), things("花海", Figure::flower), things("野花", Figure::flower),
    thing("butterfly", Figure::butterfly), thing("moth", Figure::butterfly), thing("蝴蝶", Figure::butterfly),
    thing("lantern", Figure::lantern), thing("sky lantern", Figure::lantern), thing("灯笼", Figure::lantern), things("孔明灯", Figure::lantern), things("天灯", Figure::lantern),
    // Lights of the sky
    light("sun", Light::sun), light("sunshine", Light::sun), light("sunlight", Light::sun), light("太阳", Light::sun), light("阳光", Light::sun),
    light("moon", Light::moon), light("moonlight", Light::moon), light("full moon", Light::moon), light("moonlit", Light::moon), light("月亮", Light::moon), light("月光", Light::moon), light("明月", Light::moon), light("满月", Light::moon),
    light("star", Light::stars), light("milky way", Light::stars), light("starlight", Light::stars), light("星星", Light::stars), light("星空", Light::stars), light("繁星", Light::stars),
    light("rainbow", Light::rainbow), light("彩虹", Light::rainbow),
    light("aurora", Light::aurora), light("northern lights", Light::aurora), light("polar lights", Light::aurora), light("极光", Light::aurora),
    // Colours
    colour("red", 0xD8281F), colour("crimson", 0xB5162B), colour("scarlet", 0xE0301E), colour("orange", 0xF08424), colour("yellow", 0xF5C82E), colour("gold", 0xE3AE3A), colour("golden", 0xE3AE3A), colour("green", 0x3E9B4A), colour("emerald", 0x1F9E6B), colour("blue", 0x2F6FD6), colour("turquoise", 0x2CB7B5), colour("teal", 0x1F8A8A), colour("cyan", 0x39C3DC), colour("purple", 0x7B3FB5), colour("violet", 0x8150C8), colour("pink", 0xF08AB0), colour("magenta", 0xD23C9A), colour("white", 0xF4F1EA), colour("black", 0x17161A), colour("grey", 0x8C8E93), colour("gray", 0x8C8E93), colour("silver", 0xC3C8D0), colour("brown", 0x7C5230),
    colour("红", 0xD8281F), colour("红色", 0xD8281F), colour("橙色", 0xF08424), colour("橙", 0xF08424), colour("黄", 0xF5C82E), colour("黄色", 0xF5C82E), colour("金色", 0xE3AE3A), colour("绿", 0x3E9B4A), colour("绿色", 0x3E9B4A), colour("蓝", 0x2F6FD6), colour("蓝色", 0x2F6FD6), colour("紫", 0x7B3FB5), colour("紫色", 0x7B3FB5), colour("粉色", 0xF08AB0), colour("粉红色", 0xF08AB0), colour("白", 0xF4F1EA), colour("白色", 0xF4F1EA), colour("黑", 0x17161A), colour("黑色", 0x17161A), colour("灰色", 0x8C8E93), colour("棕色", 0x7C5230),
    // Numbers
    number("one", 1), number("single", 1), number("lone", 1), number("lonely", 1), number("two", 2), number("three", 3), number("four", 4), number("five", 5), number("six", 6), number("seven", 7), number("eight", 8), number("nine", 9), number("ten", 10), number("dozen", 12), number("several", 4), number("few", 3), number("many", 9), number("hundreds", 12), number("pair", 2), number("pair of", 2), number("flock of", 8), number("herd of", 5), number("group of", 5), number("school of", 9), number("bunch of", 5), number("thousands", 12),
    number("一", 1), number("一只", 1), number("一个", 1), number("一艘", 1), number("两", 2), number("两只", 2), number("两个", 2), number("三", 3), number("三只", 3), number("三个", 3), number("四", 4), number("五", 5), number("六", 6), number("七", 7), number("八", 8), number("九", 9), number("十", 10), number("几", 4), number("几只", 4), number("许多", 9), number("很多", 9), number("一群", 8),
    // The camera
    camera("zoom in", CameraMove::push_in), camera("zooms in", CameraMove::push_in), camera("push in", CameraMove::push_in), camera("pushes in", CameraMove::push_in), camera("dolly in", CameraMove::push_in), camera("move closer", CameraMove::push_in), camera("moves closer", CameraMove::push_in), camera("zoom out", CameraMove::pull_out), camera("zooms out", CameraMove::pull_out), camera("pull back", CameraMove::pull_out), camera("pulls back", CameraMove::pull_out), camera("dolly out", CameraMove::pull_out), camera("pull out", CameraMove::pull_out),
    camera("pan left", CameraMove::pan_left), camera("pans left", CameraMove::pan_left), camera("pan right", CameraMove::pan_right), camera("pans right", CameraMove::pan_right), camera("tilt up", CameraMove::tilt_up), camera("tilts up", CameraMove::tilt_up), camera("tilt down", CameraMove::tilt_down), camera("tilts down", CameraMove::tilt_down), camera("static camera", CameraMove::still), camera("static shot", CameraMove::still), camera("locked camera", CameraMove::still), camera("fixed camera", CameraMove::still), camera("still camera", CameraMove::still), camera("tripod", CameraMove::still),
    camera("推近", CameraMove::push_in), camera("推镜头", CameraMove::push_in), camera("拉远", CameraMove::pull_out), camera("拉镜头", CameraMove::pull_out), camera("左摇", CameraMove::pan_left), camera("右摇", CameraMove::pan_right), camera("固定镜头", CameraMove::still),
    // Words around them
    {"no", Topic::negation}, {"not", Topic::negation}, {"without", Topic::negation}, {"never", Topic::negation}, {"neither", Topic::negation}, {"dont", Topic::negation}, {"没有", Topic::negation}, {"无", Topic::negation}, {"不要", Topic::negation}, {"没", Topic::negation}, {"except", Topic::negation}, {"minus", Topic::negation},
    {",", Topic::boundary}, {".", Topic::boundary}, {";", Topic::boundary}, {"!", Topic::boundary}, {"?", Topic::boundary}, {":", Topic::boundary}, {"，", Topic::boundary}, {"。", Topic::boundary}, {"；", Topic::boundary}, {"、", Topic::both}, {"！", Topic::boundary}, {"but", Topic::boundary}, {"only", Topic::boundary}, {"just", Topic::boundary}, {"with", Topic::boundary}, {"while", Topic::boundary}, {"但", Topic::boundary}, {"有", Topic::boundary},
    {"and", Topic::both}, {"or", Topic::both}, {"nor", Topic::both}, {"和", Topic::both}, {"或", Topic::both}, {"与", Topic::both},
    {"a", Topic::article}, {"an", Topic::article}, {"the", Topic::article}, {"some", Topic::article},
    {"sunflower seed", Topic::other}, {"upside down", Topic::other}, {"风景", Topic::other}, {"人工", Topic::other}, {"马上", Topic::other}, {"马路", Topic::other}, {"上海滩", Topic::other}, {"horse power", Topic::other}, {"negative space", Topic::other},
};

}  // namespace

std::span<const Word> vocabulary() { return kWords; }

}  // namespace kirin::engine::motion::scene
