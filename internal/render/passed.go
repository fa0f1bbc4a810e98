package render

import "doisoat/schema"

// standing says why a finding does not count, "" when it does.
func (v *View) standing(f *schema.Finding) string {
	w := f.Waiver
	switch {
	case w == nil && f.Known:
		return v.say("gate.known")
	case w == nil:
		return ""
	case w.By != "" && w.Until != "":
		return v.say("gate.waived-by-until", "reason", w.Reason, "by", w.By, "until", w.Until)
	case w.By != "":
		return v.say("gate.waived-by", "reason", w.Reason, "by", w.By)
	case w.Until != "":
		return v.say("gate.waived-until", "reason", w.Reason, "until", w.Until)
	}
	return v.say("gate.waived", "reason", w.Reason)
}

// shown is the severity under which a finding is shown: one that does not count is
// a notice.
func shown(f *schema.Finding) schema.Severity {
	if !f.Counts() {
		return schema.Note
	}
	return f.Severity
}

// passed lists the findings that do not count, with the reason.
func (w *writer) passed() {
	wrote := false
	for i := range w.Result.Findings {
		f := &w.Result.Findings[i]
		if f.Counts() {
			continue
		}
		w.line(w.in(faint, f.Code), ": ", w.place(w.location(f.At)), ": ", clean(w.Pack.Say(f.Message)))
		w.line("  ", w.in(faint, clean(w.standing(f))))
		wrote = true
	}
	if wrote {
		w.line()
	}
}
