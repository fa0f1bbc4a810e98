package render

import (
	"strings"
)

// sarifLog is the part of SARIF 2.1.0 (OASIS, errata 01) that a run fills.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool       `json:"tool"`
	Language    string          `json:"language"`
	ColumnKind  string          `json:"columnKind"`
	Artifacts   []sarifArtifact `json:"artifacts"`
	Invocations []sarifInvoked  `json:"invocations"`
	Results     []sarifResult   `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Short    sarifText    `json:"shortDescription"`
	Help     *sarifHelp   `json:"help,omitempty"`
	Defaults sarifDefault `json:"defaultConfiguration"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifHelp struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown"`
}

type sarifDefault struct {
	Level string `json:"level"`
}

type sarifArtifact struct {
	Location sarifURI          `json:"location"`
	Hashes   map[string]string `json:"hashes"`
}

type sarifURI struct {
	URI   string `json:"uri"`
	Index *int   `json:"index,omitempty"`
}

type sarifInvoked struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level   string    `json:"level"`
	Message sarifText `json:"message"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Fixes        []sarifFix        `json:"fixes,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Suppressions []sarifSuppressed `json:"suppressions,omitempty"`
	Baseline     string            `json:"baselineState,omitempty"`
	Properties   map[string]string `json:"properties,omitempty"`
}

type sarifSuppressed struct {
	Kind          string `json:"kind"`
	Justification string `json:"justification,omitempty"`
}

type sarifLocation struct {
	ID       *int           `json:"id,omitempty"`
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	Message  *sarifText     `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifURI     `json:"artifactLocation"`
	Region   *sarifRegion `json:"region,omitempty"`
}

type sarifRegion struct {
	StartLine   int        `json:"startLine"`
	StartColumn int        `json:"startColumn"`
	EndLine     int        `json:"endLine"`
	EndColumn   int        `json:"endColumn"`
	Snippet     *sarifText `json:"snippet,omitempty"`
}

type sarifLogical struct {
	Name string `json:"fullyQualifiedName"`
	Kind string `json:"kind"`
}

type sarifFix struct {
	Description sarifText     `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifURI           `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted sarifText   `json:"insertedContent"`
}

// SARIF is the run as a SARIF 2.1.0 log. Places of text formats are regions of lines;
// a cell of a workbook and a paragraph of a Word document, which have none, are logical
// locations.
func (v *View) SARIF() ([]byte, error) { return SARIF([]*View{v}) }

// SARIF is a log with a run for each view.
func SARIF(views []*View) ([]byte, error) {
	log := sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{},
	}
	for _, v := range views {
		log.Runs = append(log.Runs, v.sarifRun())
	}
	return encode(log)
}

func (v *View) sarifRun() sarifRun {
	a := v.Answer()
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: a.Tool.Name, Version: a.Tool.Version, Rules: []sarifRule{}}},
		Language:   v.Pack.Code,
		ColumnKind: "unicodeCodePoints",
		Artifacts:  []sarifArtifact{}, Results: []sarifResult{},
		Invocations: []sarifInvoked{{Successful: true}},
	}
	rules := map[string]int{}
	for _, c := range v.Result.Checks {
		rules[c.Check.Code] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, v.sarifRule(c.Check.Code))
	}
	files := map[string]int{}
	for i, in := range a.Inputs {
		files[in.Path] = i
		run.Artifacts = append(run.Artifacts, sarifArtifact{sarifURI{URI: uriOf(in.Path)}, map[string]string{"sha-256": in.SHA256}})
	}
	for _, r := range a.Remarks {
		words := r.Message
		if r.Path != "" {
			words = r.Path + ": " + words
		}
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifNotification{"note", sarifText{words}})
	}
	for i := range a.Findings {
		run.Results = append(run.Results, v.sarifResult(&a.Findings[i], rules, files))
	}
	return run
}

func (v *View) sarifRule(code string) sarifRule {
	c := v.checks[code]
	r := sarifRule{ID: code, Name: c.Name, Short: sarifText{c.Name}, Defaults: sarifDefault{c.Severity.String()}}
	if page := v.checkPage(c); page != "" {
		if first := summaryOf(page); first != "" {
			r.Short.Text = first
		}
		r.Help = &sarifHelp{plain(page), page}
	}
	return r
}

func (v *View) sarifResult(f *Finding, rules, files map[string]int) sarifResult {
	r := sarifResult{
		RuleID: f.Code, RuleIndex: rules[f.Code], Level: f.Severity, Message: sarifText{f.Message},
		Locations:    []sarifLocation{v.sarifLocation(f.Location, files)},
		Fingerprints: map[string]string{"doisoat/v1": f.Fingerprint},
		Properties:   map[string]string{},
	}
	for key, value := range map[string]string{"reported": f.Reported, "computed": f.Computed, "unit": f.Unit, "indicator": f.Indicator, "cause": f.Cause} {
		if value != "" {
			r.Properties[key] = value
		}
	}
	for i, e := range f.Evidence {
		l := v.sarifLocation(e.Location, files)
		n := i + 1
		l.ID = &n
		l.Message = &sarifText{v.word("role.", e.Role) + ": " + e.Text}
		r.Related = append(r.Related, l)
	}
	for _, x := range f.Fixes {
		if t := x.Location.Text; t != nil && t.Line > 0 && x.Replacement != "" && x.Applicability != "display-only" {
			r.Fixes = append(r.Fixes, sarifFix{sarifText{x.Title}, []sarifChange{{
				sarifFile(x.Location.Path, files),
				[]sarifReplacement{{sarifRegion{t.Line, t.Column, t.EndLine, t.EndColumn, nil}, sarifText{x.Replacement}}},
			}}})
		}
	}
	if f.Known {
		r.Baseline = "unchanged"
	}
	if f.Waived {
		r.Suppressions = []sarifSuppressed{{"external", f.Waiver.Reason}}
	}
	return r
}

func sarifFile(path string, files map[string]int) sarifURI {
	u := sarifURI{URI: uriOf(path)}
	if i, ok := files[path]; ok {
		u.Index = &i
	}
	return u
}

func (v *View) sarifLocation(loc Location, files map[string]int) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifFile(loc.Path, files)}}
	switch t := loc.Text; {
	case t != nil && t.Line > 0:
		l.Physical.Region = &sarifRegion{t.Line, t.Column, t.EndLine, t.EndColumn, &sarifText{t.Words}}
	case t != nil, loc.Cell != nil:
		place := loc
		place.Path = ""
		l.Logical = []sarifLogical{{strings.TrimPrefix(v.place(place), ":"), "element"}}
	}
	return l
}

// uriOf writes a path as a URI reference (RFC 3986, 4.1).
func uriOf(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(path) {
		switch c := path[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~/!$&'()*+,;=@", c) >= 0:
			b.WriteByte(c)
		case c == '\\':
			b.WriteByte('/')
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
