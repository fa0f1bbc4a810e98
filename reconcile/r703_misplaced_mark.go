package reconcile

import "doisoat/schema"

// MisplacedMark finds a mark of punctuation between a name and its figure.
var MisplacedMark = &schema.Check{
	Code: "R703", Name: "misplaced-mark", Severity: schema.Note, Since: "0.1.0",
	Doc: page("R703"), Run: notice(schema.MarkClaim, "r703.message", "r703.fix"),
}
