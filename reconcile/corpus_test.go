package reconcile_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/schema"
)

// The corpus holds sentences, each with the answer that a careful reviewer gives to
// every figure of it. testdata/corpus/LANGUAGE-KIND.txtar is a comment and the files
//
//	table   the table of every case below, as Markdown, with its title
//	cases   one case a line; "# words" heads a group, blank lines mean nothing
//	open    how many cases of the file are still open, and how many of these alarm falsely
//
// A case is the text of a report with a mark behind each figure:
//
//	[ok]   tied           [no]  contradicted, and an error says so
//	[cut]  right only by cutting off, and a warning says so
//	[?]    undecided      [*]   whatever, as long as no finding comes of it
//	no mark: not a claim of the report (a date, a threshold)
//
// " // " parts paragraphs and list items. Findings that no figure asks for follow
// "=>", alternatives with "|": "=> R201|R203" wants one of the two, "=> R*" wants an
// error of whatever check. A case that names no finding and has neither [no] nor [cut]
// wants none at all, of warnings and errors.
//
// A case that begins with "open: " is one that the engine does not answer yet. It
// does not fail while that is so, and fails the test (but for a short one) as soon as it
// passes; -update then takes the mark off and lowers the count. Neither count is ever raised to make a case
// fit: a case says what is right, not what the engine answers. CORPUS_OPEN=1 with -v
// tells what is not right in each open case.
func TestCorpus(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "corpus", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no corpus (%v)", err)
	}
	var report strings.Builder
	var all tally
	ran := 0 // fewer than there are when -run picks some
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			n := runCorpus(t, path)
			ran++
			all = tally{all.cases + n.cases, all.open + n.open, all.alarms + n.alarms}
			fmt.Fprintf(&report, "\n%-16s %s", strings.TrimSuffix(filepath.Base(path), ".txtar"), n)
		})
	}
	t.Logf("%s\n%-16s %s", report.String(), "all", all)
	if ran == len(paths) && all.cases < corpusSize {
		t.Errorf("the corpus has %d cases, it had %d", all.cases, corpusSize)
	}
}

// tally is the number of cases, of those that are open, and of the open ones that give
// a finding which nobody wants.
type tally struct{ cases, open, alarms int }

func (n tally) String() string {
	return fmt.Sprintf("%3d of %3d pass, %3d known: open, %2d of them with a false alarm", n.cases-n.open, n.cases, n.open, n.alarms)
}

// corpusSize is the number of cases below which the corpus must not fall.
const corpusSize = 949

const (
	openMark  = "open: "
	openCount = "%d open, %d of them with a false alarm\n"
)

func runCorpus(t *testing.T, path string) (n tally) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]*txtar.File{}
	for i := range archive.Files {
		parts[archive.Files[i].Name] = &archive.Files[i]
	}
	for _, name := range []string{"table", "cases", "open"} {
		if parts[name] == nil {
			t.Fatalf("%s has no %q", path, name)
		}
	}
	var counted tally
	if _, err := fmt.Sscanf(string(parts["open"].Data), openCount, &counted.open, &counted.alarms); err != nil {
		t.Fatalf("%s: open: %v", path, err)
	}
	lines := strings.Split(string(parts["cases"].Data), "\n")
	seen := map[string]bool{}
	for i, line := range lines {
		if line == "" || strings.HasPrefix(line, "#") && !strings.Contains(line, partMark) {
			continue
		}
		n.cases++
		text, isOpen := strings.CutPrefix(line, openMark)
		if seen[text] {
			t.Errorf("stands twice: %s", text)
		}
		seen[text] = true
		c, err := parseCase(text)
		if err != nil {
			t.Fatalf("%s: %v: %s", path, err, line)
		}
		fault, alarm := c.judge(t, string(parts["table"].Data))
		switch {
		case fault == "" && isOpen && updating():
			lines[i] = text
		case fault == "" && isOpen && !testing.Short():
			t.Errorf("known: open, and passes (go test ./reconcile -run Corpus -update takes the mark off)\n\t%s", text)
		case fault != "" && isOpen:
			if n.open++; alarm {
				n.alarms++
			}
			if os.Getenv("CORPUS_OPEN") != "" {
				t.Logf("open: %s\n\t%s", text, fault)
			}
		case fault != "":
			t.Errorf("%s\n\t%s", text, fault)
		}
	}
	if updating() && (n.open < counted.open || n.alarms < counted.alarms) {
		parts["cases"].Data = []byte(strings.Join(lines, "\n"))
		parts["open"].Data = fmt.Appendf(nil, openCount, min(n.open, counted.open), min(n.alarms, counted.alarms))
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if above := n.open > counted.open || n.alarms > counted.alarms; above || n != (tally{n.cases, counted.open, counted.alarms}) && !testing.Short() {
		t.Errorf("%d cases are open, %d of them with a false alarm; counted were %d and %d", n.open, n.alarms, counted.open, counted.alarms)
	}
	return n
}

func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// corpusCase is a text without its marks and what is wanted of it.
type corpusCase struct {
	text  string
	marks []mark
	want  [][]string // each a set of codes of which one finding has one
}

// mark is a verdict and the place it stands: line, and the characters before it.
type mark struct {
	line, column int
	verdict      schema.Verdict
	figure       string
}

const partMark = " // "

// anything is a verdict that no figure has: the case does not care.
const anything = schema.Verdict(255)

var errNoFigure = errors.New("a mark stands behind no figure")

func parseCase(text string) (*corpusCase, error) {
	text, findings, _ := strings.Cut(text, "=>")
	c := &corpusCase{}
	for _, set := range strings.Fields(findings) {
		c.want = append(c.want, strings.Split(set, "|"))
	}
	parser := regexp.MustCompile(`(\d[\d.,]*)((?:st|nd|rd|th)?[  ]?%?)\[(ok|no|cut|\?|\*)\]`)
	verdicts := map[string]schema.Verdict{"ok": schema.Tied, "no": schema.Contradicted, "cut": schema.CutOff, "?": schema.Undecided, "*": anything}
	var out []string
	for n, line := range strings.Split(strings.TrimSpace(text), partMark) {
		plain := ""
		for {
			at := parser.FindStringSubmatchIndex(line)
			if at == nil {
				break
			}
			column := utf8.RuneCountInString(plain + line[:at[3]])
			plain += line[:at[5]]
			c.marks = append(c.marks, mark{2 * n, column, verdicts[line[at[6]:at[7]]], line[at[2]:at[5]]})
			line = line[at[1]:]
		}
		if plain += line; strings.ContainsAny(plain, "[]") {
			return nil, errNoFigure
		}
		out = append(out, plain)
	}
	c.text = strings.Join(out, "\n\n")
	return c, nil
}

// judge runs the whole flow over the text and the table and says what is not as wanted,
// and whether a finding is among it that nobody wants.
func (c *corpusCase) judge(t *testing.T, table string) (fault string, alarm bool) {
	const head = 2 // lines above the text
	path := filepath.Join(t.TempDir(), "report.md")
	if err := os.WriteFile(path, []byte("\n\n"+c.text+"\n\n"+table), 0o600); err != nil {
		t.Fatal(err)
	}
	rep, err := read.Files([]string{path}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	last := head + strings.Count(c.text, "\n") + 1
	place := func(s schema.Span) (line, column int) {
		line, column = rep.Document.Blocks[s.Block].Position(s.Start)
		return line - head - 1, column - 1
	}
	met := map[int]bool{}
	for i := range res.Figures {
		f := &res.Figures[i]
		line, column := place(f.Span)
		if line >= last-head {
			continue
		}
		wanted := schema.NotClaim
		for k, m := range c.marks {
			if m.line == line && column < m.column && m.column <= column+utf8.RuneCountInString(f.Text) {
				wanted, met[k] = m.verdict, true
			}
		}
		if f.Verdict != wanted && wanted != anything {
			say("%s is %s, wanted %s (%s, %s; %s)", f.Text, f.Verdict, wanted, f.Unit, f.Indicator, f.Why.Key)
		}
	}
	for k, m := range c.marks {
		if !met[k] && m.verdict != anything {
			say("%s is not in the ledger", m.figure)
		}
	}
	missing, unwanted := c.findings(res, func(s schema.Span) bool { line, _ := place(s); return line < last-head })
	return strings.Join(slices.Concat(faults, missing, unwanted), "\n\t"), len(unwanted) > 0
}

// findings holds the findings against those wanted: each set is met by one, a figure that
// is contradicted or cut off has one when no set is named, and there are no others.
func (c *corpusCase) findings(res *audit.Result, ours func(schema.Span) bool) (missing, unwanted []string) {
	want := c.want
	if len(want) == 0 {
		for _, m := range c.marks {
			switch m.verdict {
			case schema.Contradicted:
				want = append(want, []string{"R*"})
			case schema.CutOff:
				want = append(want, []string{"R102"})
			}
		}
	}
	met := make([]bool, len(want))
	for i := range res.Findings {
		f := &res.Findings[i]
		if f.Severity == schema.Note {
			continue
		}
		right := false
		for k, set := range want {
			if f.At.Kind == schema.InText && ours(f.At.Span) && (slices.Contains(set, f.Code) || set[0] == "R*" && f.Severity == schema.Error) {
				right, met[k] = true, true
			}
		}
		if !right {
			unwanted = append(unwanted, fmt.Sprintf("not wanted: %s %s | %s | %s | %s", f.Code, f.Unit, f.Indicator, f.Reported, f.Computed))
		}
	}
	for k, ok := range met {
		if !ok {
			missing = append(missing, "no finding "+strings.Join(want[k], "|"))
		}
	}
	return missing, unwanted
}
