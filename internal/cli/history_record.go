package cli

import (
	"errors"
	"strconv"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/internal/render"
	"doisoat/internal/series"
	"doisoat/schema"
)

// record checks one report, by a spec where one is given, and gives what a history keeps
// of it.
func record(b *bundle, spec *schema.Spec, lim read.Limits) (*series.Report, error) {
	rep, err := read.Files(b.paths, lim)
	if err != nil {
		return nil, err
	}
	rep.Spec = spec
	var res *audit.Result
	err = within(lim.Time, func() (err error) {
		res, err = audit.Run(rep, audit.Options{})
		return err
	})
	if err != nil {
		return nil, err
	}
	r := series.Of(res)
	r.Name, r.Tool = b.name, Version
	a := render.NewView(res, nil, Version).Answer()
	for i := range a.Findings {
		f := &a.Findings[i]
		r.Findings = append(r.Findings, series.Finding{
			Code: f.Code, Severity: f.Severity, Fingerprint: f.Fingerprint, Unit: f.Unit, Indicator: f.Indicator,
			Reported: f.Reported, Computed: f.Computed, Cause: f.Cause, Place: spot(f.Location), Message: f.Message,
		})
	}
	for i := range a.Figures {
		f := &a.Figures[i]
		r.Ledger = append(r.Ledger, series.Claim{
			Text: f.Text, Value: f.Value, Role: f.Role, Verdict: f.Verdict, Unit: f.Unit, Indicator: f.Indicator, Reason: f.Reason, Place: spot(f.Location),
		})
	}
	r.Period = series.FindPeriod(r, head(rep))
	return r, nil
}

// head is the beginning of the prose, where a report names its period.
func head(rep *schema.Report) string {
	const most = 600
	if rep.Document == nil {
		return ""
	}
	text := ""
	for i := range rep.Document.Blocks {
		if text += rep.Document.Blocks[i].Text + "\n"; len(text) > most {
			break
		}
	}
	return text
}

// spot is a place in short, the same in every language: "Sheet1!Q17", "12:40", "#3:1".
func spot(l render.Location) string {
	switch {
	case l.Cell != nil && l.Cell.Sheet != "":
		return l.Cell.Sheet + "!" + l.Cell.Ref
	case l.Cell != nil:
		return l.Cell.Ref
	case l.Table != nil:
		return "T" + strconv.Itoa(l.Table.Index) + "!" + schema.A1(l.Table.Row-1, l.Table.Column-1)
	case l.Text != nil && l.Text.Line > 0:
		return strconv.Itoa(l.Text.Line) + ":" + strconv.Itoa(l.Text.Column)
	case l.Text != nil:
		return "#" + strconv.Itoa(l.Text.Block) + ":" + strconv.Itoa(l.Text.Column)
	}
	return ""
}

// why tells why a report could not be read, in a language.
func why(err error, p *lang.Pack) string {
	var unread *read.Error
	var f *failure
	var misfit *recognize.SpecError
	switch {
	case errors.As(err, &unread):
		return unread.In(p)
	case errors.As(err, &f):
		return f.In(p)
	case errors.As(err, &misfit):
		return specFaults(misfit.Faults).In(p)
	}
	return err.Error()
}
