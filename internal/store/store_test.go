package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"doisoat/internal/lang"
	"doisoat/internal/series"
	"doisoat/schema"
)

func report(n int) *series.Report {
	r := &series.Report{
		Key: fmt.Sprintf("key%d", n), Name: fmt.Sprintf("reports/%03d.csv", n), Lang: "vi", Tool: "test", Period: series.Span{Year: 2000 + n, First: 1, Last: 6},
		Sources:  []series.Source{{Path: "a.csv", Format: "csv", SHA256: "x"}},
		Findings: []series.Finding{{Code: "V101", Severity: "error", Fingerprint: "f", Message: "“m”"}},
		Ledger:   []series.Claim{{Text: "12,5%", Value: "12.5", Role: "value", Verdict: "tied"}},
	}
	t := series.Table{Sheet: "Biểu 1", Title: "Kết quả", Captions: []string{"Đơn vị tính: tỷ đồng"}, Bottom: 400, Right: 3, LabelCol: 0,
		Columns: []series.Column{{Col: 0, Path: []string{"Đơn vị"}, Kind: schema.Label}, {Col: 1, Path: []string{"Thực hiện", "Tháng 5"}, Kind: schema.Measure, Unit: "tỷ đồng"}}}
	for i := range 200 {
		t.Rows = append(t.Rows, series.Row{Row: i, Kind: schema.UnitRow, Label: fmt.Sprintf("Xã %d", i), Parent: -1})
		t.Cells = append(t.Cells, series.Cell{Row: i, Col: 1, Number: schema.Number{Value: schema.Decimal{Coef: 123456789012345678 - int64(i), Places: 3}, Shown: 1, Percent: i%2 == 0}, Raw: "x"})
	}
	r.Tables = append(r.Tables, t)
	return r
}

func open(t *testing.T, path string, o Options) *Store {
	t.Helper()
	s, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestKeepsAll: what is loaded is what was put, to the last digit.
func TestKeepsAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kho #1 50%?.db")
	s := open(t, path, Options{Create: true})
	want := report(1)
	if err := s.Put(want); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(report(2)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path, Options{})
	got, err := s.Reports(want.Name, Parts{true, true, true})
	if err != nil || len(got) != 1 {
		t.Fatalf("%d reports: %v", len(got), err)
	}
	want.ID = got[0].ID
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("got  %+v\nwant %+v", got[0], want)
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the file has another name: %v", err)
	}
}

// TestReplaces: a report of the same name gives way, whole.
func TestReplaces(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "s.db"), Options{Create: true})
	r := report(1)
	for _, key := range []string{"a", "b"} {
		r.Key = key
		if err := s.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.List()
	if err != nil || len(list) != 1 || list[0].Key != "b" || list[0].Figures != 200 {
		t.Fatalf("%+v %v", list, err)
	}
	var rows int
	if err := s.db.QueryRow("SELECT count(*) FROM figure").Scan(&rows); err != nil || rows != 200 {
		t.Errorf("%d figures are left: %v", rows, err)
	}
}

// refusal asks for an error with a key that names the file, in both languages.
func refusal(t *testing.T, err error, path string, keys ...string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no error for a person", err)
	}
	found := false
	for _, k := range keys {
		found = found || e.Message.Key == k
	}
	if !found {
		t.Errorf("%s: %v; want one of %v", e.Message.Key, e, keys)
	}
	for _, p := range lang.Packs() {
		if s := e.In(p); !strings.Contains(s, path) || strings.Contains(s, "{") {
			t.Errorf("%q does not name the file", s)
		}
	}
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	s := open(t, whole, Options{Create: true})
	for n := range 5 {
		if err := s.Put(report(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE t (x)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	foreign, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	newer := append([]byte{}, data...)
	newer[63] = version + 1
	damaged := append([]byte{}, data...)
	for i := len(damaged) / 3; i < len(damaged)*2/3; i++ {
		damaged[i] = 0xA5
	}
	for _, c := range []struct {
		name string
		data []byte
		keys []string
	}{
		{"text", []byte(strings.Repeat("not a database ", 20)), []string{"store.foreign"}},
		{"empty", nil, []string{"store.foreign"}},
		{"foreign", foreign, []string{"store.foreign"}},
		{"header only", data[:60], []string{"store.truncated"}},
		{"truncated", data[:len(data)/2], []string{"store.truncated"}},
		{"newer", newer, []string{"store.newer"}},
		{"damaged", damaged, []string{"store.damaged"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			if err := os.WriteFile(path, c.data, 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := Open(path, Options{Create: true})
			refusal(t, err, path, c.keys...)
			after, err := os.ReadFile(path)
			if err != nil || string(after) != string(c.data) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
	_, err = Open(filepath.Join(dir, "none.db"), Options{})
	refusal(t, err, filepath.Join(dir, "none.db"), "store.missing")
	_, err = Open(dir, Options{Create: true})
	refusal(t, err, dir, "store.directory")
}

// TestLocked: a store that another program holds is waited for, and told of when that
// takes too long.
func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	first := open(t, path, Options{Create: true})
	conn, err := first.db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(context.Background(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	second := open(t, path, Options{Create: true, Wait: 200 * time.Millisecond})
	refusal(t, second.Put(report(1)), path, "store.locked")
	time.AfterFunc(100*time.Millisecond, func() {
		conn.ExecContext(context.Background(), "COMMIT")
		conn.Close()
	})
	patient := open(t, path, Options{Create: true, Wait: 10 * time.Second})
	if err := patient.Put(report(2)); err != nil {
		t.Errorf("it did not wait: %v", err)
	}
}

// TestTwoWriters: two processes may make one store and write to it at the same time.
func TestTwoWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	var wait sync.WaitGroup
	for w := range 4 {
		wait.Go(func() {
			s, err := Open(path, Options{Create: true})
			if err != nil {
				t.Errorf("writer %d: %v", w, err)
				return
			}
			defer s.Close()
			for n := range 5 {
				if err := s.Put(report(w*10 + n)); err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
			}
		})
	}
	wait.Wait()
	list, err := open(t, path, Options{}).List()
	if err != nil || len(list) != 20 {
		t.Errorf("%d reports of 20: %v", len(list), err)
	}
}

// TestFull: when there is no room the reports kept so far stay, and a later run goes on.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	s := open(t, path, Options{Create: true})
	if err := s.Put(report(0)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	tight := open(t, path, Options{Create: true, pages: int(info.Size()/4096) + 8})
	var full error
	kept := 1
	for n := 1; n < 50 && full == nil; n++ {
		if full = tight.Put(report(n)); full == nil {
			kept++
		}
	}
	refusal(t, full, path, "store.full")
	tight.Close()
	again := open(t, path, Options{Create: true})
	list, err := again.List()
	if err != nil || len(list) != kept {
		t.Errorf("%d reports of %d: %v", len(list), kept, err)
	}
	if err := again.Put(report(60)); err != nil {
		t.Error(err)
	}
}

// TestFullDisk does the same on a small disk, where one may be mounted.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=600k", "doisoat-test", dir).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %s", out)
	}
	defer func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	}()
	path := filepath.Join(dir, "s.db")
	s, err := Open(path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for n := range 200 {
		if err = s.Put(report(n)); err != nil {
			break
		}
		kept++
	}
	refusal(t, err, path, "store.full")
	s.Close()
	if kept == 0 {
		t.Fatal("nothing was kept before the disk was full")
	}
	r, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := r.List()
	r.Close()
	if err != nil || len(list) != kept {
		t.Errorf("%d reports of %d: %v", len(list), kept, err)
	}
	// The same disk, read only: it can be read, and writing is refused.
	if out, err := exec.Command("mount", "-o", "remount,ro", dir).CombinedOutput(); err != nil {
		t.Skipf("it cannot be made read only: %s", out)
	}
	ro, err := Open(path, Options{})
	if err != nil {
		t.Fatalf("reading on a read-only disk: %v", err)
	}
	if list, err := ro.List(); err != nil || len(list) != kept {
		t.Errorf("%d reports of %d: %v", len(list), kept, err)
	}
	ro.Close()
	_, err = Open(path, Options{Create: true})
	if err == nil {
		t.Fatal("a store on a read-only disk was opened for writing")
	}
	refusal(t, err, path, "store.read-only")
}
