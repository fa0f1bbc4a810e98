package read

import (
	"os"
	"path/filepath"
	"testing"

	"doisoat/internal/lang/legacy"
)

// TestReadable measures, for every real workbook at hand, the share of the words of
// all cells that pass the syllable check: below 99.5% in any file is a fault of the
// conversion (what is left are slips of the pen in the files themselves).
func TestReadable(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(shared, "gso-even-years", "*.xls*"))
	if err != nil || len(paths) == 0 {
		t.Skip("the shared workbooks are not here: ", err)
	}
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	all, good, strings, worst := 0, 0, 0, 1000
	for _, path := range paths {
		name := filepath.Base(path)
		r, err := Files([]string{path}, DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		vietnamese, total := 0, 0
		for _, s := range texts(r) {
			v, n := legacy.Share(s)
			vietnamese, total = vietnamese+v, total+n
			strings++
			if v < n && os.Getenv("READABLE") != "" {
				t.Logf("%s: %q", name, s)
			}
		}
		all, good = all+total, good+vietnamese
		if total > 0 {
			worst = min(worst, vietnamese*1000/total)
		}
		if vietnamese*1000 < total*995 {
			t.Errorf("%s: %d of %d words", name, vietnamese, total)
		}
	}
	t.Logf("%d workbooks, %d strings: %d of %d words; worst file above %d per mille", len(paths), strings, good, all, worst)
}
