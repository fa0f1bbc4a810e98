package recognize

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// drawn makes a table of figures that have nothing to do with each other.
func drawn(seed uint64, rows, cols int, figure func(*rand.Rand, int) schema.Decimal) *schema.Report {
	r := rand.New(rand.NewPCG(seed, 11))
	s := &schema.Sheet{Name: "S", Index: 1}
	text := func(v string) schema.Cell { return schema.Cell{Raw: v, Kind: schema.Text} }
	head := []schema.Cell{text("Name")}
	for c := 0; c < cols; c++ {
		head = append(head, text(fmt.Sprintf("Things of kind %d", c)))
	}
	s.Cells = append(s.Cells, head)
	for i := 0; i < rows; i++ {
		row := []schema.Cell{text(fmt.Sprintf("Unit %c%c", 'A'+i/26%26, 'A'+i%26))}
		for c := 0; c < cols; c++ {
			d := figure(r, c)
			row = append(row, schema.Cell{Raw: d.String(), Kind: schema.Numeric, Number: schema.Number{Value: d, Shown: d.Places}})
		}
		s.Cells = append(s.Cells, row)
	}
	return &schema.Report{Sheets: []*schema.Sheet{s}}
}

// TestRandomTables wants no rule of tables that keep none.
func TestRandomTables(t *testing.T) {
	figures := map[string]func(*rand.Rand, int) schema.Decimal{
		"counts":      func(r *rand.Rand, _ int) schema.Decimal { return schema.Decimal{Coef: 1 + r.Int64N(3000)} },
		"small":       func(r *rand.Rand, _ int) schema.Decimal { return schema.Decimal{Coef: r.Int64N(12)} },
		"percentages": func(r *rand.Rand, _ int) schema.Decimal { return schema.Decimal{Coef: r.Int64N(1001), Places: 1} },
		"signed": func(r *rand.Rand, _ int) schema.Decimal {
			return schema.Decimal{Coef: r.Int64N(20001) - 10000, Places: 2}
		},
		"mixed": func(r *rand.Rand, c int) schema.Decimal {
			return schema.Decimal{Coef: 1 + r.Int64N(schema.Pow10(2+c%4)), Places: int8(c % 3)}
		},
	}
	seeds := uint64(12)
	if testing.Short() {
		seeds = 3
	}
	for name, figure := range figures {
		for _, size := range [][2]int{{4, 5}, {12, 6}, {30, 12}, {60, 20}, {200, 8}} {
			for seed := uint64(0); seed < seeds; seed++ {
				rep := drawn(seed, size[0], size[1], figure)
				if err := Report(rep, lang.English); err != nil {
					t.Fatal(err)
				}
				for _, table := range rep.Tables {
					for i := range table.Rules {
						r := &table.Rules[i]
						t.Errorf("%s %dx%d seed %d: %s holds on %d of %d, strength %d", name, size[0], size[1], seed, r.Text, r.Held, r.Support, r.Strength)
					}
				}
			}
		}
	}
}

// TestThreeRows wants a relation to be told from three rows and not from two, unless
// words declare it.
func TestThreeRows(t *testing.T) {
	text := func(v string) schema.Cell { return schema.Cell{Raw: v, Kind: schema.Text} }
	count := func(v int64) schema.Cell {
		d := schema.Decimal{Coef: v}
		return schema.Cell{Raw: d.String(), Kind: schema.Numeric, Number: schema.Number{Value: d}}
	}
	a, b := []int64{13729, 60411, 82264, 35190}, []int64{71913, 20357, 44870, 91422}
	for _, c := range []struct {
		head string
		rows int
		want bool
	}{
		{"Ships", 2, false}, {"Ships", 3, true}, {"Ships", 4, true}, {"Total", 2, true},
	} {
		s := &schema.Sheet{Name: "S", Index: 1, Cells: [][]schema.Cell{{text("Port"), text(c.head), text("Boats"), text("Rafts")}}}
		for i := 0; i < c.rows; i++ {
			s.Cells = append(s.Cells, []schema.Cell{text(fmt.Sprintf("Port %c", 'A'+i)), count(a[i] + b[i]), count(a[i]), count(b[i])})
		}
		rep := &schema.Report{Sheets: []*schema.Sheet{s}}
		if err := Report(rep, lang.English); err != nil {
			t.Fatal(err)
		}
		if len(rep.Tables) != 1 {
			t.Fatalf("%d tables", len(rep.Tables))
		}
		if got := len(rep.Tables[0].Rules) > 0; got != c.want {
			t.Errorf("%s, %d rows: rule %v, want %v", c.head, c.rows, got, c.want)
		}
	}
}
