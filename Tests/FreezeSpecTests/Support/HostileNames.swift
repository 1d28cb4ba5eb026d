/// Names that try to break out of the forms in which they are printed.
let hostileNames = [
  "a\nb", "a\r\nb", "a\tb", "a\u{0}b", "a|b", "a\\|b", "a`b", "``", "`a``b`", " lead", "trail ",
  "\\", "</details>", "</td></tr>", "<script>alert(1)</script>", "<!--", "-->", "]]>", "&lt;",
  "@octocat", "x@example", "#123", "https://evil", "[x](http://a)", "*b*", "~~s~~", "$x$",
  ":tada:", "\u{1B}[31mred", "\u{9B}31m", "\u{202E}abc", "a\u{200B}b", "a\u{2028}b",
  "\u{E0041}", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''", "a;b", "a,b",
  "a\"b", "{0}", "{a,b}", "*", "[a]", "NA", "null", "编码器", "e\u{301}", "👩‍👩‍👧",
  String(repeating: "n", count: 10_000),
]
