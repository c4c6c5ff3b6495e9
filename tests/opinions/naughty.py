"""Words that break what handles words carelessly: of our own making, each with the reason it is here."""

NAUGHTY = {
    "null words": ["undefined", "null", "NULL", "None", "nil", "NaN", "true", "\\N", "#N/A", "(null)"],
    "numbers": ["0", "-1", "1e309", "0x0", "١٢٣", "１２３", "½", "1,000.00", "∞", "٠"],
    "formulas": ["=1+1", "+1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\")", "\t=1", "＝１"],
    "markup": ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><b>", "&lt;b&gt;", "]]>", "<!--", "{{ 7*7 }}",
               "{% raw %}", "${7*7}", "%(name)s", "%s%n", "{0}", "#{1}", "[[x]]", "javascript:alert(1)"],
    "databases": ["'; DROP TABLE opinions; --", "1 OR 1=1", "%", "_", "\\", "\\'", "''", "“”", "`id`", "$(id)"],
    "paths": ["../../etc/passwd", "C:\\con", "file:///etc/passwd", "con.txt", "a/b\\c"],
    "directions": ["‮דבר‬", "مرحبا", "שלום", "⁦a⁩", "a\u200bb", "\ufeff开头", "\u200e左\u200f右"],
    "pictures": ["😀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇨🇳", "❤️", "🧑🏿", "㊙️", "1️⃣"],
    "rare characters": ["𠮷野家", "龘靐齉", "𰻝𰻝面", "䶮", "㐂", "〇", "々", "﨑", "ｶﾀｶﾅ", "ﬁ", "Å", "ẛ̣", "Z͑ͫ̓̿a̴l̵g̶o"],
    "blanks": ["　全角空格　", "a\u00a0b", "a\u2028b", "a\u0085b", "a\x0bb\x0cc", "一\r\n二\r三", "\x00零", "\x1b[31m红", "\x7f"],
    "long": ["长" * 5000, "a" * 5000, "\n" * 300 + "x", "😀" * 1000],
    "encodings": ["Ã©", "\udcff半个", "\ud83d", "ÿþ", "锟斤拷", "烫烫烫", "%E4%B8%AD", "&#20013;", "\\u4e2d"],
}
WORDS = [each for group in NAUGHTY.values() for each in group]
