package cli_test

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"doisoat/internal/cli"
	"doisoat/internal/testdocs"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"doisoat": func() {
			signal.Ignore(syscall.SIGPIPE) // as main does
			c := cli.Command{Out: os.Stdout, Err: os.Stderr, Env: os.Getenv}
			os.Exit(c.Run(os.Args[1:]))
		},
	})
}

func TestScripts(t *testing.T) {
	top, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("TOP", top)
			env.Setenv("REPORTS", filepath.Join(top, "testdata"))
			env.Setenv("LANG", "vi_VN.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   status,
			"cut":      cut,
			"grow":     grow,
			"hide":     hide,
			"workbook": workbook,
			"keeps":    keeps,
			"same":     same,
			"months":   months,
		},
	})
}

// status runs doisoat and asks for an exit code: status CODE ARGS...
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE ARGS...")
	}
	got := "0"
	if err := ts.Exec("doisoat", args[1:]...); err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// cut keeps the first bytes of a file: cut FILE BYTES
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE BYTES")
	}
	var n int64
	_, err := fmt.Sscan(args[1], &n)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// grow repeats the content of a file until it has so many bytes: grow FILE BYTES
func grow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: grow FILE BYTES")
	}
	var n int
	_, err := fmt.Sscan(args[1], &n)
	ts.Check(err)
	text := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(text, n/len(text)+1)), 0o644))
}

// workbook makes a workbook of the lines of a text file, its cells apart by tabs:
// workbook TEXT FILE.xlsx [PASSWORD]
func workbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: workbook TEXT FILE.xlsx [PASSWORD]")
	}
	f := excelize.NewFile()
	defer f.Close()
	for r, line := range strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n") {
		for c, cell := range strings.Split(line, "\t") {
			name, err := excelize.CoordinatesToCellName(c+1, r+1)
			ts.Check(err)
			var n int
			if _, err := fmt.Sscan(cell, &n); err == nil && fmt.Sprint(n) == cell {
				ts.Check(f.SetCellValue("Sheet1", name, n))
				continue
			}
			ts.Check(f.SetCellValue("Sheet1", name, cell))
		}
	}
	options := excelize.Options{}
	if len(args) == 3 {
		options.Password = args[2]
	}
	ts.Check(f.SaveAs(ts.MkAbs(args[1]), options))
}

// hide hides the sheet of a workbook behind an empty one: hide FILE.xlsx
func hide(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hide FILE.xlsx")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	at, err := f.NewSheet("Front")
	ts.Check(err)
	f.SetActiveSheet(at)
	ts.Check(f.SetSheetVisible("Sheet1", false))
	ts.Check(f.Save())
}

// keeps holds a JSON file against a schema of docs: keeps FILE SCHEMA
func keeps(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] keeps FILE SCHEMA")
	}
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(ts.Getenv("TOP"), "docs", args[1]))
	ts.Check(err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	if err := schema.Validate(value); (err != nil) != neg {
		ts.Fatalf("%s against %s: %v", args[0], args[1], err)
	}
}

// same asks for two files of the same bytes: same FILE FILE
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same FILE FILE")
	}
	if (ts.ReadFile(args[0]) == ts.ReadFile(args[1])) == neg {
		ts.Fatalf("%s and %s: same bytes: %v", args[0], args[1], neg)
	}
}

// months writes the reports of twelve months into a folder: months FOLDER YEAR
func months(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: months FOLDER YEAR")
	}
	var year int
	_, err := fmt.Sscan(args[1], &year)
	ts.Check(err)
	const all = 12
	ts.Check(testdocs.WriteMonths(ts.MkAbs(args[0]), testdocs.Months(year, all)))
}
