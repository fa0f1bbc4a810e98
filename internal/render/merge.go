package render

// Merge is one answer for several runs: their inputs, findings, figures and remarks one
// after the other, tallies added up, and a line for each report.
func Merge(views []*View) *Answer {
	out := &Answer{Version: AnswerVersion, Inputs: []Input{}, Findings: []Finding{}, Figures: []Figure{}, Remarks: []Remark{}}
	out.Tally.Checks = []CheckTally{}
	for _, v := range views {
		a := v.Answer()
		out.Tool = a.Tool
		state := ReportState{Inputs: []string{}, Findings: a.Tally.Findings}
		for _, in := range a.Inputs {
			state.Inputs = append(state.Inputs, in.Path)
		}
		out.Inputs = append(out.Inputs, a.Inputs...)
		out.Findings = append(out.Findings, a.Findings...)
		out.Figures = append(out.Figures, a.Figures...)
		out.Remarks = append(out.Remarks, a.Remarks...)
		out.Reports = append(out.Reports, state)
		out.Tally.add(&a.Tally)
	}
	return out
}

func (t *Tally) add(o *Tally) {
	f, g := &t.Figures, &o.Figures
	f.Total, f.Tied, f.Contradicted = f.Total+g.Total, f.Tied+g.Tied, f.Contradicted+g.Contradicted
	f.Rounding, f.Undecided, f.NotClaim = f.Rounding+g.Rounding, f.Undecided+g.Undecided, f.NotClaim+g.NotClaim
	c, d := &t.Cells, &o.Cells
	c.Numeric, c.Recomputed, c.Consistent = c.Numeric+d.Numeric, c.Recomputed+d.Recomputed, c.Consistent+d.Consistent
	c.Contradicted, c.Undecided = c.Contradicted+d.Contradicted, c.Undecided+d.Undecided
	t.Findings.Error += o.Findings.Error
	t.Findings.Warning += o.Findings.Warning
	t.Findings.Note += o.Findings.Note
	t.Findings.Waived += o.Findings.Waived
	t.Findings.Known += o.Findings.Known
	for _, x := range o.Checks {
		at := -1
		for i := range t.Checks {
			if t.Checks[i].Code == x.Code {
				at = i
			}
		}
		if at < 0 {
			t.Checks = append(t.Checks, x)
			continue
		}
		s := &t.Checks[at]
		s.Items, s.Passed, s.Failed, s.Undecided = s.Items+x.Items, s.Passed+x.Passed, s.Failed+x.Failed, s.Undecided+x.Undecided
	}
}

// JSON is the answer as text.
func (a *Answer) JSON() ([]byte, error) { return encodeLines(a) }
