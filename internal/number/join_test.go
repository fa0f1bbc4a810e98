package number

import (
	"strings"
	"testing"
)

func TestJoin(t *testing.T) {
	always := func(Token) bool { return true }
	for _, c := range []struct {
		text  string
		m     Marks
		plain func(Token) bool
		want  string
	}{
		{"12\u00a0345 hồ sơ", ViMarks, nil, "12\u00a0345=12345"},
		{"12\u202f345\u202f678,9 đồng", ViMarks, nil, "12\u202f345\u202f678,9=12345678.9"},
		{"12\u2009345.5 tonnes", EnMarks, nil, "12\u2009345.5=12345.5"},
		{"12 345 hồ sơ", ViMarks, nil, "12=12 345=345"},
		{"12 345 hồ sơ", ViMarks, always, "12 345=12345"},
		{"2023 120 hồ sơ", ViMarks, always, "2023=2023 120=120"},
		{"12 345 67", ViMarks, always, "12 345=12345 67=67"},
		{"1.200 345", ViMarks, always, "1.200=1200 345=345"},
		{"05 345", ViMarks, always, "05=5 345=345"},
		{"5% 345", ViMarks, always, "5=5% 345=345"},
		{"12\u00a0345%", ViMarks, nil, "12\u00a0345=12345%"},
		{"12\u00a0\u00a0345", ViMarks, nil, "12=12 345=345"},
		{"1 234.567", ViMarks, always, "1=1 234.567=234567"},
		{"12, 345", ViMarks, always, "12=12 345=345"},
		{"", ViMarks, always, ""},
	} {
		var out []string
		for _, tok := range Join(c.text, Scan(c.text, c.m), c.m, c.plain) {
			s := c.text[tok.Start:tok.End] + "=" + tok.Number.Value.String()
			if tok.Percent {
				s += "%"
			}
			out = append(out, s)
		}
		if got := strings.Join(out, " "); got != c.want {
			t.Errorf("Join(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
