package render

import (
	"encoding/xml"
	"strings"

	"doisoat/schema"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name      string         `xml:"name,attr"`
	ClassName string         `xml:"classname,attr"`
	Skipped   *string        `xml:"skipped"`
	Failures  []junitFailure `xml:"failure"`
	Out       []string       `xml:"system-out"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// JUnit is the run as JUnit XML: a suite for each check, and in it a case for the draft
// or for each table that the check looks at. Errors and warnings fail a case, notes are
// its output, and a case with nothing to look at is skipped.
func (v *View) JUnit() ([]byte, error) { return JUnit([]*View{v}) }

// JUnit is several runs in one; each has its suites.
func JUnit(views []*View) ([]byte, error) {
	out := junitSuites{Name: "doisoat"}
	for _, v := range views {
		v.junitSuites(&out)
	}
	text, err := xml.MarshalIndent(out, "", "  ")
	return append(append([]byte(xml.Header), text...), '\n'), err
}

func (v *View) junitSuites(out *junitSuites) {
	for _, c := range v.Result.Checks {
		suite := junitSuite{Name: c.Check.Code + " " + c.Check.Name}
		for _, subject := range v.subjects(c.Check.Code) {
			one := junitCase{Name: subject.name, ClassName: "doisoat." + c.Check.Code}
			notes := 0
			for i := range v.Result.Findings {
				f := &v.Result.Findings[i]
				if f.Code != c.Check.Code || !subject.holds(f.At) {
					continue
				}
				words := v.place(v.location(f.At)) + ": " + clean(v.Pack.Say(f.Message))
				if why := v.standing(f); why != "" {
					words += " (" + clean(why) + ")"
				}
				if shown(f) == schema.Note {
					one.Out = append(one.Out, words)
					notes++
					continue
				}
				var lines []string
				for _, l := range v.noteLines(f) {
					lines = append(lines, l.Text)
				}
				one.Failures = append(one.Failures, junitFailure{f.Severity.String(), words, strings.Join(lines, "\n")})
			}
			if c.Items == 0 && len(one.Failures)+notes == 0 {
				why := v.say("junit.nothing")
				one.Skipped = &why
				suite.Skipped++
			}
			if len(one.Failures) > 0 {
				suite.Failures++
			}
			suite.Cases = append(suite.Cases, one)
		}
		suite.Tests = len(suite.Cases)
		out.Tests += suite.Tests
		out.Failures += suite.Failures
		out.Suites = append(out.Suites, suite)
	}
}

// subject is what a case is about.
type subject struct {
	name  string
	holds func(schema.Location) bool
}

// subjects are the draft for a check of the prose, else the tables; every finding
// belongs to one.
func (v *View) subjects(code string) []subject {
	rep := v.report()
	var out []subject
	if strings.HasPrefix(code, "R") && rep.Document != nil {
		return []subject{{rep.Sources[rep.Document.Source].Path, func(schema.Location) bool { return true }}}
	}
	seen := map[int]bool{}
	for _, t := range rep.Tables {
		if seen[t.Sheet] {
			continue
		}
		seen[t.Sheet] = true
		s := rep.Sheets[t.Sheet]
		name := rep.Sources[s.Source].Path
		switch {
		case s.InText:
			name += ": " + v.say("page.table.draft", "n", s.Index, "file", baseName(name))
		case s.Name != "":
			name += ": " + s.Name
		}
		out = append(out, subject{name, func(at schema.Location) bool {
			return (at.Kind == schema.InCell || at.Kind == schema.InSheet) && at.Ref.Sheet == t.Sheet
		}})
	}
	// What lies outside of every table has a case of its own only when it is needed.
	rest := func(at schema.Location) bool {
		return at.Kind == schema.InText || at.Kind == schema.Nowhere || !seen[at.Ref.Sheet]
	}
	outside := len(out) == 0
	for i := range v.Result.Findings {
		f := &v.Result.Findings[i]
		outside = outside || f.Code == code && rest(f.At)
	}
	if outside {
		out = append(out, subject{v.say("junit.report"), rest})
	}
	return out
}
