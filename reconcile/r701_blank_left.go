package reconcile

import (
	"strings"

	"doisoat/schema"
)

// BlankLeft finds places left blank in a draft.
var BlankLeft = &schema.Check{
	Code: "R701", Name: "blank-left", Severity: schema.Note, Since: "0.1.0",
	Doc: page("R701"), Run: notice(schema.BlankClaim, "r701.message", "r701.fix"),
}

// notice makes the run of a check that tells every claim of a kind as a note.
func notice(kind schema.ClaimKind, message, fix string) func(*schema.Pass) error {
	return func(p *schema.Pass) error {
		each(p, kind, func(c *schema.Claim) {
			// A page and a PDF do not keep how many blanks stand between two words.
			words := strings.Join(strings.Fields(p.Report.Document.Text(c.Span)), " ")
			p.Found(schema.Finding{Severity: schema.Note, At: schema.AtSpan(c.Span), Reported: words,
				Message: schema.Say(message, "words", words),
				Fixes:   []schema.Fix{{Title: schema.Say(fix, "words", words), At: schema.AtSpan(c.Span), Applicability: schema.DisplayOnly}}})
		})
		return nil
	}
}
