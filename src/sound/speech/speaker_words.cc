#include "sound/speech/speaker_words.h"

#include <algorithm>
#include <array>

namespace kirin::sound {
namespace {

struct Group {
  Role role;
  std::string_view words;  ///< with commas between them
};

constexpr Group kGroups[] = {
    {Role::he, "he,他,它"},
    {Role::she, "she,她"},
    {Role::other, "the other,the second,the latter,other one,另一个,另一个人,另一位,对方,第二个人"},
    {Role::man,
     "man,men,guy,gentleman,father,dad,daddy,husband,brother,uncle,actor,host,soldier,fisherman,"
     "cowboy,prince,waiter,person,astronaut,chef,cook,detective,driver,policeman,fireman,"
     "businessman,boyfriend,groom,groom,monk,priest,judge,scientist,professor,hunter,hero,"
     "salesman,first man,one man,john,james,tom,jack,david,michael,peter,paul,robert,george,"
     "henry,daniel,thomas,leo,max,ben,sam,adam,alex,男人,男子,男士,男生,男主角,先生,爸爸,父亲,"
     "丈夫,叔叔,哥哥,弟弟,士兵,渔夫,厨师,司机,宇航员,警察,医生,教授,科学家,店主,老板,和尚,猎人,"
     "小伙子,小明,老师傅,师傅,主持人"},
    {Role::second_man,
     "another man,second man,other man,the other man,the second man,young "
     "man,captain,pirate,sailor,pilot,farmer,另一个男人,"
     "另一名男子,第二个男人,年轻男子,年轻人,青年,少年,船长,海盗,水手,农夫,农民,飞行员"},
    {Role::deep_man,
     "king,emperor,knight,warrior,giant,monster,dragon,ogre,villain,demon,bear,lion,troll,god,"
     "general,国王,皇帝,将军,骑士,武士,巨人,怪物,怪兽,龙,魔王,恶魔,狮子,熊"},
    {Role::woman,
     "woman,women,lady,mother,mom,mum,mommy,mummy,wife,sister,aunt,actress,nurse,teacher,doctor,"
     "singer,waitress,presenter,policewoman,businesswoman,girlfriend,hostess,ballerina,first woman,"
     "one woman,mary,anna,emma,lucy,alice,sarah,julia,laura,kate,lisa,sophie,maria,jane,helen,"
     "olivia,女人,女子,女士,女生,女主角,小姐,妈妈,母亲,妻子,阿姨,姐姐,妹妹,护士,老师,歌手,服务员,"
     "女孩子,姑娘,主播,小红"},
    {Role::second_woman,
     "another woman,second woman,other woman,the other woman,the second woman,young "
     "woman,princess,teenager,bride,student,"
     "另一个女人,另一名女子,第二个女人,年轻女子,年轻女人,少女,公主,新娘,学生"},
    {Role::low_woman, "queen,witch,goddess,empress,女王,皇后,女巫,女神"},
    {Role::narrator,
     "narrator,narration,voice-over,voiceover,voice over,announcer,speaker,旁白,解说,解说员,画外音,"
     "广播,播音员"},
    {Role::girl,
     "girl,little girl,child,children,kid,daughter,toddler,baby,fairy,elf,kitten,mouse,rabbit,"
     "女孩,小女孩,女童,孩子,小孩,孩子们,小朋友,女儿,宝宝,婴儿,小精灵,精灵,小兔子,小猫"},
    {Role::boy, "boy,little boy,son,schoolboy,lad,男孩,小男孩,男童,儿子,小男生"},
    {Role::old_woman,
     "grandmother,grandma,granny,old woman,old lady,elderly woman,elderly lady,aged woman,奶奶,"
     "老奶奶,外婆,姥姥,老太太,老妇人,老妇,老婆婆,婆婆"},
    {Role::old_man,
     "grandfather,grandpa,old man,elderly man,aged man,wizard,sage,hermit,santa,santa claus,爷爷,"
     "老爷爷,外公,姥爷,老人,老头,老头子,老者,老翁,老大爷,大爷,巫师,圣诞老人,老先生"},
    {Role::robot,
     "robot,android,cyborg,computer,alien,machine,drone,ai,机器人,机器,电脑,外星人,人工智能"},
};

constexpr std::string_view kVoices[] = {
    "en_male_1",      "en_male_2",   "en_male_3", "en_female_1", "en_female_2",
    "en_female_3",    "en_narrator", "en_child",  "en_boy",      "en_grandmother",
    "en_grandfather", "en_robot",    "en_male_1", "en_female_1", "en_male_1"};

constexpr std::string_view kWriting =
    "sign,banner,poster,billboard,title,caption,subtitle,label,logo,shirt,t-shirt,screen,text,word,"
    "neon,headline,graffiti,plaque,inscription,lettering,placard,written,letters,牌子,招牌,标牌,"
    "路牌,横幅,海报,广告牌,标题,字幕,标语,字样,屏幕,霓虹灯,匾额,石碑,纸条,写着,印着,刻着,显示,"
    "logo,文字";

constexpr std::string_view kNaming[] = {"called",   "named", "titled",  "entitled", "labeled",
                                        "labelled", "reads", "reading", "written",  "dubbed"};

// Longest first where one is part of another does not matter: any of them tells.
constexpr std::string_view kChineseVerbs[] = {
    "说", "說",   "问", "問",   "答",   "喊",   "叫道",     "大叫", "回答",
    "嚷", "念",   "唱", "宣布", "解释", "低语", "嘟囔",     "喃喃", "告诉",
    "讲", "回应", "吼", "笑道", "喊道", "哭道", "自言自语",
};

constexpr std::string_view kChineseLeads[] = {"对", "對", "向", "跟",   "和",   "与",
                                              "給", "给", "朝", "问",   "問",   "告诉",
                                              "被", "像", "在", "看着", "望着", "抱着"};

constexpr std::string_view kChineseNaming[] = {"叫做", "名叫",   "名为",   "称为",   "称作",
                                               "所谓", "所谓的", "写着",   "印着",   "刻着",
                                               "写有", "题为",   "一个叫", "名字叫", "显示"};

// A group's words cut at their commas.
std::vector<Term> terms_of(std::string_view words, int meaning) {
  std::vector<Term> terms;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(','), words.size());
    terms.push_back({words.substr(0, end), meaning});
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return terms;
}

}  // namespace

std::string_view voice_of(Role role) { return kVoices[static_cast<std::size_t>(role)]; }

std::span<const Term> speaker_terms() {
  static const auto terms = [] {
    std::vector<Term> all;
    for (const Group& group : kGroups) {
      const auto some = terms_of(group.words, static_cast<int>(group.role));
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }();
  return terms;
}

std::span<const Term> writing_terms() {
  static const auto terms = terms_of(kWriting, 0);
  return terms;
}

std::span<const std::string_view> chinese_verbs_of_saying() { return kChineseVerbs; }

std::span<const std::string_view> chinese_leads_to_object() { return kChineseLeads; }

bool is_naming(std::string_view word) {
  return std::ranges::find(kNaming, word) != std::end(kNaming);
}

std::span<const std::string_view> chinese_naming() { return kChineseNaming; }

}  // namespace kirin::sound
