//! Newspapers, old and new: pages that tell machines little or the wrong thing.

use super::words::{Chance, LEVANTINE};
use super::{Made, Story, links, wrapped};

/// A newspaper's site of twenty years ago: tables, the whole page one form, paragraphs parted by line breaks, and the date
/// only in words, with the month as the Levant calls it.
pub fn old_tables(story: &Story, chance: &mut Chance) -> Made {
    let (y, m, d, _, _) = story.at;
    let title = &story.title;
    let side: String =
        (0..12).map(|n| format!("<TR><TD><A HREF=\"n.aspx?id={n}\">{}</A></TD></TR>", chance.teaser())).collect();
    let html = format!(
        r##"<HTML DIR=RTL><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><TITLE>{title} - جريدة المنبر</TITLE></HEAD>
<BODY BGCOLOR=#FFFFFF><FORM NAME="aspnetForm" METHOD=post ACTION="n.aspx" ID="aspnetForm"><INPUT TYPE=hidden NAME="__VIEWSTATE" VALUE="{state}">
<TABLE WIDTH=100% CELLPADDING=0><TR><TD COLSPAN=3><A HREF=/>الصفحة الأولى</A> | <A HREF=/l>محليات</A> | <A HREF=/w>عربي ودولي</A> | <A HREF=/s>رياضة</A></TD></TR>
<TR><TD WIDTH=160 VALIGN=top><TABLE>{side}</TABLE></TD><TD VALIGN=top><TABLE><TR><TD><FONT SIZE=5><B>{title}</B></FONT></TD></TR>
<TR><TD>الخميس {d} {month} {y} - العدد 4821</TD></TR><TR><TD ALIGN=center><IMG SRC=p.jpg></TD></TR>
<TR><TD><FONT SIZE=4>{text}</FONT></TD></TR><TR><TD><A HREF="javascript:print()">طباعة</A> <A HREF="m.aspx">أرسل لصديق</A></TD></TR></TABLE></TD>
<TD WIDTH=160 VALIGN=top><TABLE>{side}</TABLE></TD></TR><TR><TD COLSPAN=3 ALIGN=center>جميع الحقوق محفوظة لجريدة المنبر</TD></TR></TABLE></FORM>{script}</BODY></HTML>"##,
        state = "dDwtMTM3NzE4".repeat(400),
        month = LEVANTINE[m as usize - 1],
        text = story.body.join("<BR><BR>\r\n"),
        script = chance.script(),
    );
    Made { html, published: format!("{y}-{m:02}-{d:02}"), outlet: "جريدة المنبر", body: story.body.clone() }
}

/// A page for telephones: advertisements between paragraphs, a player, a form for a newsletter, the date as an item's property.
pub fn mobile(story: &Story, chance: &mut Chance) -> Made {
    let (y, m, d, h, min) = story.at;
    let title = &story.title;
    let published = format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}:00+04:00");
    let text: String = story
        .body
        .iter()
        .enumerate()
        .map(|(n, text)| {
            let ad = if n % 2 == 1 {
                "<div class=\"ad-slot\"><amp-ad width=300 height=250></amp-ad><span>إعلان</span></div>"
            } else {
                ""
            };
            format!(
                "<p>{}</p>{ad}",
                text.replacen("الهدنة", "<a href=\"/tag/1\">الهدنة</a>", 1).replace('،', "&#1548;")
            )
        })
        .collect();
    let more: String = (0..8)
        .map(|_| format!("<a class=\"card\" href=\"/m\"><amp-img src=x></amp-img><h4>{}</h4></a>", chance.teaser()))
        .collect();
    let html = format!(
        r##"<!doctype html><html amp lang="ar" dir="rtl"><head><meta charset="utf-8"><style amp-boilerplate>body{{visibility:hidden}}</style><title>{title} | صحيفة الخليج اليوم</title>
<meta property="og:title" content="{title} | صحيفة الخليج اليوم"><meta property="og:site_name" content="صحيفة الخليج اليوم"></head>
<body><amp-sidebar id="menu" layout="nodisplay"><ul>{menu}</ul></amp-sidebar><header class="top"><a href="/">صحيفة الخليج اليوم</a></header>
<article itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="{published}"><meta itemprop="dateModified" content="2020-02-02">
<h1 itemprop="headline">{title}</h1><p class="summary-tools">حجم الخط <a href="#">أ+</a> <a href="#">أ-</a></p>
<div class="video-caption">شاهد: تقرير مصور عن الأوضاع في المنطقة خلال الأسبوع الماضي.</div>
<div itemprop="articleBody">{text}</div>
<form class="newsletter-signup" action="/n"><p>اشترك ليصلك ملخص الأخبار كل صباح على بريدك الإلكتروني مجانا ودون إعلانات.</p><input type=email></form></article>
<section><h2>قد يهمك</h2>{more}</section><amp-analytics><script type="application/json">{{"a":"<p>لا نص هنا.</p>"}}</script></amp-analytics>{script}
<footer>صحيفة الخليج اليوم تصدر عن دار النشر المتحدة.</footer></body></html>"##,
        menu = links(chance, 16),
        script = chance.script(),
    );
    Made { html, published, outlet: "صحيفة الخليج اليوم", body: story.body.clone() }
}

/// An article that readers debate at greater length than it has itself; headings, a quotation and a list in the text.
pub fn debated(story: &Story, chance: &mut Chance) -> Made {
    let (y, m, d, h, min) = story.at;
    let title = &story.title;
    let (heading, quote) = ("ماذا بعد الاتفاق", chance.sentence());
    let points: Vec<String> = (0..2).map(|_| chance.sentence()).collect();
    let remarks: String = (0..16)
        .map(|n| format!("<div class=\"media comment-item\" id=\"c{n}\"><h5 class=\"user\">زائر {n}</h5><div class=\"txt\"><p>{}</p><p>{}</p></div><a href=\"#\">رد</a></div>", chance.remark(), chance.remark()))
        .collect();
    let opinion: String = (0..5)
        .map(|_| {
            format!(
                "<div class=\"op\"><h4><a href=\"/o\">{}</a></h4><p>{}</p></div>",
                chance.teaser(),
                chance.sentence()
            )
        })
        .collect();
    let html = format!(
        r##"<!DOCTYPE html><html lang="ar-EG" dir="rtl"><head><meta charset="utf-8"><title>{title} — الضفة برس</title><meta name="date" content="{y}-{m:02}-{d:02} {h:02}:{min:02}:00">
<meta property="og:title" content="{title}"><meta name="application-name" content="الضفة برس">{script}</head><body><div class="navbar"><ul>{menu}</ul></div>
<div class="container"><div class="row"><div class="col-md-8"><h1>{title}</h1><p class="info">كتب: مراسلنا | {d}/{m}/{y}</p><ul class="share-list"><li><a href="#">فيسبوك</a></li><li><a href="#">تلغرام</a></li></ul>
<div class="text">{one}<h2>{heading}</h2>{two}<blockquote><p>{quote}</p></blockquote><ol>{list}</ol></div>
<div class="tags"><a href="#">هدنة</a><a href="#">مفاوضات</a></div>
<div class="comments-wrap"><h3>التعليقات</h3>{remarks}</div></div>
<div class="col-md-4 sidebar"><h3>مقالات الرأي</h3>{opinion}</div></div></div><div class="footer">الضفة برس 2019</div></body></html>"##,
        menu = links(chance, 10),
        one = wrapped(&story.body[..2], "p"),
        two = wrapped(&story.body[2..], "p"),
        list = wrapped(&points, "li"),
        script = chance.script(),
    );
    let mut body = story.body[..2].to_vec();
    body.push(heading.to_owned());
    body.extend_from_slice(&story.body[2..]);
    body.push(quote);
    body.extend(points);
    Made { html, published: format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}:00"), outlet: "الضفة برس", body }
}

/// A page written by hand: paragraphs that are never ended, fonts, a date in figures, teasers with summaries that no class
/// tells apart, "read also" between paragraphs.
pub fn unclosed(story: &Story, chance: &mut Chance) -> Made {
    let (y, m, d, h, min) = story.at;
    let title = &story.title;
    let text: String = story
        .body
        .iter()
        .enumerate()
        .map(|(n, text)| {
            let also = if n == 1 {
                format!("<p>اقرأ أيضا: <a href=/z>{}</a>\n", chance.teaser())
            } else {
                String::new()
            };
            format!("<p><font face=Tahoma size=3>{text}</font>\n{also}")
        })
        .collect();
    let teasers: String = (0..5)
        .map(|_| format!("<div><h3><a href=/t>{}</a></h3><p>{}</div>", chance.teaser(), chance.paragraph()))
        .collect();
    let html = format!(
        r##"<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><title>{title} :: شبكة الوادي</title></head><body dir=rtl>
<center><img src=logo.gif><br><a href=/>الرئيسية</a> <a href=/2>أخبار</a> <a href=/3>تقارير</a> <a href=/4>اتصل بنا</a></center><marquee>{ticker}</marquee>
<div><h2><font color=red>{title}</font></h2><div>{d:02}/{m:02}/{y} {h:02}:{min:02}</div>
{text}<p>شبكة الوادي<hr></div>
<div><h2>أخبار أخرى</h2>{teasers}</div><center><p>عدد الزوار 48211</center>{script}"##,
        ticker = chance.teaser(),
        script = chance.script(),
    );
    Made {
        html,
        published: format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}"),
        outlet: "شبكة الوادي",
        body: story.body.clone(),
    }
}
