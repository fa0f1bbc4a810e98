package render

import "doisoat/schema"

// under are the findings that one explains and that count, in their order.
func (v *View) under(f *schema.Finding) []*schema.Finding {
	var out []*schema.Finding
	for i := range v.Result.Findings {
		if g := &v.Result.Findings[i]; g.Of != 0 && g.Of == f.ID && g.Counts() {
			out = append(out, g)
		}
	}
	return out
}

// root is the finding that explains another and counts; nil for none.
func (v *View) root(f *schema.Finding) *schema.Finding {
	if f.Of == 0 {
		return nil
	}
	for i := range v.Result.Findings {
		if g := &v.Result.Findings[i]; g.ID == f.Of && g.Counts() {
			return g
		}
	}
	return nil
}

// slips counts the errors and warnings that no other finding explains.
func (v *View) slips() (n int) {
	for i := range v.Result.Findings {
		if f := &v.Result.Findings[i]; f.Counts() && f.Severity > schema.Note && v.root(f) == nil {
			n++
		}
	}
	return n
}

// why tells what a finding comes from: the slip that the figures show, what it and
// others come from together, which others they are, or which one explains it.
func (v *View) why(f *schema.Finding) []string {
	var out []string
	if f.Cause != "" {
		out = append(out, v.say("screen.cause", "cause", v.word("cause.", f.Cause)))
	}
	if !f.Because.IsZero() {
		out = append(out, v.say("causes.because", "why", v.Pack.Say(f.Because)))
	}
	for _, g := range v.under(f) {
		out = append(out, v.say("causes.under", "finding", v.named(g), "place", v.shortPlace(v.location(g.At), f.At), "message", v.Pack.Say(g.Message)))
	}
	if g := v.root(f); g != nil {
		out = append(out, v.say("causes.root", "finding", v.named(g), "place", v.shortPlace(v.location(g.At), f.At)))
	}
	return out
}

// named is a finding in two words: "lỗi R101".
func (v *View) named(f *schema.Finding) string {
	return v.say("screen.severity."+f.Severity.String()) + " " + f.Code
}
