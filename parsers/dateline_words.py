"""What stands in datelines: places, agencies, and words in capitals before a colon that are no place."""

from __future__ import annotations

import re

#: Places that open a paragraph in mixed case or in a script without capitals. One in capitals need not be here.
PLACES = """
Islamabad, Rawalpindi, Lahore, Karachi, Peshawar, Quetta, Multan, Faisalabad, Sialkot, Gujranwala, Gujrat, Hyderabad,
Sukkur, Bahawalpur, Sargodha, Abbottabad, Muzaffarabad, Gilgit, Skardu, Gwadar, Mardan, Mirpur, D.I. Khan,
Dera Ismail Khan, Rahim Yar Khan, Swat, Chitral, Kasur, Okara, Jhang, Attock, Sahiwal, Larkana,
Astana, Nur-Sultan, Almaty, Shymkent, Aktau, Petropavlovsk, Bishkek, Osh, Dushanbe, Khujand, Ashgabat, Turkmenbashi,
Mary, Arkadag, Tashkent, Samarkand, Bukhara, Termez, Namangan, Fergana, Andijan, Nukus, Khiva,
Kabul, Tehran, Baku, Moscow, Beijing, Shanghai, Urumqi, Ankara, Istanbul, New Delhi, Riyadh, Jeddah, Dubai, Abu Dhabi,
Doha, Washington, New York, United Nations, London, Geneva, Brussels, Paris, Berlin, Vienna, Minsk, Tbilisi, Yerevan,
Tianjin, Lachin, Khankendi,
Астана, Нур-Султан, Алматы, Шымкент, Актау, Петропавловск, Бишкек, Ош, Душанбе, Худжанд, Ашхабад, Туркменбаши,
Ташкент, Самарканд, Бухара, Термез, Наманган, Фергана, Андижан, Нукус, Тошкент, Самарқанд, Исламабад, Исломобод,
Карачи, Лахор, Пешавар, Равалпинди, Кабул, Тегеран, Баку, Москва, Пекин, Анкара, Стамбул,
اسلام آباد, راولپنڈی, لاہور, کراچی, پشاور, کوئٹہ, ملتان, فیصل آباد, سیالکوٹ, گوجرانوالہ, مظفرآباد, گوادر,
آستانہ, الماتی, بشکیک, دوشنبہ, دوشنبے, عشق آباد, اشک آباد, تاشقند, سمرقند, بخارا, کابل, تہران, باکو, ماسکو, بیجنگ,
انقرہ, استنبول, نئی دہلی, ریاض, واشنگٹن, نیویارک, لندن, جنیوا
"""
#: Countries that stand before or behind the place: TASHKENT, Uzbekistan · Узбекистан, Ташкент.
COUNTRIES = """
pakistan kazakhstan kyrgyzstan tajikistan turkmenistan uzbekistan azerbaijan afghanistan china russia iran india
turkey türkiye turkiye
пакистан казахстан кыргызстан таджикистан туркменистан узбекистан азербайджан афганистан россия
"""
#: Agencies and outlets: a bracket with one of them is a dateline's, whatever the place.
AGENCIES = """
UrduPoint, Pakistan Point News, APP, PPI, PPI-OT, INP, NNI, DNA, SABAH, Online, WealthPK, PTV, ISPR, PID, Gwadar Pro,
China Economic Net, CEN, Sputnik, Xinhua, AFP, Reuters, AP, UPI, EFE, Kyodo, Yonhap, TASS, RIA, RIA Novosti, Interfax,
Interfax-Kazakhstan, IRNA, MNA, Mehr, Tasnim, Fars, ISNA, Anadolu, Anadolu Agency, AA, ANI, PTI, WAM, SPA, QNA, KUNA,
dpa, Bloomberg, Trend, AZERTAC, APA, Report, BNA, Bakhtar, Pajhwok, TOLOnews, Khaama Press, Ariana News, BelTA,
Kazinform, KAZAKHSTAN TODAY, KazTAG, Tengrinews, Astana Times, TCA, Kabar, AKIpress, 24.kg, Kaktus, Kloop, Khovar,
NIAT Khovar, Asia-Plus, Avesta, TDH, Turkmenportal, Turkmenistan Today, nCa, Orient, UzA, UzDaily, UzDaily.uz,
UzDaily.com, Kun.uz, Daryo, Gazeta.uz, Podrobno.uz, Dunyo, IA Dunyo, UzReport,
АН Podrobno.uz, КАЗИНФОРМ, МИА Казинформ, Кабар, НИАТ, Ховар, УЗИНФОРМ, Дунё, УзА, ТАСС, РИА Новости,
Интерфакс, Спутник, اُردو پوائنٹ, اردو پوائنٹ, اے پی پی, این این آئی, آئی این پی, آن لائن, نیوز, شِنہوا, شنہوا
"""
#: Desks: they may also stand before the place, or on a line of their own.
DESKS = """
Web Desk, News Desk, Monitoring Desk, Business Desk, Sports Desk, World Desk, City Desk, Web Report, Monitoring Report,
Staff Report, Staff Reporter, Our Staff Reporter, Staff Correspondent, Our Correspondent, Our Correspondents,
Our Reporter, Our Special Correspondent, Special Correspondent, Special Report, Bureau Report, Business Reporter,
Business Correspondent, Diplomatic Correspondent, Our Diplomatic Correspondent, Agencies, News Agencies, News Report,
nCa, nCa Report, رپورٹر, رپورٹ, ڈیسک, نمائندہ, نامہ نگار, بیورو
"""
#: Capitals before a colon or a dash that are a label, an office or a body.
NOT_PLACES = """
exclusive breaking update updated watch video live opinion analysis factbox note correction editorial report
explainer interview column review profile timeline alert urgent photos pictures gallery podcast quote summary
read more also press release statement nadra wapda ogra pemra nepra nespak ispr unesco unicef opec asean nato
saarc casa tapi carec president minister ambassador caption source sources reuters sputnik news fact check
новости срочно видео фото мнение интервью обзор анонс мире
"""

#: Letters in a row.
WORD = re.compile(r"[^\W\d_]+")


def names(listed: str) -> list[str]:
    """The names in `listed`, longest first, so that an alternation of them takes the whole name."""
    return sorted((" ".join(name.split()) for name in listed.split(",")), key=len, reverse=True)


def first_words(listed: str) -> frozenset[str]:
    """The letters in small with which each of the names in `listed` begins, up to what is no letter."""
    return frozenset(word[0].lower() for name in names(listed) if (word := WORD.match(name)))


def alternation(listed: str) -> str:
    """A regular expression of whole words for the names in `listed`."""
    return rf"(?:{'|'.join(re.escape(name) for name in names(listed) if name)})(?![^\W_])"
