package serve

import (
	"bytes"
	"slices"
	"strings"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/internal/recognize"
	"doisoat/schema"
)

// offer is a rule that a reader may confirm or refuse.
type offer struct {
	key    string // names it among the rules of all versions of a report
	table  int    // in the spec
	total  bool
	index  int // among the rules or the totals of its table
	Text   string
	About  string // the names of the columns, or of the rows
	Origin string
	Tested int // lines on which it can be tested
	Held   int // of those, the lines on which it holds
}

// offers lists the rules of a run in the order of its spec.
func offers(res *audit.Result) []offer {
	spec := recognize.Spec(res.Report, res.Pack)
	var out []offer
	for i := range spec.Tables {
		t, s := res.Report.Tables[i], &spec.Tables[i]
		head := lang.Fold(s.Sheet) + "\x1f" + lang.Fold(s.Title) + "\x1f"
		rules, totals := 0, 0
		for k := range t.Rules {
			r := &t.Rules[k]
			o := offer{table: i, Tested: r.Support, Held: r.Held}
			switch { // as recognize.Spec puts them down
			case r.Axis == schema.Across && r.Relation == schema.Equal:
				x := &s.Rules[rules]
				o.index, o.Text, o.Origin = rules, x.Rule, x.Origin
				o.About = t.Columns[r.Target].Title()
				rules++
			case r.Axis == schema.Down && r.Form == schema.Sum:
				x := &s.Totals[totals]
				o.index, o.Origin, o.total = totals, x.Origin, true
				o.Text = t.Rows[r.Target].Label + " = " + strings.Join(labels(t, r.Expr.Vars()), " + ")
				totals++
			default:
				continue
			}
			o.key = head + o.Text
			out = append(out, o)
		}
	}
	return out
}

// mostLabels is how many rows a total names.
const mostLabels = 6

func labels(t *schema.Table, rows []int) []string {
	var out []string
	for i, r := range rows {
		if len(rows) > mostLabels && i == mostLabels-2 {
			return append(out, "…", t.Rows[rows[len(rows)-1]].Label)
		}
		out = append(out, t.Rows[r].Label)
	}
	return out
}

// chosen is the spec of a run with what a reader said of its rules: one that is confirmed
// is given and hard, one that is refused is dropped. It is nil where nothing was said of
// any.
func chosen(res *audit.Result, offered []offer, choices map[string]bool) *schema.Spec {
	spec := recognize.Spec(res.Report, res.Pack)
	any := false
	for _, o := range offered {
		yes, said := choices[o.key]
		if !said {
			continue
		}
		any = true
		t := &spec.Tables[o.table]
		if o.total {
			if t.Totals[o.index].Off = !yes; yes {
				t.Totals[o.index].Origin = "given"
			}
			continue
		}
		if t.Rules[o.index].Off = !yes; yes {
			hard := true
			t.Rules[o.index].Hard, t.Rules[o.index].Origin = &hard, "given"
		}
	}
	if !any {
		return nil
	}
	return spec
}

// specFile is the spec of a desk as a file: with the choices, or as it was inferred.
func (d *desk) specFile() ([]byte, error) {
	spec := d.spec
	if spec == nil {
		spec = recognize.Spec(d.base.Report, d.base.Pack)
	}
	var b bytes.Buffer
	err := schema.WriteSpec(&b, spec, d.base.Pack.Say)
	return b.Bytes(), err
}

// undecided counts the offers of which nothing was said.
func undecided(offered []offer, choices map[string]bool) int {
	n := 0
	for _, o := range offered {
		if _, said := choices[o.key]; !said {
			n++
		}
	}
	return n
}

// tables groups offers by their table.
func tables(offered []offer) [][]offer {
	return slices.Collect(func(yield func([]offer) bool) {
		for i := 0; i < len(offered); {
			k := i
			for k < len(offered) && offered[k].table == offered[i].table {
				k++
			}
			if !yield(offered[i:k]) {
				return
			}
			i = k
		}
	})
}
