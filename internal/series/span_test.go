package series

import (
	"strings"
	"testing"

	"doisoat/internal/lang"
)

func TestMentions(t *testing.T) {
	for _, c := range []struct{ pack, text, want string }{
		{"vi", "Ước tính tháng 5 năm 2008", "2008-05"},
		{"vi", "Cộng dồn 5 tháng đầu năm 2008", "2008-01..05"},
		{"vi", "Xuất khẩu tháng 5 và 5 tháng năm 2008", "2008-05 2008-01..05"},
		{"vi", "Tháng 5/2008 so với cùng kỳ năm 2007", "2008-05 2007"},
		{"vi", "Quý II năm 2023", "2023-04..06"},
		{"vi", "quý 4/2023", "2023-10..12"},
		{"vi", "6 tháng cuối năm 2023", "2023-07..12"},
		{"vi", "Đầu tư được cấp phép từ 01/01 - 22/5/2008", "2008-01..05"},
		{"vi", "đến ngày 15 tháng 5 năm 2008", "2008-05"},
		{"vi", "thời điểm 01/5/2016 so với", "2016-05"},
		{"vi", "5 tháng năm năm 2024", "2024-01..05"},
		{"vi", "Thực hiện 9 tháng 2002", "2002-01..09"},
		{"vi", "T5.2024", "2024-05"},
		{"vi", "năm 2019", "2019"},
		{"vi", "Số dự án", ""},
		{"vi", "15.230 hồ sơ", ""},
		{"en", "May 2008", "2008-05"},
		{"en", "first 6 months of 2008", "2008-01..06"},
		{"en", "Quarter II 2010", "2010-04..06"},
		{"en", "Q2 2010", "2010-04..06"},
	} {
		var got []string
		for _, m := range Mentions(Words(c.text), lang.For(c.pack)) {
			got = append(got, m.Span.String())
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
}

// TestIndicator: headers of one indicator have one name in every month and layout.
func TestIndicator(t *testing.T) {
	read := func(report Span, path ...string) Meaning {
		return contextOf(report, nil, lang.Vietnamese).meaning(&Column{Path: path}, lang.Vietnamese)
	}
	may, june := Span{2008, 5, 5}, Span{2008, 6, 6}
	for _, pair := range [][2]Meaning{
		{read(may, "Ước tính tháng 5 năm 2008", "Trị giá"), read(june, "Trị giá", "Thực hiện tháng 6/2008")},
		{read(may, "Cộng dồn 5 tháng năm 2008", "Lượng"), read(june, "Lượng", "6 tháng đầu năm 2008")},
		{read(may, "Tháng 5 năm 2008 so với tháng 5 năm 2007 (%)"), read(june, "Tháng 6/2008 so với cùng kỳ năm trước (%)")},
		{read(may, "Tháng 5 năm 2008 so với tháng 4 năm 2008"), read(june, "Tháng 6 năm 2008 so với:", "Tháng 5")},
		{read(may, "Lũy kế từ đầu năm"), read(june, "Cộng dồn")},
	} {
		if pair[0].Indicator != pair[1].Indicator || pair[0].Class != pair[1].Class {
			t.Errorf("%+v\nand %+v are one", pair[0], pair[1])
		}
		if pair[0].Span != (Span{2008, pair[0].Span.First, 5}) || pair[1].Span.Last != 6 {
			t.Errorf("spans %v, %v", pair[0].Span, pair[1].Span)
		}
	}
	a, b := read(may, "Tháng 5 năm 2008 so với tháng 4 năm 2008"), read(may, "Tháng 5 năm 2008 so với tháng 5 năm 2007")
	if a.Indicator == b.Indicator {
		t.Errorf("two comparisons are one: %q", a.Indicator)
	}
}

func TestFileNames(t *testing.T) {
	for name, want := range map[string]string{
		"x/2008-05-29-Bieu.xls": "2008-05", "bieu-052012.xls": "2012-05", "T5.2024.xlsx": "2024-05", "Quy 2 nam 2023.csv": "2023", "phu-luc.xlsx": "",
	} {
		r := &Report{Lang: "vi", Name: name}
		if got := FindPeriod(r, "").String(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestLoadNamesFaults(t *testing.T) {
	for _, text := range []string{"", "version: 2", "version: 1\nunit: []", "version: 1\nunits:\n  - is: A", "version: 1\nmergers:\n  - parts: [A]\n    into: B"} {
		if _, err := LoadNames([]byte(text)); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

// TestColumnNames: a column that was renamed is one indicator with what it was.
func TestColumnNames(t *testing.T) {
	n, err := LoadNames([]byte("version: 1\ncolumns:\n  - was: [Vốn pháp định, Vốn pháp định đăng ký]\n    is: Vốn điều lệ\nunits:\n  - was: [Huyện B]\n    is: Thị xã B\n  - was: [Thị xã B]\n    is: Thành phố B\n"))
	if err != nil {
		t.Fatal(err)
	}
	may := contextOf(Span{2008, 5, 5}, nil, lang.Vietnamese)
	old := may.meaning(&Column{Path: []string{"Tháng 5 năm 2008", "Vốn pháp định"}}, lang.Vietnamese)
	now := may.meaning(&Column{Path: []string{"Vốn điều lệ", "Tháng 5 năm 2008"}}, lang.Vietnamese)
	if a, b := n.column(old.Indicator), n.column(now.Indicator); a != b {
		t.Errorf("%q and %q are one", a, b)
	}
	if got := n.unit("huyện b"); got != "thành phố b" {
		t.Errorf("a name that changed twice: %q", got)
	}
	if !n.Gone("huyện b") || !n.Came("thành phố b") || n.Gone("huyện c") {
		t.Error("what became of a unit")
	}
}
