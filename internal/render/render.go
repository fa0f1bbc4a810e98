// Package render shows what a run found: as text for a terminal, as JSON for a
// program. Words of a language come from its pack; references such as "Q17", colour
// and the width of a line are decided here and nowhere else.
//
// Every function writes to a byte slice or string: nothing is printed before all of
// it is made, so that no half of an answer is ever seen.
package render

import (
	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/schema"
)

// View is one run as it is shown: what was found, and the language it is told in.
type View struct {
	Result  *audit.Result
	Pack    *lang.Pack // the language of the messages
	Version string     // of the tool
	// Page gives the page of a check, Markdown; nil for the checks' own.
	Page func(*schema.Check) string
	// Names are the fingerprints of the findings, when they were given before some were
	// left out; nil has them worked out.
	Names  []string
	checks map[string]*schema.Check
}

// NewView makes a view; a nil pack means the language of the report.
func NewView(res *audit.Result, pack *lang.Pack, version string) *View {
	if pack == nil {
		pack = res.Pack
	}
	v := &View{Result: res, Pack: pack, Version: version, checks: make(map[string]*schema.Check, len(res.Checks))}
	for _, c := range res.Checks {
		v.checks[c.Check.Code] = c.Check
	}
	return v
}

func (v *View) report() *schema.Report { return v.Result.Report }

// say tells a template of this package.
func (v *View) say(key string, pairs ...any) string { return v.Pack.Say(schema.Say(key, pairs...)) }

// word tells a word that other packages name, such as a cause; one that has no
// template is told as it is.
func (v *View) word(family, name string) string {
	if key := family + name; v.Pack.Template(key) != "" {
		return v.say(key)
	}
	return name
}

// checkName is the name of a finding's check, which states the fault.
func (v *View) checkName(code string) string {
	if c := v.checks[code]; c != nil {
		return c.Name
	}
	return ""
}

// checkPage is the page of a check in the language of the view.
func (v *View) checkPage(c *schema.Check) string {
	if v.Page != nil {
		return v.Page(c)
	}
	return c.Doc
}

// findings counts the findings of each severity that count against the report.
func (v *View) findings() (n [schema.Error + 1]int) {
	for i := range v.Result.Findings {
		if f := &v.Result.Findings[i]; f.Counts() {
			n[f.Severity]++
		}
	}
	return n
}
