package history_test

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/history"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/series"
	"doisoat/internal/testdocs"
	"doisoat/schema"
)

// archive reads months from files, as the command does, and lines them up.
func archive(t *testing.T, months []testdocs.Month, names *series.Names) *series.Archive {
	t.Helper()
	files := map[string]string{}
	for i := range months {
		files[months[i].Name()] = months[i].CSV()
	}
	a := lined(t, files, names)
	for _, r := range a.Reports {
		if want := r.Name[:len("2023-05")]; (series.Span{Year: r.Period.Year, First: r.Period.Last, Last: r.Period.Last}).String() != want {
			t.Fatalf("%s: period %v", r.Name, r.Period)
		}
	}
	return a
}

// lined checks reports and lines them up.
func lined(t *testing.T, files map[string]string, names *series.Names) *series.Archive {
	t.Helper()
	dir := t.TempDir()
	var reports []*series.Report
	for name, text := range files { // their order is that of their periods, not that in which they come
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		rep, err := read.Files([]string{path}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		res, err := audit.Run(rep, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r := series.Of(res)
		r.Name = name
		r.Period = series.FindPeriod(r, "")
		reports = append(reports, r)
	}
	return series.LineUp(reports, names)
}

// told are the findings at or above a severity, with their code and unit.
func told(res *history.Result, least schema.Severity) []string {
	var out []string
	for i := range res.Findings {
		if f := &res.Findings[i]; f.Severity >= least {
			out = append(out, f.Code+" "+f.Severity.String()+" "+f.Unit+" "+f.Reported+" "+f.Computed)
		}
	}
	return out
}

func TestSoundArchive(t *testing.T) {
	a := archive(t, testdocs.Months(2023, 12), nil)
	if len(a.Lines) != 1 || len(a.Unsure) != 0 {
		t.Fatalf("%d lines, %d unsure; the table is one", len(a.Lines), len(a.Unsure))
	}
	if n := a.LinedUp(); n < 40 {
		t.Errorf("%d series; ten units have five columns", n)
	}
	res := history.Run(a, nil)
	if got := told(res, schema.Note); len(got) > 0 {
		t.Errorf("a sound archive: %v", got)
	}
	for _, c := range res.Checks {
		switch c.Check.Code {
		case "H101", "H103", "H104", "H106":
			if c.Passed < 30 {
				t.Errorf("%s held only %d items: %+v", c.Check.Code, c.Passed, c.Tally)
			}
		}
	}
}

// TestFaults puts one fault into one report and asks for the finding that names it, and no
// other error.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault func([]testdocs.Month)
		want  string // code, severity and unit
	}{
		{"cumulative off", func(m []testdocs.Month) { m[5].ToDate[3] += 90 }, "H101 error Xã Hoài Hải"},
		{"cumulative falls", func(m []testdocs.Month) { m[7].ToDate[2] -= 600 }, "H101 error Xã Hoài Mỹ"},
		{"past figure turned round", func(m []testdocs.Month) { m[4].Before[6] = swapped(m[3].Came[6]) }, "H103 error Phường Hoài Tân"},
		{"past figure corrected", func(m []testdocs.Month) { m[4].Before[6] = m[3].Came[6] + 55 }, "H103 warning Phường Hoài Tân"},
		{"figures in another unit of measure", func(m []testdocs.Month) {
			for i := 6; i < 12; i++ {
				m[i].Before[2], m[i].Came[2], m[i].ToDate[2] = m[i].Before[2]*1000, m[i].Came[2]*1000, m[i].ToDate[2]*1000
			}
		}, "H101 error Xã Hoài Mỹ"},
		{"cases lost", func(m []testdocs.Month) { m[8].Carried[1] -= 3 }, "H104 error Phường Tam Quan"},
		{"header of the last month", func(m []testdocs.Month) { m[9].Header = m[8].Header }, "H106 error"},
		{"header of another year", func(m []testdocs.Month) { m[6].Header = "tháng 7 năm 2022" }, "H106 error"},
		{"column copied", func(m []testdocs.Month) { m[10].Came = slices.Clone(m[9].Came) }, "H107 error"},
		{"unit left out", func(m []testdocs.Month) { drop(&m[7], 4) }, "H105 note"},
		{"status changed", func(m []testdocs.Month) {
			for i := 6; i < 12; i++ {
				m[i].Units[2] = "Phường Hoài Mỹ"
			}
		}, "H105 note"},
	} {
		t.Run(c.name, func(t *testing.T) {
			months := testdocs.Months(2023, 12)
			c.fault(months)
			res := history.Run(archive(t, months, nil), nil)
			got := told(res, schema.Note)
			if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
				t.Errorf("no %s among %q", c.want, got)
			}
			for i := range res.Findings {
				f := &res.Findings[i]
				for _, p := range []*lang.Pack{lang.Vietnamese, lang.English} {
					if s := p.Say(f.Message); strings.Contains(s, "{") || strings.HasPrefix(s, "h1") {
						t.Errorf("%s: %q", f.Code, s)
					}
				}
				keys := []string{"cause." + f.Cause}
				for _, e := range f.Evidence {
					keys = append(keys, "role."+e.Role)
				}
				for _, key := range keys {
					if key != "cause." && (lang.Vietnamese.Template(key) == "" || lang.English.Template(key) == "") {
						t.Errorf("%s names %q, which has no words", f.Code, key)
					}
				}
				code, _, _ := strings.Cut(c.want, " ")
				if f.Severity == schema.Error && f.Code != code && f.Code != "H101" && f.Code != "H103" {
					t.Errorf("another error: %s at %+v", f.Code, f.At)
				}
			}
		})
	}
}

// TestBetweenTwoReports: of three reports that give one figure, the one that the others
// contradict is blamed.
func TestBetweenTwoReports(t *testing.T) {
	months := testdocs.Months(2023, 12)
	twin := testdocs.Months(2023, 12)[4]
	twin.Suffix = "z" // after the first of the month
	twin.Came[5] += 40
	res := history.Run(archive(t, append(months, twin), nil), nil)
	got := told(res, schema.Error)
	if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "H103 error Phường Hoài Đức") }) {
		t.Errorf("%q", got)
	}
}

// TestEnglish: an archive in English is lined up and checked by its own words.
func TestEnglish(t *testing.T) {
	units := []string{"Ashford", "Bexley", "Camden", "Dorking", "Epsom", "Farnham", "Guildford", "Harrow"}
	left, date := make([]int, len(units)), make([]int, len(units))
	files := map[string]string{}
	for m, name := range []string{"January", "February", "March", "April", "May", "June", "July", "August"} {
		text := fmt.Sprintf("Table 1. Cases received and settled, %s 2023\n\nNo.;District;Carried over;Received in %s 2023;Received in the first %d months of 2023;Settled in %s 2023;Pending at end\n", name, name, m+1, name)
		for u, unit := range units {
			came, carried := 80+(31*u+47*m+5*u*m)%97, left[u]
			left[u] = 5 + (13*u+29*m)%41
			date[u] += came
			shown, over := date[u], carried
			if m == 4 && u == 3 {
				shown += 77
			}
			if m == 6 && u == 4 {
				over -= 4
			}
			text += fmt.Sprintf("%d;%s;%d;%d;%d;%d;%d\n", u+1, unit, over, came, shown, carried+came-left[u], left[u])
		}
		files[fmt.Sprintf("r%d.csv", m+1)] = text
	}
	got := told(history.Run(lined(t, files, nil), nil), schema.Warning)
	if len(got) != 2 || !strings.HasPrefix(got[0], "H101 error Dorking") || !strings.HasPrefix(got[1], "H104 error Epsom") {
		t.Errorf("%q", got)
	}
}

// indices are the reports of a price index against December and against the month before;
// change alters a figure against December.
func indices(months int, change func(month, row int, v *big.Rat)) map[string]string {
	rows := []string{"Lương thực", "Thực phẩm", "Đồ uống", "May mặc", "Nhà ở", "Giao thông", "Giáo dục", "Y tế"}
	chain := make([]*big.Rat, len(rows))
	for i := range chain {
		chain[i] = big.NewRat(100, 1)
	}
	files := map[string]string{}
	for m := 1; m <= months; m++ {
		last := fmt.Sprintf("tháng %d năm 2023", m-1)
		if m == 1 {
			last = "tháng trước"
		}
		text := fmt.Sprintf("Biểu 2. Chỉ số giá\n\nNhóm hàng;Tháng %d năm 2023 so với tháng 12 năm 2022 (%%);Tháng %d năm 2023 so với %s (%%);Tháng %d năm 2023 so với tháng %d năm 2022 (%%)\n", m, m, last, m, m)
		for i, row := range rows {
			step := big.NewRat(int64(10000+(37*i+53*m+11*i*m)%190-60), 100)
			chain[i].Quo(chain[i].Mul(chain[i], step), big.NewRat(100, 1))
			shown := new(big.Rat).Set(chain[i])
			change(m, i, shown)
			comma := func(v *big.Rat) string { return strings.Replace(v.FloatString(2), ".", ",", 1) }
			text += fmt.Sprintf("%s;%s;%s;%d,%02d\n", row, comma(shown), comma(step), 101+i%3, (29*i+7*m)%100)
		}
		files[fmt.Sprintf("2023-%02d.csv", m)] = text
	}
	return files
}

func TestUnchainedIndex(t *testing.T) {
	sound := history.Run(lined(t, indices(12, func(int, int, *big.Rat) {}), nil), nil)
	if got := told(sound, schema.Warning); len(got) > 0 {
		t.Errorf("a sound chain: %q", got)
	}
	for _, c := range sound.Checks {
		if c.Check.Code == "H109" && c.Passed < 60 {
			t.Errorf("only %d indices were held: %+v", c.Passed, c.Tally)
		}
	}
	faulty := history.Run(lined(t, indices(12, func(m, i int, v *big.Rat) {
		if m == 6 && i == 3 {
			v.Add(v, big.NewRat(9, 10))
		}
	}), nil), nil)
	got := told(faulty, schema.Error)
	if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "H109 error May mặc") }) || len(got) > 1 {
		t.Errorf("%q", got)
	}
	anew := history.Run(lined(t, indices(12, func(m, i int, v *big.Rat) {
		if m >= 6 {
			v.Add(v, big.NewRat(int64(7+i), 10))
		}
	}), nil), nil)
	if got := told(anew, schema.Warning); len(got) > 0 {
		t.Errorf("a new base: %q", got)
	}
}

// swapped exchanges the last two digits.
func swapped(n int) int {
	a, b := n%10, n/10%10
	if a == b {
		panic("the digits are the same")
	}
	return n/100*100 + a*10 + b
}

func drop(m *testdocs.Month, u int) {
	m.Units = slices.Delete(m.Units, u, u+1)
	for _, list := range []*[]int{&m.Carried, &m.Before, &m.Came, &m.ToDate, &m.Left} {
		*list = slices.Delete(*list, u, u+1)
	}
}

// TestRestatement: where much of a column changed, it is one note, and no error.
func TestRestatement(t *testing.T) {
	months := testdocs.Months(2023, 12)
	for u := range months[5].Before {
		months[5].Before[u] += 2
	}
	res := history.Run(archive(t, months, nil), nil)
	notes := 0
	for i := range res.Findings {
		f := &res.Findings[i]
		if f.Severity == schema.Error {
			t.Errorf("an error: %s %s", f.Code, f.Unit)
		}
		if f.Code == "H103" && f.Cause == "restated" {
			notes++
		}
	}
	if notes != 1 {
		t.Errorf("%d notes of a restatement", notes)
	}
}

// TestRenames: with the list of renames a unit keeps its series, and a merger is the sum
// of its parts; without it they are told as gone and new.
func TestRenames(t *testing.T) {
	months := testdocs.Months(2023, 12)
	for i := 6; i < 12; i++ {
		m := &months[i]
		m.Units[0] = "Phường Bồng Sơn Đông"
		// The communes at 3 and 4 become one.
		for _, list := range []*[]int{&m.Carried, &m.Before, &m.Came, &m.ToDate, &m.Left} {
			(*list)[3] += (*list)[4]
		}
		m.Units[3] = "Xã Hải Phú"
		drop(m, 4)
	}
	plain := history.Run(archive(t, months, nil), nil)
	if got := told(plain, schema.Error); len(got) > 0 {
		t.Errorf("without the list: %v", got)
	}
	names, err := series.LoadNames([]byte("version: 1\nunits:\n  - was: [Phường Bồng Sơn]\n    is: Phường Bồng Sơn Đông\nmergers:\n  - parts: [Xã Hoài Hải, Xã Hoài Phú]\n    into: Xã Hải Phú\n"))
	if err != nil {
		t.Fatal(err)
	}
	a := archive(t, months, names)
	if a.Merged == 0 {
		t.Error("nothing was made of the parts of the merger")
	}
	if got := told(history.Run(a, names), schema.Note); len(got) > 0 {
		t.Errorf("with the list: %v", got)
	}
	months[6].ToDate[3] += 500 // the figure of the new commune is held against its parts
	got := told(history.Run(archive(t, months, names), names), schema.Error)
	if len(got) != 1 || !strings.HasPrefix(got[0], "H101 error Xã Hải Phú") {
		t.Errorf("a fault in the merged commune: %q", got)
	}
}

func TestPagesOfBothLanguages(t *testing.T) {
	for _, c := range history.Suite() {
		for _, code := range []string{"en", "vi"} {
			if text := history.Page(c.Code, code); strings.Count(text, "\n## ") != 5 || !strings.HasPrefix(text, "# "+c.Code+" "+c.Name+"\n") {
				t.Errorf("%s in %s: %q", c.Code, code, text)
			}
		}
	}
}
