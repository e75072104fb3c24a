//! Words of English that say where something went, how sure, and where it was shown.

use std::sync::LazyLock;

use super::{
    Condition as C, Reader,
    What::{
        Ability, Better, Condition as In, Down, Eased, Hedge, HighLike, Lacking, LowLike, Negation,
        Restored, Up, Worse,
    },
    readers,
};

pub(super) static ENGLISH: Reader = LazyLock::new(|| {
    readers(&[
        (
            Down,
            r"\b(?:reduc(?:e|es|ed|ing|tions?)|decreas(?:e|es|ed|ing)|lower(?:s|ed|ing)?|diminish(?:es|ed|ing)?|suppress(?:es|ed|ing|ion)?|inhibit(?:s|ed|ing|ion)?|declin(?:e|es|ed|ing)|block(?:s|ed|ing|ade)?|down-?regulat(?:e|es|ed|ing|ion)|fewer|smaller|shorter|shorten(?:s|ed|ing)?|shr[aiu]nk(?:ing)?|dropp?(?:s|ed)?|fell|fallen|falls? (?:in|by|to|below|of)|depress(?:ed|es)|deplet(?:ed|es|ing)|weaken(?:s|ed|ing)?|impair(?:s|ed|ing|ment)?|curb(?:s|ed|ing)?|dampen(?:s|ed|ing)?|slow(?:s|ed|ing)?|less|weight loss|lo(?:st|se|ses|sing)(?: [\w%.]+){0,8} weight|went down|goes? down|come down|came down|cut(?:s|ting)?|halv(?:e|es|ed|ing)|minimi[sz](?:e|es|ed|ing)|abolish(?:es|ed|ing)?|abrogat(?:e|es|ed|ing)|disappear(?:s|ed|ing)?|vanish(?:ed)?|silenc(?:e|es|ed|ing)|antagoni[sz](?:e|es|ed)|blunt(?:s|ed|ing)?|ceas(?:e|es|ed)|narrow(?:s|ed|er|ing)?|thinn(?:er|ed|ing)|quell(?:s|ed)?)\b",
        ),
        (
            Up,
            r"\b(?:increas(?:e|es|ed|ing|ingly)|elevat(?:e|es|ed|ing|ion|ions)|rais(?:e|es|ed|ing)|rose|ris(?:e|es|ing|en)|promot(?:e|es|ed|ing|ion)|accelerat(?:e|es|ed|ing|ion)|up-?regulat(?:e|es|ed|ing|ion)|higher|greater|longer|augment(?:s|ed|ing|ation)?|stimulat(?:e|es|ed|ing)|activat(?:e|es|ed|ing|ion)|amplif(?:y|ies|ied|ying|ication)|expand(?:s|ed|ing)?|grew|doubl(?:ed|es|ing)|tripl(?:ed|es|ing)|prolong(?:s|ed|ing|ation)?|facilitat(?:e|es|ed|ing)|boost(?:s|ed|ing)?|larger|more|went up|goes? up|going up|enhanc(?:e|es|ed|ing|ement)|strengthen(?:s|ed|ing)?|reinforc(?:e|es|ed|ing)|potentiat(?:e|es|ed|ing|ion)|climb(?:s|ed|ing)?|surg(?:e|es|ed)|gain(?:s|ed|ing)?|trigger(?:s|ed|ing)?|widen(?:s|ed|ing)?|thicken(?:s|ed|ing)?|stronger|enlarg(?:e|es|ed|ing)|elongat(?:e|es|ed|ing)|exceed(?:s|ed|ing)?|speed(?:s|ed)?|heavier|taller|deeper|intensif(?:y|ies|ied))\b",
        ),
        (
            Better,
            r"\b(?:improv(?:e|es|ed|ing|ements?)|better|benefit(?:s|ed|cial)?|beneficial|recover(?:s|ed|y|ing)?)\b",
        ),
        (
            Worse,
            r"\b(?:worsen(?:s|ed|ing)?|worse|worst|exacerbat(?:e|es|ed|ing|ions?)|aggravat(?:e|es|ed|ing|ion)|deteriorat(?:e|es|ed|ing|ion))\b",
        ),
        (
            Eased,
            r"\b(?:alleviat(?:e|es|ed|ing|ion)|ameliorat(?:e|es|ed|ing|ion)|attenuat(?:e|es|ed|ing|ion)|reliev(?:e|es|ed|ing)|relief|mitigat(?:e|es|ed|ing|ion)|eas(?:e|es|ed|ing)|lessen(?:s|ed|ing)?|sooth(?:e|es|ed|ing)|calm(?:s|ed|ing)?|resol(?:ve|ves|ved|ution)|subsid(?:e|es|ed|ing)|milder|lighter)\b",
        ),
        (
            Restored,
            r"\b(?:restor(?:e|es|ed|ing|ation)|maintain(?:s|ed|ing)?|preserv(?:e|es|ed|ing)|repair(?:s|ed|ing)|support(?:s|ed|ing)?|boost)\b",
        ),
        (
            Hedge,
            r"\b(?:may|might|possibl[ey]|possibility|possibilities|perhaps|suggest(?:s|ed|ing|ive)?|potential(?:ly)?|likely|appear(?:s|ed)? to|seem(?:s|ed)?|seemingly|presumabl[ey]|probabl[ey]|is thought|are thought|was thought|were thought|is believed|are believed|was believed|hypothesi[sz]e[ds]?|speculate[ds]?|propos(?:e|es|ed) that|putative|tend(?:s|ed)? to|promising|could (?:\w+ ){0,2}?(?:be (?:due|a|an|the|one|governed|explained|involved|responsible|caused|used|useful|beneficial|effective|attributed|related|associated|needed|required|of)|have|contribute|explain|play|represent|become|serve|protect|prevent|account|act|offer|mediate|lead|weaken|help|reduce|improve|increase|decrease|lower|raise|enhance|promote|inhibit|suppress|exceed|benefit|worsen|delay|slow|accelerate|result|replace|affect|influence|alter|provide)|remains? unclear|remains? to be|we think|we believe|not yet clear|implicat(?:e|es|ed|ing))\b",
        ),
        (
            HighLike,
            r"\b(?:high|highest|highly|long|longest|long-term|many|most|much|large|largest|great|big|strong|strongly|fast|rapid(?:ly)?|early|earlier|earliest|quick(?:ly)?|over|above|up|elder(?:ly)?|old|older|prolifer\w*|hyper\w*|over\w*|enrich\w*|accumulat\w*|open\w*|frequent\w*|common\w*|active|activity|agonist\w*|excess\w*|extensive|dose-escal\w*|escalat\w*|develop\w*|progress\w*|induc\w*|mediat\w*|driv\w*|superior\w*|wide\w*|heavy|heavily|substantial\w*|considerabl\w*|marked\w*|severe\w*|numerous|multiple|majority|advanc\w*|grow\w*|spread\w*|soar\w*|jump\w*|spik\w*|climb\w*|peak\w*|gain\w*|add\w*|addition\w*|extend\w*|extens\w*|further|favou?r\w*|effective\w*|success\w*|respon\w*|stimulat\w*|activat\w*|induc\w*|excell\w*|good|best|recover\w*|heal\w*|clear\w*|reviv\w*|regain\w*|return\w*|revers\w*|rebound\w*|double\w*|twice|fold|times|tall\w*|deep\w*|dense\w*|densit\w*|broad\w*|swell\w*|swollen|enlarg\w*|dilat\w*|inflat\w*|load\w*|intens\w*|weight|thick\w*|full\w*|well)\b",
        ),
        (
            LowLike,
            r"\b(?:delay(?:s|ed|ing)?|low|lowest|short|shortest|few|small|smallest|little|weak|weakly|slow\w*|late|later|under|below|down|mild\w*|prevent\w*|prophyla\w*|inhibitor\w*|suppressant\w*|immunosuppress\w*|hypo\w*|deficien\w*|control\w*|stop\w*|against|los[st]\w*|anti\w*|block\w*|light|minor|minimal\w*|weaker|insufficien\w*|knock\w*|delet\w*|silenc\w*|abolish\w*|disappear\w*|fatigue|tired|closed|thin\w*|reliev\w*|relief|remission|resol\w*|narrow\w*|disrupt\w*|damage\w*|injur\w*|obstruct\w*|stagnat\w*|keep|keeps|kept|drop\w*|antagonist\w*|young\w*|near\w*|modest\w*|wan(?:e|es|ed|ing)|dwindl\w*|tumbl\w*|plung\w*|plummet\w*|eliminat\w*|eradicat\w*|remov\w*|exclu\w*|withdr\w*|taper\w*|fad(?:e|es|ed|ing)|soft\w*|steril\w*|negativ\w*|fail\w*|lack\w*|poor\w*|avoid\w*|protect\w*|curb\w*|limit\w*|restrict\w*|constrict\w*|compress\w*|sooner|early|earlier|quick\w*|fast\w*|rapid\w*|swift\w*|clear\w*|heal\w*|gone|away|free|rare\w*|seldom|underwent|undersiz\w*|sub\w+|bradycard\w*|shallow\w*|atroph\w*|degenerat\w*|regress\w*|recess\w*|reced\w*|neutrali[sz]\w*)\b",
        ),
        (Ability, r"\b(?:could|can|able to|capable of|ability)\b"),
        (
            Negation,
            r"\b(?:not|no|never|without|neither|nor|none|cannot|n't|fail(?:s|ed)? to|lack(?:s|ed|ing)?|absence|absent|un(?:changed|affected|altered|clear|known|able|related|likely)|insufficient|insignificant|non-?significant(?:ly)?|limited|rarely|little|few)\b",
        ),
        (
            Lacking,
            r"\b(?:stop\w*|ceas\w*|discontinu\w*|withdr\w*|exclu\w*|rul(?:e|ed|ing) out|except\w*|other than|abolish\w*|eliminat\w*|remov\w*|disappear\w*|vanish\w*|lost|los[es]\w*|loss|deplet\w*|lack\w*|deficien\w*|absence|absent|miss\w*|only|alone|limit\w*|restrict\w*|few|fewer|little|rare\w*|slight\w*|minimal\w*|small|poor\w*|hard\w*|difficult\w*|avoid\w*|escap\w*|prevent\w*|negative\w*|den(?:y|ied|ies)|reject\w*|refus\w*|insufficien\w*|inadequa\w*|confin\w*|clear\w*|block\w*|abrogat\w*|short of|below|mere\w*|just|knock\w*|delet\w*)\b",
        ),
        (In(C::InVitro), r"\bin[ -]vitro\b"),
        (In(C::InVivo), r"\bin[ -]vivo\b"),
        (In(C::ExVivo), r"\bex[ -]vivo\b"),
        (In(C::Mouse), r"\b(?:mouse|mice|murine)\b"),
        (In(C::Rat), r"\brats?\b"),
        (
            In(C::OtherAnimal),
            r"\b(?:rabbits?|pigs?|porcine|dogs?|canine|monkeys?|macaques?|primates?|guinea pigs?|zebrafish|hamsters?|sheep)\b",
        ),
        (
            In(C::AnimalModel),
            r"\b(?:in animals|animal models?|animal stud(?:y|ies)|animal experiments?)\b",
        ),
        (
            In(C::Human),
            r"\b(?:humans?|patients?|volunteers?|participants?|subjects?|adults?|children|women|men|individuals?|infants?|people|persons?)\b",
        ),
        (In(C::Retrospective), r"\bretrospective(?:ly)?\b"),
        (In(C::Preliminary), r"\b(?:preliminary|pilot)\b"),
        (In(C::DoseDependent), r"\bdose[ -]dependent(?:ly)?\b|\bdose[ -]dependent manner\b"),
        (In(C::DoubleBlind), r"\bdouble[ -](?:blind(?:ed)?|masked)\b"),
        (
            In(C::HealthyVolunteers),
            r"\bhealthy (?:[a-z]+ )?(?:volunteers?|subjects?|adults?|individuals?|men|women|controls?)\b",
        ),
        (In(C::Significant), r"\b(?:statistically )?significant(?:ly)?\b"),
    ])
});
