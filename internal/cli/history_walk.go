package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// bundle is the files of one report: a draft with its appendices, or one file by itself.
type bundle struct {
	name  string // relative to the folder that was walked, with slashes
	paths []string
}

// archive is what a walk through a folder found.
type archive struct {
	reports []bundle
	others  []string // files that are no reports
}

var (
	proseFormats = []string{".docx", ".pdf", ".md", ".html", ".htm", ".txt"}
	tableFormats = []string{".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"}
)

// mostAppendices is how many workbooks a lone draft of a folder may have for them to be
// its appendices.
const mostAppendices = 8

// walk finds the reports of a folder, in the order of their names. Hidden files, the locks
// of office programs, read-me files and stores are no reports.
func walk(dir string) (*archive, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fail(ExitUsage, "history.nofolder", "path", dir)
	}
	if !info.IsDir() {
		return nil, fail(ExitUsage, "history.nofolder", "path", dir)
	}
	a := &archive{}
	folders := map[string][]string{}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			rel, _ := filepath.Rel(dir, path)
			a.others = append(a.others, filepath.ToSlash(rel))
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			if path != dir && strings.HasPrefix(name, ".") {
				return fs.SkipDir
			}
			return nil
		case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$"):
			return nil
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		ext := strings.ToLower(filepath.Ext(name))
		known := slices.Contains(proseFormats, ext) || slices.Contains(tableFormats, ext)
		stem := strings.ToLower(strings.TrimSuffix(name, filepath.Ext(name)))
		if !known || !d.Type().IsRegular() || stem == "readme" {
			a.others = append(a.others, filepath.ToSlash(rel))
			return nil
		}
		folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], path)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, files := range folders {
		for _, paths := range pair(files) {
			rel, err := filepath.Rel(dir, paths[0])
			if err != nil {
				return nil, err
			}
			a.reports = append(a.reports, bundle{filepath.ToSlash(rel), paths})
		}
	}
	slices.SortFunc(a.reports, func(x, y bundle) int { return strings.Compare(x.name, y.name) })
	return a, nil
}

// pair puts the workbooks of a folder to their drafts where that is clear: where their
// names begin with that of one draft, or where the folder has one draft and a few
// workbooks. Every other file is a report of its own. The draft comes first.
func pair(files []string) [][]string {
	slices.Sort(files)
	var drafts, tables []string
	for _, f := range files {
		if slices.Contains(tableFormats, strings.ToLower(filepath.Ext(f))) {
			tables = append(tables, f)
		} else {
			drafts = append(drafts, f)
		}
	}
	if len(drafts) == 1 && len(tables) > 0 && len(tables) <= mostAppendices {
		return [][]string{append(drafts, tables...)}
	}
	of := map[string][]string{}
	var out [][]string
	for _, t := range tables {
		if d := draftOf(t, drafts); d != "" {
			of[d] = append(of[d], t)
		} else {
			out = append(out, []string{t})
		}
	}
	for _, d := range drafts {
		out = append(out, append([]string{d}, of[d]...))
	}
	return out
}

// draftOf is the only draft whose name a workbook's name is, or begins with.
func draftOf(table string, drafts []string) string {
	stem := func(path string) string {
		return strings.ToLower(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	}
	found := ""
	for _, d := range drafts {
		rest, begins := strings.CutPrefix(stem(table), stem(d))
		if !begins || rest != "" && !strings.ContainsAny(rest[:1], "-_. (") {
			continue
		}
		if found != "" {
			return ""
		}
		found = d
	}
	return found
}

// hash names the contents of the files of a report, whatever their order.
func hash(paths []string) (string, error) {
	var sums []string
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			return "", err
		}
		h := sha256.New()
		_, err = io.Copy(h, f)
		f.Close()
		if err != nil {
			return "", err
		}
		sums = append(sums, hex.EncodeToString(h.Sum(nil)))
	}
	if len(sums) == 1 {
		return sums[0], nil
	}
	slices.Sort(sums)
	all := sha256.Sum256([]byte(strings.Join(sums, "\n")))
	return hex.EncodeToString(all[:]), nil
}
