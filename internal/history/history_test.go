package history_test

import (
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
	dir := t.TempDir()
	if err := testdocs.WriteMonths(dir, months); err != nil {
		t.Fatal(err)
	}
	var reports []*series.Report
	for i := range months {
		rep, err := read.Files([]string{filepath.Join(dir, months[i].Name())}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		res, err := audit.Run(rep, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r := series.Of(res)
		r.Name = months[i].Name()
		r.Period = series.FindPeriod(r, "")
		if want := (series.Span{Year: months[i].Year, First: months[i].Month, Last: months[i].Month}); r.Period.Months() != want.Months() {
			t.Fatalf("%s: period %v, want %v", r.Name, r.Period, want)
		}
		reports = append(reports, r)
	}
	slices.Reverse(reports) // their order is that of their periods, not that in which they come
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
