package cli_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"doisoat/internal/series"
	"doisoat/internal/store"
	"doisoat/internal/testdocs"
)

// tool runs the command line in a process of its own.
func tool(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"doisoat"}, args...) // TestMain runs the command of this name
	cmd.Env = append(os.Environ(), "LANG=en_US.UTF-8", "LC_ALL=")
	return cmd
}

// content is all that a store holds, the numbers of its rows too.
func content(t *testing.T, path string) []*series.Report {
	t.Helper()
	st, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	all, err := st.Reports("", store.Parts{Tables: true, Findings: true, Ledger: true})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestKilledRuns kills the command at random points, twenty times, and lets it go on: the
// store is the same as that of a run that nothing disturbed.
func TestKilledRuns(t *testing.T) {
	dir := t.TempDir()
	reports := filepath.Join(dir, "reports")
	months := testdocs.Months(2022, 12)
	months = append(months, testdocs.Months(2023, 12)...)
	months = append(months, testdocs.Months(2024, 12)...)
	if err := testdocs.WriteMonths(reports, months); err != nil {
		t.Fatal(err)
	}
	calm := filepath.Join(dir, "calm.db")
	start := time.Now()
	if out, err := tool(t, "history", "add", reports, "--store", calm).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(start)
	want := content(t, calm)
	if len(want) != len(months) {
		t.Fatalf("%d reports of %d", len(want), len(months))
	}
	const seed = 20
	r := rand.New(rand.NewPCG(seed, 0))
	partly, rounds := 0, 20
	if testing.Short() {
		rounds = 5
	}
	for n := range rounds {
		path := filepath.Join(dir, "killed.db")
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(path + end)
		}
		kills := 0
		for try := 0; ; try++ {
			cmd := tool(t, "history", "add", reports, "--store", path)
			if try > 2 { // it has been killed often enough
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("round %d: %v\n%s", n, err, out)
				}
				break
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			life := time.Duration(r.Int64N(int64(took)))
			time.Sleep(life)
			cmd.Process.Kill()
			if cmd.Wait() != nil {
				kills++
			} else {
				took = max(life, 10*time.Millisecond) // the machine is quicker than it was
			}
			got := want[:0]
			if _, err := os.Stat(path); err == nil {
				got = content(t, path)
			}
			switch {
			case len(got) == 0:
				took += took / 8 // or slower
			case len(got) < len(want):
				partly++
			case !reflect.DeepEqual(got, want[:len(got)]):
				t.Fatalf("round %d: what was kept is not the beginning of the whole", n)
			}
		}
		if got := content(t, path); !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d, killed %d times: %d reports, not those of the run that nothing disturbed", n, kills, len(got))
		}
	}
	if partly == 0 {
		t.Error("no run was killed half way: the test shows nothing")
	}
	t.Logf("%d times a part of the reports was kept when the run was killed", partly)
}

// TestTwoAtOnce: two processes that add the same folder to one store lose nothing and keep
// nothing twice.
func TestTwoAtOnce(t *testing.T) {
	dir := t.TempDir()
	reports, path := filepath.Join(dir, "reports"), filepath.Join(dir, "s.db")
	months := testdocs.Months(2023, 12)
	if err := testdocs.WriteMonths(reports, months); err != nil {
		t.Fatal(err)
	}
	first, second := tool(t, "history", "add", reports, "--store", path), tool(t, "history", "add", reports, "--store", path)
	for _, c := range []*exec.Cmd{first, second} {
		c.Stdout, c.Stderr = os.Stderr, os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []*exec.Cmd{first, second} {
		if err := c.Wait(); err != nil {
			t.Error(err)
		}
	}
	if got := content(t, path); len(got) != len(months) {
		t.Errorf("%d reports of %d", len(got), len(months))
	}
}

// TestJobs: however many reports are checked at once, the store and the answer are the same.
func TestJobs(t *testing.T) {
	dir := t.TempDir()
	reports := filepath.Join(dir, "reports")
	if err := testdocs.WriteMonths(reports, testdocs.Months(2023, 12)); err != nil {
		t.Fatal(err)
	}
	var want []*series.Report
	var said string
	for _, jobs := range []string{"1", "2", "7"} {
		path := filepath.Join(dir, "s.db")
		out, err := tool(t, "history", "add", reports, "--store", path, "--jobs", jobs, "--verbose").Output()
		if err != nil {
			t.Fatal(err)
		}
		got := content(t, path)
		if want == nil {
			want, said = got, string(out)
		}
		if !reflect.DeepEqual(got, want) || string(out) != said {
			t.Errorf("--jobs %s keeps or says something else", jobs)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}
