package ods

import (
	"strings"

	"doisoat/internal/read/numfmt"
	"doisoat/schema"
)

// stored is what the file says of a cell.
type stored struct {
	kind    string // office:value-type, "" for none
	value   string // the stored value
	text    string // the text that a reader sees
	formula string
	failed  bool // the value is an error
}

// fill sets a cell from what the file stores.
func (t *table) fill(c *schema.Cell, v *stored, look look) {
	c.Formula = formula(v.formula)
	switch {
	case v.failed, v.kind == "string" && c.Formula != "" && errorText(v.text):
		c.Kind, c.Raw = schema.Failed, v.text
		if c.Raw == "" {
			c.Raw = v.value
		}
		return
	case v.kind == "float" || v.kind == "percentage" || v.kind == "currency":
		t.number(c, v, look)
		return
	case v.kind == "date":
		c.Kind, c.Raw = schema.Date, v.text
		if text, ok := look.format.ShowISO(v.value); ok {
			c.Raw = text
		}
	case v.kind == "time":
		c.Kind, c.Raw = schema.Date, v.text
		if text, ok := clock(v.value); ok {
			c.Raw = text
		}
	case v.kind == "boolean":
		c.Kind, c.Raw = schema.Bool, "FALSE"
		if v.value == "true" {
			c.Raw = "TRUE"
		}
	default:
		c.Raw = v.text
		if v.value != "" { // a format adds blanks or words to what the text beside it shows
			c.Raw = v.value
		}
		if strings.TrimSpace(c.Raw) != "" {
			c.Kind = schema.Text
		}
	}
	if c.Raw == "" && v.kind == "" && c.Formula != "" {
		t.uncalc++
	}
}

// number sets a cell that stores a number. What a reader sees comes from the text
// beside the number where that can be read; otherwise, and where the format leaves
// the form open, from the format.
func (t *table) number(c *schema.Cell, v *stored, look look) {
	d, ok := numfmt.Stored(v.value)
	if !ok {
		t.huge++
		c.Kind, c.Raw = schema.Text, v.value
		return
	}
	if !look.format.IsGeneral() && !look.format.IsDate() {
		if n, raw, ok := numfmt.Seen(v.text, d); ok {
			c.Kind, c.Number, c.Raw = schema.Numeric, n, raw
			return
		}
	}
	st := look.format
	if st.IsGeneral() && v.kind == "percentage" {
		st = percent
	}
	st.Set(c, d, false)
}

// percent shows a percentage whose format is not known.
var percent = func() *numfmt.Style {
	st := numfmt.Parse("0.00%")
	return &st
}()

// errorText reports a text that LibreOffice shows for a formula that failed.
func errorText(s string) bool {
	switch s {
	case "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#N/A", "#NULL!":
		return true
	}
	return strings.HasPrefix(s, "Err:5") && len(s) == len("Err:502")
}

// clock writes a duration such as "PT12H30M00S" as hours, minutes and seconds.
func clock(v string) (string, bool) {
	rest, ok := strings.CutPrefix(v, "PT")
	if !ok {
		return "", false
	}
	var part [3]string
	for i, unit := range []string{"H", "M", "S"} {
		part[i] = "00"
		before, after, found := strings.Cut(rest, unit)
		if !found {
			continue
		}
		rest = after
		before, _, _ = strings.Cut(strings.ReplaceAll(before, ",", "."), ".")
		if before == "" || strings.Trim(before, "0123456789") != "" || len(before) > 6 {
			return "", false
		}
		if part[i] = before; len(before) == 1 {
			part[i] = "0" + before
		}
	}
	return part[0] + ":" + part[1] + ":" + part[2], rest == ""
}
