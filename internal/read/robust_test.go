package read

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// shared is where the development data stand beside the working copy.
const shared = "../../../shared/data"

// TestHostileFiles reads every file of a collection that has upset other readers:
// each is read or refused within ten seconds, and refused in words.
func TestHostileFiles(t *testing.T) {
	root := filepath.Join(shared, "robust")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the shared data are not here: ", err)
	}
	counts := map[string][2]int{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		ext := strings.ToLower(filepath.Ext(path))
		start := time.Now()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := Files([]string{path}, DefaultLimits())
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if took > 10*time.Second {
			t.Errorf("%s took %v", path, took)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<30 {
			t.Errorf("%s allocated %d MiB in all", path, n>>20)
		} else if n > 200<<20 || took > time.Second {
			t.Logf("%s: %v, %d MiB allocated in all", filepath.Base(path), took, n>>20)
		}
		c := counts[ext]
		if err != nil {
			c[1]++
			if e, ok := err.(*Error); !ok || e.Path != path || e.Message.IsZero() {
				t.Errorf("%s: not an error for a person: %v", path, err)
			} else if strings.HasSuffix(ext, "x") || strings.HasSuffix(ext, "m") {
				t.Logf("%v", strings.TrimPrefix(err.Error(), root))
			}
		} else {
			c[0]++
			if r.Document == nil && len(r.Sheets) == 0 {
				t.Errorf("%s: read as nothing", path)
			}
		}
		counts[ext] = c
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for ext, c := range counts {
		t.Logf("%s: %d read, %d refused", ext, c[0], c[1])
	}
}
