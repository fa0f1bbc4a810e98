package recognize

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// parseUnit reads a text as a unit of measure, its opening words ("Đơn vị tính:")
// aside. The result is empty when the text is none: it must be a percent sign, a
// scale word with or without a thing, or a thing that the pack knows to be counted
// or measured.
func parseUnit(s string, pack *lang.Pack) schema.Unit {
	text := strings.TrimSpace(s)
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	f := lang.Fold(text)
	lead := false
	for _, w := range pack.Table.UnitLine {
		if strings.HasPrefix(f, w) && !letterAt(f, len(w)) {
			if i := strings.IndexByte(text, ':'); i >= 0 {
				text, lead = strings.TrimSpace(text[i+1:]), true
				f = lang.Fold(text)
			}
			break
		}
	}
	if f == "" || len(f) > 60 {
		return schema.Unit{}
	}
	if f == "%" || startsWithAny(f, []string{"percent", "per cent"}) {
		return schema.Unit{Text: text, Base: "%", Percent: true}
	}
	u := schema.Unit{Text: text}
	if scale, base, ok := shortUnit(f, pack); ok {
		u.Scale, u.Base = scale, base
		return u
	}
	first, rest, _ := strings.Cut(f, " ")
	first = strings.Trim(first, ",;")
	if n, ok := pack.Table.Scales[first]; ok {
		u.Scale, u.Base = n, strings.TrimSpace(rest)
		if second, rest2, _ := strings.Cut(u.Base, " "); pack.Table.Scales[second] > 0 {
			u.Scale += pack.Table.Scales[second]
			u.Base = rest2
		}
		if strings.HasSuffix(strings.Fields(f)[0], ",") { // "thousands, not adjusted"
			u.Base = ""
		}
		if u.Base == "" || lead || startsWithAny(u.Base, pack.Table.Units) {
			return u
		}
		return schema.Unit{}
	}
	for _, w := range pack.Table.Units {
		if f == w || lead && startsWithAny(f, []string{w}) {
			u.Base = f
			return u
		}
	}
	// "£ million", "1000 đồng", "đồng/lượt"
	if last := strings.LastIndexByte(f, ' '); last > 0 {
		if n, ok := pack.Table.Scales[f[last+1:]]; ok {
			u.Scale, u.Base = n, f[:last]
			return u
		}
	}
	if strings.HasPrefix(f, "1000 ") || strings.HasPrefix(f, "1.000 ") {
		_, u.Base, _ = strings.Cut(f, " ")
		u.Scale = 3
		return u
	}
	if base, _, ok := strings.Cut(f, "/"); ok {
		for _, w := range pack.Table.Units {
			if base == w {
				u.Base = f
				return u
			}
		}
	}
	if lead {
		u.Base = f
		return u
	}
	return schema.Unit{}
}

// shortUnit reads the scales that tables abbreviate: "'000", "£000", "$m", "€bn", "'000
// tonnes".
func shortUnit(f string, pack *lang.Pack) (scale int8, base string, ok bool) {
	rest := strings.TrimLeft(f, "£$€¥")
	money := f[:len(f)-len(rest)]
	bare := strings.TrimLeft(rest, "'’‘` ")
	first, thing, _ := strings.Cut(bare, " ")
	switch {
	case first == "000" && (money != "" || bare != rest): // not that of "3,000 households"
		scale = 3
	case money != "" && (first == "m" || first == "mn"):
		scale = 6
	case money != "" && (first == "bn" || first == "b"):
		scale = 9
	default:
		return 0, "", false
	}
	if thing = strings.TrimSpace(thing); thing != "" && !startsWithAny(thing, pack.Table.Units) {
		return 0, "", false
	}
	if thing == "" {
		thing = money
	}
	return scale, thing, true
}

// unitInHeader finds the unit that a header text names: in its last parentheses, or
// after its last comma, or a percent sign in it.
func unitInHeader(s string, pack *lang.Pack) schema.Unit {
	for end := len(s); ; {
		j := strings.LastIndexByte(s[:end], ')')
		if j < 0 {
			break
		}
		i := strings.LastIndexByte(s[:j], '(')
		if i < 0 {
			break
		}
		if u := parseUnit(s[i+1:j], pack); u.Text != "" {
			return u
		}
		end = i
	}
	if percentSign(s) {
		return schema.Unit{Text: "%", Base: "%", Percent: true}
	}
	if i := strings.LastIndexByte(s, ','); i >= 0 {
		if u := parseUnit(s[i+1:], pack); u.Text != "" {
			return u
		}
	}
	return schema.Unit{}
}

// percentSign reports whether a percent sign stands in s that does not belong to a
// figure, as that of "đạt trên 50%" does.
func percentSign(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			continue
		}
		if before := strings.TrimRight(s[:i], " "); before == "" || before[len(before)-1] < '0' || before[len(before)-1] > '9' {
			return true
		}
	}
	return false
}
