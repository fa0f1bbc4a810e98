package cli

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"doisoat/schema"
)

// job is one report to be checked. err says why its files could not be found.
type job struct {
	paths []string
	spec  string
	err   error
}

// jobs are the reports of a run: the files named, as one report, or all that the config
// pairs.
func (c *config) jobs(paths []string, spec string) ([]job, error) {
	if len(paths) > 0 || c == nil || len(c.Reports) == 0 {
		one := job{paths: paths, spec: c.specOf(spec, "")}
		if c != nil && spec == "" && len(paths) > 0 {
			if entry, err := c.entryOf(paths); err == nil && entry != "" {
				one.spec = c.specOf("", entry)
			}
		}
		return []job{one}, nil
	}
	var out []job
	taken := map[string]bool{}
	for i := range c.Reports {
		found, err := c.pair(&c.Reports[i])
		if err != nil {
			return nil, err
		}
		for _, j := range found {
			if key := j.paths[0]; !taken[key] {
				taken[key] = true
				j.spec = c.specOf(spec, c.Reports[i].Spec)
				out = append(out, j)
			}
		}
	}
	return out, nil
}

// entryOf is the spec of the entry that pairs one of the files as a draft, or as a
// report of its own.
func (c *config) entryOf(paths []string) (string, error) {
	for i := range c.Reports {
		if c.Reports[i].Spec == "" {
			continue
		}
		found, err := c.pair(&c.Reports[i])
		if err != nil {
			return "", err
		}
		for _, j := range found {
			if slices.ContainsFunc(paths, func(p string) bool { return sameFile(p, j.paths[0]) }) {
				return c.Reports[i].Spec, nil
			}
		}
	}
	return "", nil
}

// pair finds the files of an entry: its drafts, each with its appendices, in order.
func (c *config) pair(r *schema.ReportConfig) ([]job, error) {
	var out []job
	if r.Draft == "" {
		for _, pattern := range r.Appendices {
			files, err := c.glob(r, c.dir, pattern)
			if err != nil {
				return nil, err
			}
			for _, f := range files {
				out = append(out, job{paths: []string{f}})
			}
		}
		return out, c.some(r, len(out), strings.Join(r.Appendices, ", "))
	}
	drafts, err := c.glob(r, c.dir, r.Draft)
	if err != nil {
		return nil, err
	}
	for _, draft := range drafts {
		j := job{paths: []string{draft}}
		name := strings.TrimSuffix(filepath.Base(draft), filepath.Ext(draft))
		for _, pattern := range r.Appendices {
			files, err := c.glob(r, filepath.Dir(draft), strings.ReplaceAll(pattern, "{name}", escapeGlob(name)))
			if err != nil {
				return nil, err
			}
			files = slices.DeleteFunc(files, func(f string) bool { return slices.Contains(j.paths, f) })
			if len(files) == 0 && j.err == nil {
				j.err = fail(ExitInput, "cli.no-appendix", "path", draft, "pattern", pattern)
			}
			j.paths = append(j.paths, files...)
		}
		out = append(out, j)
	}
	return out, c.some(r, len(out), r.Draft)
}

// some refuses an entry that matches nothing.
func (c *config) some(r *schema.ReportConfig, n int, pattern string) error {
	if n > 0 {
		return nil
	}
	return specFaults{{Path: c.Path, Line: r.At.Line, Column: r.At.Column, Text: pattern, Message: schema.Say("config.no-match")}}
}

// glob lists the files of a pattern in a folder, sorted; the lock files that office
// programs leave are none.
func (c *config) glob(r *schema.ReportConfig, dir, pattern string) ([]string, error) {
	found, err := doublestar.Glob(os.DirFS(dir), filepath.ToSlash(filepath.Clean(pattern)), doublestar.WithFilesOnly())
	if err != nil || filepath.IsAbs(pattern) || strings.HasPrefix(filepath.ToSlash(filepath.Clean(pattern)), "../") {
		return nil, specFaults{{Path: c.Path, Line: r.At.Line, Column: r.At.Column, Text: pattern, Message: schema.Say("config.pattern")}}
	}
	var out []string
	for _, f := range found {
		if base := filepath.Base(f); !strings.HasPrefix(base, "~$") && !strings.HasPrefix(base, ".~lock") {
			out = append(out, filepath.Join(dir, filepath.FromSlash(f)))
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Compare(a, b) })
	return out, nil
}

// escapeGlob keeps a name from being read as a pattern.
func escapeGlob(name string) string {
	var b strings.Builder
	for _, r := range name {
		if strings.ContainsRune(`*?[]{}\`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
