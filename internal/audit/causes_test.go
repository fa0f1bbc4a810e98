package audit_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/schema"
)

const rates = `# PHỤ LỤC

**Phụ lục: Thư viện trường học**

| STT | Đơn vị | Số trường học | Số trường có thư viện | Tỷ lệ trường có thư viện (%) |
|---|---|---|---|---|
| 1 | Xã Phước An | 7 | 3 | 42,9 |
| 2 | Xã Phước Thành | 9 | 6 | 66,7 |
| 3 | Xã Phước Lộc | 12 | 9 | 75,0 |
| 4 | Xã Phước Hiệp | 8 | 5 | 62,5 |
| 5 | Xã Phước Sơn | 11 | 4 | 36,4 |
| 6 | Xã Phước Hòa | 13 | 10 | 76,9 |
|  | Toàn huyện | 60 | 37 | 61,7 |
`

// What one slip brings about is told under it.
func TestCauses(t *testing.T) {
	for _, c := range []struct {
		name, prose string
		table       string // replaced in the table: "old=new"
		want        []string
	}{
		{"a name for another", "Có 2 xã có tỷ lệ trường có thư viện trên 70%, gồm: Phước Lộc, Phước Hiệp.", "",
			[]string{"R204 other-name <- R203"}},
		{"a name for another, with its figure", "Có 2 xã có tỷ lệ trường có thư viện trên 70%, gồm: Phước Hiệp 76,9%, Phước Lộc 75,0%.", "",
			[]string{"R101 other-name <- R203"}},
		{"a name left out", "Có 3 xã có tỷ lệ trường có thư viện trên 65%, gồm: Phước Lộc 75,0%, Phước Hòa 76,9%.", "",
			[]string{"R203 <- R202"}},
		{"a name left out, and the list counted", "Có 2 xã có tỷ lệ trường có thư viện trên 65%, gồm: Phước Lộc 75,0%, Phước Hòa 76,9%.", "",
			[]string{"R203 <- R201"}},
		{"two slips stay two", "Có 2 xã có tỷ lệ trường có thư viện trên 70%, gồm: Phước Hòa 79,6%, Phước Lộc 57,0%.", "",
			[]string{"R103 transposed", "R103 transposed"}},
		{"a slip of the table", "Tỷ lệ trường có thư viện của xã Phước Lộc đạt 75,0%, của xã Phước Hòa đạt 76,9%.", "| 9 | 75,0 |=| 9 | 57,0 |",
			[]string{"V101 transposed <- R101"}},
		{"the same slip told twice", "Tỷ lệ trường có thư viện của xã Phước Lộc đạt 57,0%.\n\nNhư vậy tỷ lệ trường có thư viện của xã Phước Lộc là 57,0%.", "",
			[]string{"R103 transposed <- R103"}},
		{"nothing", "Tỷ lệ trường có thư viện của xã Phước Lộc đạt 75,0%.", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := rates
			if old, now, ok := strings.Cut(c.table, "="); ok {
				if table = strings.Replace(rates, old, now, 1); table == rates {
					t.Fatal("nothing was replaced")
				}
			}
			res, err := audit.Run(parsed(t, "# BÁO CÁO\n\n## Thư viện\n\n"+c.prose+"\n\n**Nơi nhận:**\n\n- Như trên;\n- Lưu: VT.\n\n"+table), audit.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := roots(res.Findings); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// parsed reads a report written in Markdown.
func parsed(t testing.TB, text string) *schema.Report {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.md")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	rep, err := read.Files([]string{path}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// roots tells the errors and warnings that nothing explains, each with its cause and
// what it explains.
func roots(list []schema.Finding) []string {
	var out []string
	for i := range list {
		f := &list[i]
		if f.Of != 0 || f.Severity == schema.Note {
			continue
		}
		words := strings.TrimSpace(f.Code + " " + f.Cause)
		for k := range list {
			if list[k].Of == f.ID {
				words += " <- " + list[k].Code
			}
		}
		out = append(out, words)
	}
	return out
}

// The real dispatch, as it was sent: ten slips or so, where the checks one by one tell
// seventeen faults.
func TestCausesOfTheDispatch(t *testing.T) {
	path := filepath.FromSlash("../../../shared/data/hoai-nhon-2023h1/report.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("the shared data are not beside the project: %v", err)
	}
	res, err := audit.Run(parsed(t, string(data)), audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	errors, slips, renamed := 0, 0, 0
	for i := range res.Findings {
		f := &res.Findings[i]
		if f.Severity != schema.Error {
			continue
		}
		errors++
		if f.Of == 0 {
			slips++
			if f.Cause == "other-name" {
				renamed++
			}
		}
	}
	t.Logf("%d errors from %d slips, %d of them names", errors, slips, renamed)
	if slips > 11 || renamed != 3 {
		t.Errorf("%d errors from %d slips, %d of them names; want at most 11, and 3 names", errors, slips, renamed)
	}
}
