//! Sentences that nobody published: seeded, so that the same number gives the same page everywhere.

/// Months as the Levant calls them.
pub const LEVANTINE: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];

/// A source of numbers (splitmix64, S. Vigna, public domain).
pub struct Chance(u64);

const SUBJECTS: &[&str] = &[
    "المبعوث الأممي",
    "رئيس وفد التفاوض",
    "المتحدث باسم القوات المشتركة",
    "وزير الخارجية",
    "محافظ المدينة",
    "مصدر ميداني",
    "ممثل الهلال الأحمر",
    "قائد لجنة المراقبة",
    "وسيط محلي",
    "عضو في اللجنة العليا للإغاثة",
    "الناطق الرسمي",
    "مدير المستشفى العام",
    "شيخ من وجهاء المنطقة",
    "مسؤول في برنامج الغذاء",
];
const VERBS: &[&str] =
    &["أعلن", "أكد", "أوضح", "ذكر", "نفى", "أشار إلى", "كشف عن", "شدد على", "حذر من", "رحب ب", "طالب ب", "استبعد"];
const OBJECTS: &[&str] = &[
    "تمديد الهدنة أسبوعين إضافيين",
    "فتح ممر إنساني عند المدخل الشرقي",
    "خرق وقف إطلاق النار قرب الجسر القديم",
    "انسحاب المقاتلين من محيط الميناء",
    "وصول قافلة مساعدات تضم ثلاثين شاحنة",
    "إجلاء مئة وعشرين جريحا من الأحياء المحاصرة",
    "استئناف المفاوضات في جولتها الخامسة",
    "تبادل قوائم الأسرى والمعتقلين",
    "سقوط خمس قذائف على السوق الشعبي",
    "نشر مراقبين على خطوط التماس",
    "توزيع حصص غذائية على ألفي أسرة",
    "تعليق المحادثات حتى إشعار آخر",
];
const PLACES: &[&str] = &[
    "في ريف المحافظة الجنوبي",
    "عند المعبر الحدودي",
    "في قاعة الاجتماعات بالعاصمة",
    "على طريق الساحل",
    "في حي الزهور",
    "قرب محطة المياه",
    "في مخيم الوادي",
    "داخل المدينة القديمة",
    "على مشارف البلدة",
];
const TIMES: &[&str] = &[
    "صباح اليوم",
    "مساء أمس",
    "خلال مؤتمر صحفي",
    "في بيان مكتوب",
    "قبل ساعات من بدء الجولة",
    "بعد لقاء مغلق دام ساعتين",
    "في تصريح مقتضب",
    "للمرة الثانية هذا الشهر",
];
const TAILS: &[&str] = &[
    "مضيفا أن الطرفين اتفقا على آلية للتحقق",
    "دون أن يحدد موعدا لذلك",
    "وسط ترقب شعبي واسع",
    "فيما لم يصدر تعليق من الطرف الآخر",
    "لافتا إلى أن التنفيذ يبدأ فور التوقيع",
    "وفق ما نقله شهود من المكان",
    "رغم استمرار القصف المتقطع",
    "بحضور ممثلين عن الدول الضامنة",
    "مؤكدا أن الأولوية لسلامة المدنيين",
];
const TEASERS: &[&str] = &[
    "أسعار العملات تتراجع",
    "منتخب الناشئين يتأهل",
    "موجة حر تضرب السواحل",
    "افتتاح معرض الكتاب",
    "نصائح لصحة القلب",
    "حفل فني يثير الجدل",
    "هاتف جديد بكاميرا مذهلة",
    "توقعات الأبراج",
    "وصفة الكنافة المنزلية",
    "جدول مباريات الجولة",
];
const REMARKS: &[&str] = &[
    "كلام فارغ لا يصدقه أحد يا جماعة الخير",
    "اللهم احفظ أهلنا هناك جميعا وفرج كربهم عاجلا غير آجل",
    "شكرا على المقال لكن أين رأي الناس البسطاء في الموضوع",
    "كل مرة نسمع نفس الأخبار ولا يتغير شيء على أرض الواقع يا إخوان",
    "أتمنى من الإدارة حذف التعليقات المسيئة",
];

impl Chance {
    /// Begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Chance(seed)
    }

    /// The next number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    /// A headline, without a full stop.
    pub fn title(&mut self) -> String {
        format!("{} {} {}", self.one(SUBJECTS), self.one(VERBS), self.one(OBJECTS))
    }

    /// A sentence, sometimes a short one.
    pub fn sentence(&mut self) -> String {
        let (subject, verb, object) = (self.one(SUBJECTS), self.one(VERBS), self.one(OBJECTS));
        match self.below(5) {
            0 => format!("و{verb} {subject} {object}."),
            1 => format!("{verb} {subject} {} {object}، {}.", self.one(TIMES), self.one(TAILS)),
            _ => format!("{verb} {subject} {} {} {object}، {}.", self.one(PLACES), self.one(TIMES), self.one(TAILS)),
        }
    }

    /// One to four sentences.
    pub fn paragraph(&mut self) -> String {
        let count = 1 + self.below(4);
        (0..count).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }

    /// The body of an article.
    pub fn paragraphs(&mut self) -> Vec<String> {
        let count = 3 + self.below(9);
        (0..count).map(|_| self.paragraph()).collect()
    }

    /// What another article is called.
    pub fn teaser(&mut self) -> String {
        format!("{} {}", self.one(TEASERS), self.one(PLACES))
    }

    /// What a reader says.
    pub fn remark(&mut self) -> String {
        format!("{} {}", self.one(REMARKS), self.one(REMARKS))
    }

    /// A day and a clock.
    pub fn moment(&mut self) -> (u32, u32, u32, u32, u32) {
        (
            2016 + self.below(4) as u32,
            1 + self.below(12) as u32,
            1 + self.below(28) as u32,
            self.below(24) as u32,
            self.below(60) as u32,
        )
    }

    /// What scripts of such pages weigh.
    pub fn script(&mut self) -> String {
        let lines = 60 + self.below(120);
        let line = |n: usize| {
            format!("window.q{n}=window.q{n}||[];if(a<b&&c>{n}){{q{n}.push(\"<div class='x'>نص</div>\")}}\n")
        };
        format!("<script>{}</script>", (0..lines).map(line).collect::<String>())
    }
}
