package numfmt

import "doisoat/schema"

// Set gives a cell a stored number as its format shows it: a date, or a number with
// the text that a reader sees. base1904 tells the workbook's date system.
func (st *Style) Set(c *schema.Cell, d schema.Decimal, base1904 bool) {
	if st.kind == date {
		if text, ok := showDate(d, st.date, base1904); ok {
			c.Kind, c.Raw = schema.Date, text
			return
		}
		st = &Style{}
	}
	c.Kind = schema.Numeric
	c.Number, c.Raw = st.show(d)
}

// IsGeneral reports whether the format leaves the form of a number open.
func (st *Style) IsGeneral() bool { return st.kind == general }

// IsDate reports whether the format shows a date or a time.
func (st *Style) IsDate() bool { return st.kind == date }
