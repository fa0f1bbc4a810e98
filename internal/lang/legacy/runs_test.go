package legacy

import (
	"strings"
	"testing"

	"doisoat/schema"
)

// TestRuns: a text in several fonts is read part by part, words are never cut, and
// the bounds of the runs move along.
func TestRuns(t *testing.T) {
	for _, tc := range []struct {
		name string
		runs []string // font, text, font, text, ...
		want string   // the runs' texts, joined by |
	}{
		{"a first letter in a font of capitals", []string{".VnTimeH", "æ", ".VnTime", "n ®Þnh, t¨ng"}, "Ổ|n định, tăng"},
		{"capitals, then small letters", []string{".VnTimeH", "biÓu ", ".VnTime", "gi¸ trÞ"}, "BIỂU |giá trị"},
		{"VNI and Unicode", []string{"VNI-Times", "Toång soá", "Arial", " hồ sơ, có"}, "Tổng số| hồ sơ, có"},
		{"TCVN3 and Unicode that would read as TCVN3", []string{".VnTime", "phã ", "Arial", "có xã Phú"}, "phó |có xã Phú"},
		{"a word in two fonts", []string{"Arial", "tr", ".VnTime", "\u00adêng"}, "tr|ường"},
		{"ASCII", []string{".VnTimeH", "abc", "Arial", " def"}, "abc| def"},
	} {
		var text strings.Builder
		var runs []Run
		sheet := &schema.Sheet{Fonts: []string{""}, Cells: [][]schema.Cell{{{}, {Kind: schema.Text}}}}
		for i := 0; i < len(tc.runs); i += 2 {
			at := text.Len()
			text.WriteString(tc.runs[i+1])
			runs = append(runs, Run{at, text.Len(), tc.runs[i]})
			sheet.Fonts = append(sheet.Fonts, tc.runs[i])
			sheet.Runs = append(sheet.Runs, schema.FontRun{Row: 0, Col: 1, Start: at, Font: uint16(len(sheet.Fonts) - 1)})
		}
		got := new(Decoder).Runs(text.String(), runs)
		var parts []string
		for _, r := range runs {
			parts = append(parts, got[r.Start:r.End])
		}
		if s := strings.Join(parts, "|"); s != tc.want || strings.ReplaceAll(tc.want, "|", "") != got {
			t.Errorf("%s: %q as %q, want %q", tc.name, got, s, tc.want)
		}
		cell := &sheet.Cells[0][1]
		cell.Raw = text.String()
		new(Decoder).Sheet(sheet)
		if cell.Raw != got {
			t.Errorf("%s: in a sheet %q, want %q", tc.name, cell.Raw, got)
		}
		for i, r := range sheet.Runs {
			if r.Start != runs[i].Start {
				t.Errorf("%s: run %d of the sheet begins at %d, want %d", tc.name, i, r.Start, runs[i].Start)
			}
		}
	}
}

// TestSheetPrior: words that are good Vietnamese either way are read as the rest of
// the sheet is.
func TestSheetPrior(t *testing.T) {
	column := func(words ...string) *schema.Sheet {
		s := &schema.Sheet{}
		for _, w := range words {
			s.Cells = append(s.Cells, []schema.Cell{{Raw: w, Kind: schema.Text}})
		}
		return s
	}
	old := column("Phó Thä", "Gia sóc", "cã", "BÕn Tre", "C¸c tØnh miÒn nói", "Xuân", "T\u00ad nh©n", "Sè hé")
	d := &Decoder{}
	d.Sheet(old)
	for i, want := range []string{"Phú Thọ", "Gia súc", "có", "Bến Tre", "Các tỉnh miền núi", "Xuân", "Tư nhân", "Số hộ"} {
		if got := old.Cells[i][0].Raw; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if d.Converted[TCVN3] != 7 {
		t.Errorf("converted: %v", d.Converted)
	}
	today := column("Phó phòng", "Gia sóc", "cã", "Bến Tre", "Các tỉnh miền núi", "Xuân")
	d = &Decoder{}
	d.Sheet(today)
	for i, want := range []string{"Phó phòng", "Gia sóc", "cã", "Bến Tre", "Các tỉnh miền núi", "Xuân"} {
		if got := today.Cells[i][0].Raw; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
