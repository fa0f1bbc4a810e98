package reconcile

import "doisoat/schema"

// RepeatedWord finds words written twice in a row.
var RepeatedWord = &schema.Check{
	Code: "R702", Name: "repeated-word", Severity: schema.Note, Since: "0.1.0",
	Doc: page("R702"), Run: notice(schema.RepeatedClaim, "r702.message", "r702.fix"),
}
