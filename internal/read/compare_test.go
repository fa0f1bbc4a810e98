package read

import (
	"flag"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/schema"
)

var (
	compareAll = flag.Bool("compare-all", false, "hold every workbook against LibreOffice, not one in three")
	converted  = flag.String("converted", "", "a folder with the .ods that LibreOffice made of the workbooks; made anew when empty")
)

// convert lets LibreOffice write files in another format and gives the folder of
// the results. It skips the test where there is no LibreOffice.
func convert(t *testing.T, to string, paths []string) string {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not here: ", err)
	}
	dir := t.TempDir()
	args := append([]string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", to, "--outdir", dir}, paths...)
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// TestAgainstLibreOffice reads workbooks of twenty years of one statistics office,
// and what LibreOffice makes of the same files, and holds every cell of the one
// against the other.
func TestAgainstLibreOffice(t *testing.T) {
	found, err := filepath.Glob(filepath.Join(shared, "gso-even-years", "*.xls*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Skip("the shared data are not here")
	}
	if testing.Short() {
		t.Skip("takes a minute")
	}
	var paths []string
	for i, p := range found {
		if i%3 == 0 || *compareAll {
			paths = append(paths, p)
		}
	}
	dir := *converted
	if dir == "" {
		dir = convert(t, "ods", paths)
	}
	total := 0
	for _, path := range paths {
		base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) + ".ods"
		theirs := filepath.Join(dir, base)
		if _, err := os.Stat(theirs); err != nil {
			t.Errorf("LibreOffice did not convert %s", path)
			continue
		}
		total += compareFiles(t, path, theirs)
	}
	t.Logf("%d cells of %d workbooks", total, len(paths))
}

// compareFiles holds the cells of two files against each other and gives their number.
func compareFiles(t *testing.T, ours, theirs string) (cells int) {
	t.Helper()
	a, err := Files([]string{ours}, DefaultLimits())
	if err != nil {
		t.Error(err)
		return 0
	}
	b, err := Files([]string{theirs}, DefaultLimits())
	if err != nil {
		t.Error(err)
		return 0
	}
	byName := map[string]*schema.Sheet{}
	for _, s := range b.Sheets {
		byName[s.Name] = s
	}
	if len(a.Sheets) != len(b.Sheets) {
		t.Errorf("%s: %d sheets, LibreOffice has %d", ours, len(a.Sheets), len(b.Sheets))
	}
	for _, s := range a.Sheets {
		o := byName[s.Name]
		if o == nil {
			t.Errorf("%s: LibreOffice has no sheet %q", ours, s.Name)
			continue
		}
		if s.Hidden != o.Hidden {
			t.Errorf("%s %s: hidden %v, LibreOffice says %v", ours, s.Name, s.Hidden, o.Hidden)
		}
		faults := 0
		for row := range max(len(s.Cells), len(o.Cells)) {
			for col := range max(s.Width(), o.Width()) {
				x, y := s.At(row, col), o.At(row, col)
				if x.Raw == "" && y.Raw == "" {
					continue
				}
				cells++
				if why := differ(x, y); why != "" {
					if faults++; faults <= 10 {
						t.Errorf("%s %s!%s: %s: %q, LibreOffice has %q", filepath.Base(ours), s.Name, schema.A1(row, col), why, x.Raw, y.Raw)
					}
				}
			}
		}
	}
	return cells
}

// differ tells in what two cells differ, "" when they hold the same: kind and exact
// value of a number, the words of anything else.
func differ(x, y *schema.Cell) string {
	switch {
	case x.Kind != y.Kind:
		return "kind"
	case x.Kind == schema.Numeric:
		if x.Number.Percent != y.Number.Percent || !same(x.Number.Value, y.Number.Value) {
			return "value " + x.Number.Value.String() + " and " + y.Number.Value.String()
		}
	case x.Raw != y.Raw:
		return "words"
	}
	// LibreOffice has its own way with blanks, with quotes about the names of sheets and
	// with the names of other files.
	plain := strings.NewReplacer(" ", "", "'", "")
	if a, b := plain.Replace(x.Formula), plain.Replace(y.Formula); a != b && !strings.Contains(b, "file:") {
		return "formula " + a + " and " + b
	}
	return ""
}

// same reports whether two values agree to one unit of the fifteenth digit:
// LibreOffice writes that digit of a binary number as its own arithmetic rounds it,
// which is not always the nearest.
func same(a, b schema.Decimal) bool {
	if a.Cmp(b) == 0 {
		return true
	}
	diff, unit := new(big.Rat).Sub(a.Rat(), b.Rat()), new(big.Rat).Abs(a.Rat())
	return diff.Abs(diff).Cmp(unit.Mul(unit, big.NewRat(1, 1e14))) < 0
}
