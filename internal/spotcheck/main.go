// Command spotcheck checks every workbook of a folder, each by itself, and draws
// findings at random for a person to judge, with the part of the sheet that each is
// about. The same seed draws the same findings.
//
//	go run ./internal/spotcheck -seed 7 -n 60 FOLDER
//	go run ./internal/spotcheck -seed 7 -n 60 -table FOLDER   # rows of a Markdown table to fill in
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/schema"
)

type options struct {
	seed     uint64
	n        int
	table    bool
	severity string
	code     string
	lang     string
}

// drawn is a finding and the report that it is about.
type drawn struct {
	file string
	rep  *schema.Report
	f    schema.Finding
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the draw; 0 keeps the order of the files")
	flag.IntVar(&o.n, "n", 60, "findings to draw; 0 draws all")
	flag.BoolVar(&o.table, "table", false, "print rows of a Markdown table")
	flag.StringVar(&o.severity, "severity", "error", "error, warning, note or any")
	flag.StringVar(&o.code, "code", "", "only findings of codes that begin so")
	flag.StringVar(&o.lang, "lang", "en", "language of the messages")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Arg(0), o); err != nil {
		fmt.Fprintln(os.Stderr, "spotcheck:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, folder string, o options) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var all []drawn
	files, unread := 0, 0
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), "README") {
			continue
		}
		files++
		found, err := check(filepath.Join(folder, e.Name()), o)
		if err != nil {
			unread++
			fmt.Fprintf(w, "not checked: %s: %v\n", e.Name(), err)
			continue
		}
		all = append(all, found...)
	}
	codes := map[string]int{}
	for _, d := range all {
		codes[d.f.Code]++
	}
	fmt.Fprintf(w, "%d files, %d not checked, %d findings: %v\n\n", files, unread, len(all), codes)
	if o.seed != 0 {
		r := rand.New(rand.NewPCG(o.seed, 0))
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	}
	if o.n > 0 && len(all) > o.n {
		all = all[:o.n]
	}
	say := lang.For(o.lang)
	for i, d := range all {
		if o.table {
			fmt.Fprintln(w, d.row(i+1))
		} else {
			d.show(w, i+1, say)
		}
	}
	return nil
}

// check runs one file and gives the findings asked for, in the order of the report.
func check(path string, o options) ([]drawn, error) {
	rep, err := read.Files([]string{path}, read.DefaultLimits())
	if err != nil {
		return nil, err
	}
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		return nil, err
	}
	var out []drawn
	for _, f := range res.Findings {
		if (o.severity == "any" || f.Severity.String() == o.severity) && strings.HasPrefix(f.Code, o.code) {
			out = append(out, drawn{filepath.Base(path), rep, f})
		}
	}
	return out, nil
}

func (d *drawn) place() (sheet, cell string) {
	if d.f.At.Kind != schema.InCell {
		return "", "text"
	}
	r := d.f.At.Ref
	return d.rep.Sheets[r.Sheet].Name, schema.A1(r.Row, r.Col)
}

// row is the finding as a row of a Markdown table, the verdict left open.
func (d *drawn) row(n int) string {
	sheet, cell := d.place()
	return fmt.Sprintf("| %d | %s | %s | %s | %s | %s | %s |  |  |", n, d.file, strings.ReplaceAll(sheet, "|", "/"), cell, d.f.Code, d.f.Reported, d.f.Computed)
}

// show prints the finding and the rows and columns of its sheet that it is about:
// the header of its table, the rows of its evidence and their neighbours.
func (d *drawn) show(w io.Writer, n int, say *lang.Pack) {
	sheet, cell := d.place()
	fmt.Fprintf(w, "#%d %s [%s] %s %s %s %s\n   %s\n", n, d.file, sheet, cell, d.f.Code, d.f.Severity, d.f.Cause, say.Say(d.f.Message))
	if d.f.At.Kind != schema.InCell {
		return
	}
	ref := d.f.At.Ref
	s := d.rep.Sheets[ref.Sheet]
	rows := map[int]bool{}
	mark := map[[2]int]bool{}
	for _, e := range append(d.f.Evidence, schema.Evidence{At: d.f.At}) {
		if e.At.Kind == schema.InCell && e.At.Ref.Sheet == ref.Sheet {
			rows[e.At.Ref.Row] = true
			mark[[2]int{e.At.Ref.Row, e.At.Ref.Col}] = true
		}
	}
	for r := ref.Row - 3; r <= ref.Row+3; r++ {
		rows[r] = true
	}
	for _, t := range d.rep.Tables {
		if t.Sheet == ref.Sheet && t.Top <= ref.Row && ref.Row <= t.Bottom {
			fmt.Fprintf(w, "   table %d-%d, unit %q, title %q\n", t.Top+1, t.Bottom+1, t.Unit.Text, t.Title)
			for r := max(t.Top-3, 0); r < t.Top+6; r++ {
				rows[r] = true
			}
		}
	}
	var list []int
	for r := range rows {
		if r >= 0 && r < len(s.Cells) {
			list = append(list, r)
		}
	}
	slices.Sort(list)
	for _, r := range list {
		var cells []string
		for c := range s.Cells[r] {
			text := strings.Join(strings.Fields(s.Cells[r][c].Raw), " ")
			if text == "" && !mark[[2]int{r, c}] {
				continue
			}
			if runes := []rune(text); len(runes) > 34 {
				text = string(runes[:33]) + "…"
			}
			if s.Cells[r][c].Kind == schema.Numeric && int(s.Cells[r][c].Number.Shown) < int(s.Cells[r][c].Number.Value.Trim().Places) {
				text += "{" + s.Cells[r][c].Number.Value.String() + "}"
			}
			if s.Cells[r][c].Formula != "" {
				text += "[=" + s.Cells[r][c].Formula + "]"
			}
			if mark[[2]int{r, c}] {
				text = "*" + text + "*"
			}
			cells = append(cells, schema.ColumnName(c)+":"+text)
		}
		fmt.Fprintf(w, "   %4d  %s\n", r+1, strings.Join(cells, "  "))
	}
	fmt.Fprintln(w)
}
