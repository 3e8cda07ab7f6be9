#include "sound/speech/language_words.h"

namespace kirin::sound {
namespace {

constexpr LanguageWords kWords[] = {
    {"en",
     "the and is are was were you your i'm i'll it's that's don't we'll he she they we my me this "
     "that what where when who how why of to in on at for with have has had be been will would can "
     "could not yes no please thank thanks hello hi goodbye good morning night love come go look "
     "let us let's here there never always now today one two three welcome home friend friends "
     "help stop wait listen happy sorry know see want think time it do did a i an am four "
     "five six seven eight nine ten danger fire ready wow okay attention everyone",
     ""},
    {"es",
     "el la los las un una unos de del que y en es son está están estoy soy eres somos no sí por "
     "para con mi tu su te me nos lo le yo tú él ella usted qué dónde cómo cuándo quién muy más "
     "bien gracias hola adiós buenos buenas días noches tardes amigo amiga amor vamos casa mar "
     "aquí ahora hoy mañana quiero puedo tengo favor señor señora mucho mucha pero porque esto "
     "ven mira espera nunca siempre feliz uno dos tres cuatro cinco seis siete ocho nueve diez",
     "ñ¿¡áíóú"},
    {"fr",
     "le la les un une des du de et est sont je tu il elle nous vous ils elles on ne pas que qui "
     "où "
     "quoi comment pourquoi mon ma mes ton ta votre notre ce cette c'est j'ai je t'aime d'accord "
     "bonjour bonsoir salut merci beaucoup oui non très bien avec dans pour sur mais au aux ici "
     "aujourd'hui demain maintenant viens venez allons regarde ami amie amour monsieur madame "
     "suis es êtes peux veux sais fait beau belle jamais toujours attends moi toi deux trois "
     "quatre "
     "cinq six sept huit neuf dix joyeux",
     "çèêœâîôûëàù"},
    {"de",
     "der die das den dem des ein eine einen und ist sind war ich du er sie es wir ihr mich dich "
     "uns nicht kein keine ja nein mit mir dir zu zum nach von für auf im in am was wo wer wie "
     "wann warum guten morgen tag abend nacht danke bitte hallo tschüss heute jetzt hier komm "
     "kommt "
     "geh gehen haus hause freund freunde liebe schön sehr gut mein meine dein habe hast hat kann "
     "will muss weiß aber auch noch immer nie eins zwei drei vier fünf sechs sieben acht neun zehn "
     "hilfe achtung alles gute",
     "ßäöü"},
    {"it",
     "il lo la i gli le un una uno di del della che e è sono sei siamo non sì per con mio mia tuo "
     "tua ti mi ci vi io tu lui lei noi voi dove come quando chi cosa perché molto bene grazie "
     "mille ciao buongiorno buonasera buonanotte arrivederci amico amica amore andiamo casa mare "
     "qui ora oggi domani voglio posso ho hai ha bello bella questo questa sempre mai vieni guarda "
     "aspetta prego amo due tre quattro cinque sei sette otto nove dieci aiuto",
     "èìòàù"},
    {"pt",
     "o a os as um uma do da dos das de que e é são está estou sou não sim por para com meu minha "
     "seu sua te me nos eu você vocês ele ela nós onde como quando quem muito muita bem obrigado "
     "obrigada olá oi tchau bom boa dia noite tarde amigo amiga amor vamos casa mar aqui agora "
     "hoje amanhã quero posso tenho isso isto mais mas sei lindo linda venha olha espere nunca "
     "sempre feliz até amo dois três quatro cinco seis sete oito nove dez socorro",
     "ãõçêâô"},
    {"nl",
     "de het een en is zijn ik jij je hij zij we wij jullie niet geen ja nee met mij jou van voor "
     "op in naar wat waar wie hoe wanneer waarom goedemorgen goedenavond dag dank wel hallo "
     "vandaag nu hier kom ga gaan huis vriend vrienden hou mooi heel goed mijn jouw heb hebt heeft "
     "kan wil moet weet maar ook altijd nooit alsjeblieft dit dat deze weer",
     ""},
    {"sv",
     "och är jag du han hon vi ni de det den ett en inte ja nej med mig dig av för på i till vad "
     "var vem hur när varför god morgon kväll natt tack så mycket hej hejdå idag nu här kom gå "
     "hem vän vänner älskar vacker väldigt bra min mitt din har kan vill måste vet men också "
     "alltid aldrig snälla ska",
     "åäö"},
    {"da",
     "og er jeg du han hun vi i de det den et en ikke ja nej med mig dig af for på til hvad hvor "
     "hvem hvordan hvornår hvorfor godmorgen godaften nat tak mange hej farvel dag nu her kom gå "
     "hjem ven venner elsker smuk smukt meget godt min mit din har kan vil må ved men også altid "
     "aldrig skal vejret lidt noget nogle efter sammen",
     "æøå"},
    {"nb",
     "og er jeg du han hun vi dere de det den et en ikke ja nei med meg deg av for på til hva hvor "
     "hvem hvordan når hvorfor god morgen kveld natt takk tusen mange hei dag nå her kom gå hjem "
     "venn venner elsker vakker vakkert veldig bra fint min mitt din har kan vil må vet men også "
     "alltid aldri skal været vennen litt noe noen etter sammen",
     "æøå"},
    {"fi",
     "ja on ei se minä sinä hän me te he olen olet olemme mitä missä kuka miten milloin miksi "
     "hyvää hyvä huomenta päivää iltaa yötä kiitos paljon hei moi tänään nyt täällä tule mennään "
     "kotiin ystävä ystäväni rakastan sinua minua kaunis hyvin minun sinun kyllä mutta myös aina "
     "koskaan anteeksi tämä tuo asema meri",
     "äö"},
    {"pl",
     "i w na z do nie tak jest są to ja ty on ona my wy co gdzie kto jak kiedy dlaczego dzień "
     "dobry "
     "dobranoc wieczór dziękuję bardzo proszę cześć dziś teraz tutaj chodź idziemy domu przyjaciel "
     "przyjacielu kocham cię ciebie mnie mój moja twój piękny dobrze ale też zawsze nigdy mam masz "
     "może się jestem",
     "ąęłńśźżć"},
    {"cs",
     "a v na z do ne ano je jsou to já ty on ona my vy co kde kdo jak kdy proč dobrý den dobré "
     "ráno noc večer děkuji děkuju mockrát prosím ahoj dnes teď tady pojď jdeme domů příteli "
     "přítel miluji tě mě můj moje tvůj krásný krásné dobře ale také vždy nikdy mám máš jsem se",
     "ěřůčšž"},
    {"hu",
     "a az és is nem igen van vagyok vagy én te ő mi ti ők mit hol ki hogyan mikor miért jó "
     "reggelt "
     "napot estét éjszakát köszönöm szépen kérem szia viszlát ma most itt gyere menjünk haza barát "
     "barátom szeretlek szép nagyon jól de mindig soha egy ez hogy",
     "őű"},
    {"ro",
     "și este sunt nu da eu tu el ea noi voi ce unde cine cum când de la în cu pe pentru bună ziua "
     "dimineața seara noapte mulțumesc mult te rog salut azi acum aici vino mergem acasă prieten "
     "prietene iubesc frumos foarte bine meu mea dar mereu niciodată am ai are",
     "ășțț"},
    {"tr",
     "ve bir bu şu o ben sen biz siz onlar değil evet hayır var yok ne nerede kim nasıl neden "
     "günaydın iyi günler akşamlar geceler teşekkür ederim çok lütfen merhaba bugün şimdi burada "
     "gel gidelim eve dostum arkadaş seni seviyorum güzel benim senin ama her zaman asla mi mı",
     "ğışİ"},
    {"vi",
     "tôi bạn anh em chị ông bà chúng ta không có là và của gì ở đâu ai thế nào khi xin chào cảm "
     "ơn rất nhiều vâng hôm nay bây giờ đây đi về nhà yêu đẹp tốt nhưng luôn một này",
     "ơưăđạảấầẩậắằặẻẽẹếềểệỉịọỏốồổộớờởợụủứừửựỳỵỷỹ"},
    {"id",
     "saya aku kamu anda dia kita kami mereka tidak ya ini itu adalah ada apa di mana siapa "
     "bagaimana kapan mengapa selamat pagi siang sore malam terima kasih banyak tolong halo hari "
     "sekarang sini ayo pergi rumah ke teman cinta indah sangat baik dan tapi selalu pernah yang "
     "untuk dengan dari laut mari",
     ""},
    {"ru", "и в не на я ты он она мы вы что где кто как это да нет привет спасибо", "ыэъё"},
    {"uk", "і в не на я ти він вона ми ви що де хто як це так ні привіт дякую", "іїєґ"},
};

}  // namespace

std::span<const LanguageWords> language_words() { return kWords; }

}  // namespace kirin::sound
