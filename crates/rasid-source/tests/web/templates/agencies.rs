//! Agencies, channels, ministries: pages that tell machines much about themselves.

use super::words::Chance;
use super::{Made, Story, links, wrapped};

/// A site made by a common program for blogs: JSON-LD with a graph, share bar, "read also" in the text, tags, related
/// articles, remarks of readers, a sidebar.
pub fn wordpress(story: &Story, chance: &mut Chance) -> Made {
    let (y, m, d, h, min) = story.at;
    let published = format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}:00+03:00");
    let title = &story.title;
    let (first, rest) = story.body.split_at(2);
    let (menu, also, side, related) = (links(chance, 14), chance.teaser(), links(chance, 10), links(chance, 6));
    let remarks: String = (0..4)
        .map(|_| {
            format!(
                "<li class=\"comment even\"><div class=\"comment-body\"><b>قارئ</b><p>{}</p></div></li>",
                chance.remark()
            )
        })
        .collect();
    let html = format!(
        r##"<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{title} - وكالة المسار للأنباء</title>
<link rel="canonical" href="https://masar.example/2018/post"><meta property="og:type" content="article">
<meta property="og:title" content="{title} - وكالة المسار للأنباء"><meta property="og:site_name" content="وكالة المسار للأنباء">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"وكالة المسار للأنباء"}},
{{"@type":"NewsArticle","headline":"{title}","datePublished":"{published}","dateModified":"2020-01-01T00:00:00+03:00","author":{{"@type":"Person","name":"محرر"}}}}]}}</script>
{script}</head><body class="post-template single single-post has-sidebar"><header id="masthead"><nav class="main-navigation"><ul>{menu}</ul></nav></header>
<div class="breaking-news-ticker"><span>عاجل</span><ul>{side}</ul></div>
<div id="content" class="site-content"><main><article class="post type-post"><header class="entry-header"><h1 class="entry-title">{title}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date" datetime="{published}">{d}/{m}/{y}</time></span><span class="byline">بقلم محرر</span></div></header>
<div class="sharedaddy share-buttons"><a href="#">فيسبوك</a><a href="#">تويتر</a></div>
<figure class="wp-block-image"><img src="a.jpg"><figcaption>صورة أرشيفية من المكان قبل عامين، تصوير مراسلنا.</figcaption></figure>
<div class="entry-content">{first}<div class="read-also"><strong>اقرأ أيضا:</strong> <a href="/x">{also}</a></div>{rest}
<div class="sharedaddy sd-sharing">شارك هذا الموضوع: <a href="#">واتساب</a></div></div>
<footer class="entry-footer"><span class="tags-links">وسوم: <a href="/t">هدنة</a> <a href="/t">إغاثة</a></span></footer></article>
<section class="related-posts"><h3>مواضيع ذات صلة</h3><ul>{related}</ul></section>
<div id="comments" class="comments-area"><h2>آراء القراء</h2><ol>{remarks}</ol></div></main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>الأكثر قراءة</h2><ul>{side}</ul></section></aside></div>
<footer id="colophon">جميع الحقوق محفوظة لوكالة المسار للأنباء ولا يجوز النقل دون ذكر المصدر.</footer></body></html>"##,
        first = wrapped(first, "p"),
        rest = wrapped(rest, "p"),
        script = chance.script(),
    );
    Made { html, published, outlet: "وكالة المسار للأنباء", body: story.body.clone() }
}

/// A channel's site whose classes are made by a program and say nothing: ticker, cards of other articles with a summary,
/// a bar about cookies.
pub fn channel(story: &Story, chance: &mut Chance) -> Made {
    let (y, m, d, h, min) = story.at;
    let title = &story.title;
    let half = story.body.len() / 2;
    let card = |chance: &mut Chance| {
        format!(
            "<div class=\"sc-9f\"><a href=\"/c\"><img src=\"b.jpg\"></a><h3 class=\"sc-h\"><a href=\"/c\">{}</a></h3><p class=\"sc-p\">{}</p></div>",
            chance.teaser(),
            chance.sentence()
        )
    };
    let cards: String = (0..6).map(|_| card(chance)).collect();
    let also = card(chance);
    let menu = links(chance, 20);
    let html = format!(
        r##"<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} | قناة الأفق</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article"><meta name="twitter:site" content="@ofoq">
<script type="application/ld+json">{{"@type":["NewsArticle"],"mainEntityOfPage":"https://ofoq.example/1","headline":"{title}","datePublished":"{y}-{m:02}-{d:02}T{h:02}:{min:02}:00.000Z","publisher":{{"@type":"NewsMediaOrganization","name":"قناة الأفق","logo":{{"@type":"ImageObject","url":"l.png"}}}}}}</script></head>
<body><div id="__app"><div class="sc-a1"><ul>{menu}</ul></div><div class="sc-b2" role="alert"><span>عاجل</span><p>{ticker}</p></div>
<div class="sc-c3"><div class="sc-d4"><h1 class="sc-e5">{title}</h1><div class="sc-f6"><time datetime="{y}-{m:02}-{d:02}T{h:02}:{min:02}:00.000Z">{d}-{m}-{y}</time><span>آخر تحديث اليوم</span></div>
<div class="sc-g7"><button>مشاركة</button><a href="#">نسخ الرابط</a><a href="#">حفظ</a></div>
<div class="sc-i9">{one}<div class="sc-j1">{also}</div>{two}</div></div>
<div class="sc-k2"><h2>المزيد من الأخبار</h2><div class="sc-l3">{cards}</div></div></div>
<div class="sc-m4" role="dialog"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا وتقديم محتوى يناسب اهتماماتك، ويمكنك تغيير إعداداتك متى شئت.</p><button>موافق</button></div>
<footer><ul>{menu}</ul><p>قناة الأفق الإخبارية شبكة مستقلة تقدم الأخبار على مدار الساعة من كل مكان.</p></footer></div>{script}</body></html>"##,
        ticker = chance.sentence(),
        one = wrapped(&story.body[..half], "p"),
        two = wrapped(&story.body[half..], "p"),
        script = chance.script(),
    );
    let published = format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}:00Z");
    Made { html, published, outlet: "قناة الأفق", body: story.body.clone() }
}

/// A ministry's site: fields of a content system, breadcrumbs, print links, lists of documents, a date in figures.
pub fn government(story: &Story, chance: &mut Chance) -> Made {
    let (y, m, d, h, min) = story.at;
    let title = &story.title;
    let (menu, news) = (links(chance, 24), links(chance, 12));
    let mut body = story.body.clone();
    let points: Vec<String> = (0..3).map(|_| chance.sentence()).collect();
    let list: String = points.iter().map(|point| format!("<li>{point}</li>")).collect();
    let html = format!(
        r##"<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "x"><html xml:lang="ar" dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="dcterms.title" content="x" /><meta name="dcterms.date" content="{y}-{m:02}-{d:02}T{h:02}:{min:02}+02:00" /><meta property="og:site_name" content="ديوان الإغاثة" />
<title>{title} | ديوان الإغاثة</title>{script}</head>
<body class="html not-front page-node node-type-news"><div id="skip-link"><a href="#main">تجاوز إلى المحتوى الرئيسي</a></div>
<div id="page"><div id="header"><div class="block block-menu"><ul class="menu">{menu}</ul></div></div>
<div class="breadcrumb"><a href="/">الرئيسية</a> » <a href="/n">الأخبار</a> » {title}</div>
<table id="columns"><tr><td id="sidebar-first"><div class="block block-views"><h2>آخر البيانات</h2><ul>{news}</ul></div></td>
<td id="main"><h1 class="title" id="page-title">{title}</h1><div class="tabs"><ul><li><a href="#">عرض</a></li><li><a href="#">طباعة</a></li></ul></div>
<div class="node node-news"><div class="submitted">نشر في {d}/{m}/{y}</div><div class="field field-name-field-image"><img src="x.jpg" alt="صورة" /></div>
<div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even" property="content:encoded">{text}<ul>{list}</ul></div></div></div>
<ul class="links inline"><li><a href="#">أرسل إلى صديق</a></li><li><a href="#">نسخة للطباعة</a></li></ul></div>
<div class="block"><h2>روابط مهمة</h2><ul>{news}</ul></div></td></tr></table>
<div id="footer"><p>العنوان شارع الاستقلال، صندوق بريد 12، هاتف 555، جميع الحقوق محفوظة لديوان الإغاثة.</p></div></div></body></html>"##,
        text = wrapped(&story.body, "p"),
        script = chance.script(),
    );
    body.extend(points);
    Made {
        html, published: format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}+02:00"), outlet: "ديوان الإغاثة", body
    }
}

/// A page put together in the browser: paragraphs that are divisions, the whole article once more for machines and once
/// for its own program, the name of the site before the headline.
pub fn rendered(story: &Story, chance: &mut Chance) -> Made {
    let (y, m, d, h, min) = story.at;
    let title = &story.title;
    let body = story.body.join("\\n");
    let related: String = (0..5)
        .map(|_| {
            format!(
                "<div class=\"item\"><a href=\"/r\"><div>{}</div><div>{}</div></a></div>",
                chance.teaser(),
                chance.sentence()
            )
        })
        .collect();
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let html = format!(
        r##"<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="utf-8"/><title>مرصد الساحل: {title}</title>
<meta property="og:title" content="مرصد الساحل | {title}"/><meta property="og:site_name" content="مرصد الساحل"/><meta name="pubdate" content="{d:02} {month} {y} {h:02}:{min:02}:00 +0300"/>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Article","articleBody":"{body}"}}</script></head>
<body><div id="__next"><div class="Layout_top__x1"><a href="/">الرئيسية</a><a href="/p">سياسة</a><a href="/e">اقتصاد</a><a href="/v">فيديو</a></div>
<div class="Story_wrap__y2"><h1>{title}</h1><div class="Story_share__q1"><a href="#">شارك</a></div><div dir="rtl">{text}</div>
<div class="Story_more__z3"><div>اقرأ المزيد</div>{related}</div></div>
<div class="Newsletter_box__k9"><div>اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح، ويمكنك إلغاء الاشتراك في أي وقت.</div><form><input><button>اشترك</button></form></div></div>
<script id="__NEXT_DATA__" type="application/json">{{"props":{{"text":"{body}"}}}}</script>{script}</body></html>"##,
        month = MONTHS[m as usize - 1],
        text = wrapped(&story.body, "div"),
        script = chance.script(),
    );
    let published = format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}:00+03:00");
    Made { html, published, outlet: "مرصد الساحل", body: story.body.clone() }
}
