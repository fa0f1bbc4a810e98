package render

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Structure is what `doisoat infer --format json` prints: what was recognised in
// each table. Rows and columns are counted from 0 in the grid as read.
type Structure struct {
	Version int              `json:"version" jsonschema:"enum=1"`
	Tool    Tool             `json:"tool"`
	Tables  []TableStructure `json:"tables"`
}

// TableStructure is one table.
type TableStructure struct {
	Path  string `json:"path"`
	Sheet string `json:"sheet"`
	// Hidden tells that the worksheet is hidden in its workbook.
	Hidden bool `json:"hidden,omitempty"`
	// Area is the range of the table as a spreadsheet shows it.
	Area  string `json:"area"`
	Title string `json:"title"`
	// DecimalMark is "," or ".", empty when no number shows it.
	DecimalMark string            `json:"decimalMark"`
	Columns     []ColumnStructure `json:"columns"`
	Rows        []RowStructure    `json:"rows"`
	Rules       []RuleStructure   `json:"rules"`
	// Aggregations has one entry for each cell in the scope of a rule.
	Aggregations []Aggregation `json:"aggregations"`
	// unclear is what was not understood; the text tells it in a line.
	unclear []schema.Message
}

// ColumnStructure is one column.
type ColumnStructure struct {
	Column int `json:"column"`
	// Header is the path of header texts from the top down.
	Header []string `json:"header"`
	// Number is the column's own number: "9" for "(9)= (7+8)/(3)".
	Number string `json:"number"`
	Kind   string `json:"kind" jsonschema:"enum=blank,enum=ordinal,enum=label,enum=words,enum=count,enum=measure,enum=ratio,enum=index,enum=year"`
	// Unit is the unit of measure as written.
	Unit string `json:"unit"`
}

// RowStructure is one row of the body.
type RowStructure struct {
	Row   int    `json:"row"`
	Kind  string `json:"kind" jsonschema:"enum=blank,enum=title,enum=header,enum=numbering,enum=unit,enum=section,enum=subtotal,enum=total,enum=note"`
	Level int    `json:"level"`
	Label string `json:"label"`
}

// RuleStructure is one edit rule.
type RuleStructure struct {
	ID         string `json:"id"`
	Expression string `json:"expression"`
	// Axis is across for a rule between the cells of a row, down for one between those of a column.
	Axis   string `json:"axis" jsonschema:"enum=across,enum=down"`
	Origin string `json:"origin" jsonschema:"enum=inferred,enum=declared,enum=given,enum=sheet,enum=labelled"`
	Hard   bool   `json:"hard"`
	// Support is the number of lines on which the rule can be tested.
	Support int `json:"support"`
	// Held is the number of those lines on which it holds.
	Held int `json:"held"`
	// Strength is the evidence against chance in bits, for rules that the figures alone tell.
	Strength int `json:"strength"`
}

// Aggregation is one cell that a rule gives, and the cells that it is worked out
// from: for a division numerator and denominator, for a relative change the old and
// the new. A place is [row, column].
type Aggregation struct {
	Operator string   `json:"operator" jsonschema:"enum=sum,enum=difference,enum=average,enum=division,enum=relative-change"`
	Result   [2]int   `json:"result"`
	Operands [][2]int `json:"operands"`
}

var (
	columnKinds = [...]string{
		schema.Blank: "blank", schema.Ordinal: "ordinal", schema.Label: "label", schema.Words: "words", schema.Count: "count",
		schema.Measure: "measure", schema.Ratio: "ratio", schema.Index: "index", schema.Year: "year",
	}
	rowKinds = [...]string{
		schema.BlankRow: "blank", schema.TitleRow: "title", schema.HeaderRow: "header", schema.NumberingRow: "numbering", schema.UnitRow: "unit",
		schema.SectionRow: "section", schema.SubtotalRow: "subtotal", schema.TotalRow: "total", schema.NoteRow: "note",
	}
	origins = [...]string{
		schema.Inferred: "inferred", schema.Declared: "declared", schema.Given: "given", schema.Sheeted: "sheet", schema.Labelled: "labelled",
	}
)

// NewStructure puts the recognised tables of a report into the form that is printed;
// aggregations gives those of one table.
func NewStructure(rep *schema.Report, version string, aggregations func(*schema.Table) []Aggregation) *Structure {
	out := &Structure{Version: AnswerVersion, Tool: Tool{Name: "doisoat", Version: version}, Tables: []TableStructure{}}
	for _, t := range rep.Tables {
		sheet := rep.Sheets[t.Sheet]
		ts := TableStructure{
			Path: rep.Sources[sheet.Source].Path, Sheet: sheet.Name, Hidden: sheet.Hidden, Title: t.Title,
			Area:    schema.A1(t.Top, t.Left) + ":" + schema.A1(t.Bottom, t.Right),
			Columns: []ColumnStructure{}, Rows: []RowStructure{}, Rules: []RuleStructure{}, Aggregations: []Aggregation{},
			unclear: t.NotUnderstood(),
		}
		if t.DecimalMark != 0 {
			ts.DecimalMark = string(rune(t.DecimalMark))
		}
		for i := range t.Columns {
			c := &t.Columns[i]
			ts.Columns = append(ts.Columns, ColumnStructure{Column: c.Col, Header: append([]string{}, c.Path...), Number: c.Number, Kind: columnKinds[c.Kind], Unit: c.Unit.Text})
		}
		for i := range t.Rows {
			r := &t.Rows[i]
			ts.Rows = append(ts.Rows, RowStructure{Row: r.Row, Kind: rowKinds[r.Kind], Level: r.Level, Label: r.Label})
		}
		for i := range t.Rules {
			r := &t.Rules[i]
			axis := "across"
			if r.Axis == schema.Down {
				axis = "down"
			}
			ts.Rules = append(ts.Rules, RuleStructure{ID: r.ID, Expression: r.Text, Axis: axis, Origin: origins[r.Origin], Hard: r.Hard, Support: r.Support, Held: r.Held, Strength: r.Strength})
		}
		ts.Aggregations = append(ts.Aggregations, aggregations(t)...)
		out.Tables = append(out.Tables, ts)
	}
	return out
}

// strengthText is the evidence of a rule; one that needs none shows nothing.
func strengthText(bits int) string {
	if bits == 0 {
		return ""
	}
	return itoa(bits)
}

// JSON is the structure as it is printed.
func (s *Structure) JSON() ([]byte, error) { return encode(s) }

// Text shows the structure as tables: columns, rows and rules of each table.
func (s *Structure) Text(pack *lang.Pack) (string, error) {
	say := func(key string, pairs ...any) string { return pack.Say(schema.Say(key, pairs...)) }
	var b strings.Builder
	part := func(heading string, header []string, rows [][]string) error {
		if len(rows) == 0 {
			return nil
		}
		table, err := grid(header, rows, -1)
		b.WriteString("\n" + heading + "\n" + table)
		return err
	}
	for i := range s.Tables {
		t := &s.Tables[i]
		if i > 0 {
			b.WriteString("\n")
		}
		place := t.Path + ":" + t.Area
		if t.Sheet != "" {
			place = t.Path + ":" + quoteSheet(t.Sheet) + "!" + t.Area
		}
		b.WriteString(clean(place))
		if t.Hidden {
			b.WriteString(" (" + say("infer.hidden") + ")")
		}
		b.WriteString("\n")
		if t.Title != "" {
			b.WriteString(clean(t.Title) + "\n")
		}
		var columns, rows, rules [][]string
		for _, c := range t.Columns {
			columns = append(columns, []string{schema.ColumnName(c.Column), c.Number, shorten(strings.Join(c.Header, " / "), lineWidth/2), say("infer.kind." + c.Kind), c.Unit})
		}
		for _, r := range t.Rows {
			rows = append(rows, []string{itoa(r.Row + 1), say("infer.kind." + r.Kind), strings.Repeat("  ", r.Level) + shorten(r.Label, lineWidth/2)})
		}
		for _, r := range t.Rules {
			rules = append(rules, []string{shorten(r.Expression, lineWidth*2/3), say("infer.origin." + r.Origin), itoa(r.Held) + "/" + itoa(r.Support), strengthText(r.Strength)})
		}
		for _, err := range []error{
			part(say("infer.columns", "n", len(columns)), []string{say("infer.column"), say("infer.number"), say("infer.header"), say("infer.kind"), say("infer.unit")}, columns),
			part(say("infer.rows", "n", len(rows)), []string{say("infer.row"), say("infer.kind"), say("infer.label")}, rows),
			part(say("infer.rules", "n", len(rules)), []string{say("infer.rule"), say("infer.origin"), say("infer.held"), say("infer.strength")}, rules),
		} {
			if err != nil {
				return "", err
			}
		}
		var unclear []string
		for _, m := range t.unclear {
			unclear = append(unclear, clean(pack.Say(m)))
		}
		if len(unclear) > 0 {
			b.WriteString("\n" + say("infer.unclear") + " " + strings.Join(unclear, " ") + "\n")
		}
	}
	return b.String(), nil
}
