package input

import (
	"strings"

	"doisoat/schema"
)

// captionLines is the number of lines above a table that are kept with it.
const captionLines = 4

// Finish gives every paragraph and table row its number in reading order and every
// table the lines that stand right above it.
func (c *Content) Finish() {
	if c.Document == nil {
		return
	}
	n := 0
	blocks := c.Document.Blocks
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != schema.TableBlock {
			n++
			b.Number = n
			continue
		}
		b.Number = n + 1
		s := c.Sheets[b.Sheet]
		s.Block = i
		s.Numbers = make([]int, len(s.Cells))
		for r := range s.Numbers {
			n++
			s.Numbers[r] = n
		}
		s.Caption = caption(blocks, i)
	}
}

// caption collects up to captionLines non-empty lines right above block at, from
// the top down; another table ends them.
func caption(blocks []schema.Block, at int) []schema.Caption {
	var up []schema.Caption
	for i := at - 1; i >= 0 && len(up) < captionLines; i-- {
		b := &blocks[i]
		if b.Kind == schema.TableBlock {
			break
		}
		if b.Kind == schema.Footnote {
			continue
		}
		for end := len(b.Text); end >= 0 && len(up) < captionLines; {
			start := strings.LastIndexByte(b.Text[:end], '\n') + 1
			if line := strings.TrimSpace(b.Text[start:end]); line != "" {
				from := start + strings.Index(b.Text[start:end], line)
				up = append(up, schema.Caption{Text: line, At: schema.AtSpan(schema.Span{Block: i, Start: from, End: from + len(line)})})
			}
			end = start - 1
		}
	}
	for i, j := 0, len(up)-1; i < j; i, j = i+1, j-1 {
		up[i], up[j] = up[j], up[i]
	}
	return up
}
