package read

import (
	"doisoat/internal/lang/legacy"
	"doisoat/internal/read/input"
	"doisoat/schema"
)

// decode brings the texts of a file that came in an old Vietnamese encoding, or were
// misread on the way, into Unicode, and notes what was converted.
func decode(c *input.Content) {
	d := c.Legacy
	if d == nil {
		d = &legacy.Decoder{}
	}
	if c.Document != nil && d.Document(c.Document) {
		c.Finish() // captions repeat lines of the blocks
	}
	d.Sheets(c.Sheets)
	for e := range d.Converted {
		switch n := d.Converted[e]; {
		case n == 0 || legacy.Encoding(e) == legacy.Unicode:
		case legacy.Encoding(e) == legacy.Lookalike:
			c.Notes = append(c.Notes, schema.Say("read.lookalikes", "count", n))
		default:
			c.Notes = append(c.Notes, schema.Say("read.legacy", "count", n, "encoding", legacy.Encoding(e).String()))
		}
	}
}
