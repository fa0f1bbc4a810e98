package read

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// shared is where the development data stand beside the working copy.
const shared = "../../../shared/data"

// libreOfficeRefuses lists the files of the collection that LibreOffice 7.4 itself does
// not convert (soffice --headless --convert-to ods or txt), one a line.
const libreOfficeRefuses = "testdata/robust-refused-by-libreoffice.txt"

// TestHostileFiles reads every file of a collection that has upset other readers: each
// is read or refused within ten seconds and a gibibyte, and refused in words; nine in
// ten of those that LibreOffice opens are read.
func TestHostileFiles(t *testing.T) {
	root := filepath.Join(shared, "robust")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the shared data are not here: ", err)
	}
	list, err := os.ReadFile(libreOfficeRefuses)
	if err != nil {
		t.Fatal(err)
	}
	refused := map[string]bool{}
	for name := range strings.Lines(string(list)) {
		refused[strings.TrimSpace(name)] = true
	}
	outcomes := map[string]map[string]int{} // by extension, how many ended in what
	files, opened, both := 0, 0, 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		outcome := readHostile(t, path)
		if !refused[filepath.ToSlash(name)] {
			opened++
			if outcome == "read" {
				both++
			} else {
				t.Logf("LibreOffice opens %s: %s", filepath.Base(path), outcome)
			}
		}
		ext := strings.ToLower(filepath.Ext(path))
		if outcomes[ext] == nil {
			outcomes[ext] = map[string]int{}
		}
		outcomes[ext][outcome]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, ext := range slices.Sorted(maps.Keys(outcomes)) {
		for _, outcome := range slices.Sorted(maps.Keys(outcomes[ext])) {
			t.Logf("%-6s %4d %s", ext, outcomes[ext][outcome], outcome)
		}
	}
	t.Logf("%d files; LibreOffice opens %d, of which %d are read (%d per mille)", files, opened, both, both*1000/max(opened, 1))
	if both*10 < opened*9 {
		t.Errorf("only %d of the %d files that LibreOffice opens are read", both, opened)
	}
}

// readHostile reads a file under the clock and tells how it ended: "read", or the key
// of the message.
func readHostile(t *testing.T, path string) string {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	r, err := Files([]string{path}, DefaultLimits())
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	limit := 10 * time.Second
	if testing.Short() { // under the race detector, beside other tests
		limit = time.Minute
	}
	if took > limit {
		t.Errorf("%s took %v", path, took)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<30 {
		t.Errorf("%s allocated %d MiB in all", path, n>>20)
	} else if n > 200<<20 || took > time.Second {
		t.Logf("%s: %v, %d MiB allocated in all", filepath.Base(path), took, n>>20)
	}
	if err == nil {
		if r.Document == nil && len(r.Sheets) == 0 {
			t.Errorf("%s: read as nothing", path)
		}
		return "read"
	}
	e, ok := err.(*Error)
	if !ok || e.Path != path || e.Message.IsZero() {
		t.Errorf("%s: not an error for a person: %v", path, err)
		return "?"
	}
	return e.Message.Key
}
