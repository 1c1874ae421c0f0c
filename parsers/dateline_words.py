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
pakistan kazakhstan kyrgyzstan tajikistan turkmenistan uzbekistan azerbaijan afghanistan
пакистан казахстан кыргызстан таджикистан туркменистан узбекистан азербайджан афганистан россия
"""
#: Agencies and desks: a bracket with one of them is a dateline's, whatever the place.
AGENCIES = """
UrduPoint, Pakistan Point News, APP, PPI, INP, NNI, DNA, SABAH, Online, Sputnik, Xinhua, AFP, Reuters, AP, TASS, RIA,
Interfax, IRNA, Anadolu, AA, ANI, PTI, WAM, SPA, dpa, Bloomberg, Trend, AZERTAC, Report, Kazinform, KAZAKHSTAN TODAY,
Kabar, AKIpress, 24.kg, Khovar, Asia-Plus, Avesta, TDH, Turkmenportal, nCa, UzA, UzDaily, UzDaily.uz, Dunyo,
АН Podrobno.uz, Podrobno.uz, КАЗИНФОРМ, МИА Казинформ, Кабар, НИАТ, Ховар, УЗИНФОРМ, Дунё, УзА, ТАСС, РИА Новости,
Интерфакс, Спутник, Web Desk, News Desk, Monitoring Desk, Staff Report, Staff Reporter, Our Correspondent, News Report,
اُردو پوائنٹ, اردو پوائنٹ, اے پی پی, این این آئی, آئی این پی, آن لائن, نیوز, رپورٹر, رپورٹ, ڈیسک, نمائندہ, شِنہوا, شنہوا,
نامہ نگار, بیورو
"""
#: Capitals before a colon or a dash that are a label, an office or a body.
NOT_PLACES = """
exclusive breaking update updated watch video live opinion analysis factbox note correction editorial report
explainer interview column review profile timeline alert urgent photos pictures gallery podcast quote summary
read more also press release statement nadra wapda ogra pemra nepra nespak ispr unesco unicef opec asean nato
saarc casa tapi carec president minister ambassador caption source sources reuters sputnik news fact check
новости срочно видео фото мнение интервью обзор анонс мире
"""


def names(listed: str) -> list[str]:
    """The names in `listed`, longest first, so that an alternation of them takes the whole name."""
    return sorted((" ".join(name.split()) for name in listed.split(",")), key=len, reverse=True)


def alternation(listed: str) -> str:
    """A regular expression of whole words for the names in `listed`."""
    return rf"(?:{'|'.join(re.escape(name) for name in names(listed) if name)})(?![^\W_])"
