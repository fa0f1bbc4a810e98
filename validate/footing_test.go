package validate

import (
	"strings"
	"testing"

	"doisoat/schema"
)

// offices is a table of two sections: (1) = (2) + (3), (4) = (3) / (1), sections and
// a grand total.
const offices = `
s||Cấp huyện|||||
u|1|Văn phòng huyện|1.232|491|741|60,15
s||Cấp xã|||||
u|1|Xã An Bình|1.087|16|1.071|98,53
u|2|Xã Bình Minh|845|6|839|99,29
u|3|Xã Cao Sơn|755|10|745|98,68
+||Tổng cấp xã|2.687|32|2.655|98,81
t||Tổng cộng|3.919|523|3.396|86,65
`

func officesWith(change ...string) *schema.Report {
	text := offices
	for n := 0; n+1 < len(change); n += 2 {
		if !strings.Contains(text, change[n]) {
			panic("not in the table: " + change[n])
		}
		text = strings.Replace(text, change[n], change[n+1], 1)
	}
	rep, t := tableOf("cccr", text)
	rows := []int{1, 3, 4, 5, 6, 7}
	across(t, "(1) = (2) + (3)", schema.Sum, 2, sum(3, 4), rows...)
	across(t, "(4) = (3) / (1)", schema.Division, 5, quotient(variable(4), variable(2)), rows...)
	down(t, 6, []int{3, 4, 5}, 2, 3, 4)
	down(t, 7, []int{1, 6}, 2, 3, 4)
	within(t, 6, []int{3, 4, 5}, 5)
	within(t, 7, []int{1, 6}, 5)
	return rep
}

func TestFooting(t *testing.T) {
	tests := []struct {
		name   string
		change []string
		want   string
	}{
		{"nothing", nil, ""},
		{"ratio with two digits transposed", []string{"98,53", "95,83"}, "V101 | error | F4 | 95,83 | 98,53 | transposed"},
		{"ratio of another unit", []string{"99,29", "98,68"}, "V101 | error | F5 | 98,68 | 99,29 | other-unit"},
		{"ratio cut off", []string{"98,68", "98,67"}, "V102 | warning | F6 | 98,67 | 98,68 | cut-off"},
		{"ratio with its mark moved", []string{"98,68", "986,8"}, "V101 | error | F6 | 986,8 | 98,7 | "},
		{"a part of a row", []string{"1.071|98", "1.017|98"}, "V301 | error | E4 | 1.017 | 1.071 | transposed"},
		{"the whole of a row", []string{"845", "485"}, "V301 | error | C5 | 485 | 845 | transposed"},
		{"a subtotal", []string{"2.687", "2.678"}, "V201 | error | C7 | 2.678 | 2.687 | transposed"},
		{"the grand total", []string{"3.919", "3.991"}, "V201 | error | C8 | 3.991 | 3.919 | transposed"},
		{"a grand total's part", []string{"523", "532"}, "V201 | error | D8 | 532 | 523 | transposed"},
		{"averaged", []string{"86,65", "79,48"}, "V203 | error | F8 | 79,48 | 86,65 | averaged"},
		{"lost thousands mark", []string{"1.071|98", "1,071|98"}, "V502 | error | E4 | 1,071 | 1.071 | thousands-mark"},
		{"blank part", []string{"|16|", "||"}, "V503 | error | D4 |  | 16 | blank"},
		{"blank total", []string{"|523|", "||"}, "V503 | error | D8 |  | 523 | blank"},
		{"minus", []string{"|16|", "|-16|"}, "V505 | error | D4 | -16 | 16 | sign"},
		{"two faults in two places", []string{"98,53", "95,83", "|523|", "|532|"},
			"V101 | error | F4 | 95,83 | 98,53 | transposed\nV201 | error | D8 | 532 | 523 | transposed"},
		{"two faults in one row", []string{"98,53", "95,83", "1.087|16", "1.087|61"},
			"V101 | error | F4 | 95,83 | 98,53 | transposed\nV301 | error | D4 | 61 | 16 | "},
		{"two figures of a column exchanged", []string{"|1.071|98", "|839|98", "|839|99", "|1.071|99"},
			"V301 | error | E4 | 839 | 1.071 | other-unit\nV301 | error | E5 | 1.071 | 839 | other-unit"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			findings, _, _ := check(t, officesWith(test.change...))
			if got := lines(findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// A cell that several broken rules have in common is named once, with all of them.
func TestOneRootOneFinding(t *testing.T) {
	findings, _, cells := check(t, officesWith("1.071|98", "1.017|98"))
	if len(findings) != 1 {
		t.Fatalf("findings:\n%s", lines(findings))
	}
	var rules []string
	places := map[string]bool{}
	for _, e := range findings[0].Evidence {
		if e.Role == "rule" {
			rules = append(rules, e.Text)
			continue
		}
		places[schema.A1(e.At.Ref.Row, e.At.Ref.Col)] = true
	}
	if want := "(1) = (2) + (3)|(4) = (3) / (1)|Tổng cấp xã = tổng các dòng"; strings.Join(rules, "|") != want {
		t.Errorf("rules %q, want %q", rules, want)
	}
	for _, at := range []string{"C4", "D4", "E4", "F4", "E5", "E6", "E7"} {
		if !places[at] {
			t.Errorf("evidence lacks %s", at)
		}
	}
	if v := cells.Verdicts[schema.Ref{Row: 3, Col: 4}]; v != schema.CellContradicted {
		t.Errorf("verdict of the wrong cell is %v", v)
	}
	if v := cells.Verdicts[schema.Ref{Row: 6, Col: 4}]; v == schema.CellContradicted {
		t.Error("the total is called wrong")
	}
}

// Where any of several rows may be wrong, and the total is borne out by another rule,
// the total is named and no row is accused.
func TestOpenBetweenRows(t *testing.T) {
	rep, table := tableOf("c", "u||Xã A|120\nu||Xã B|85\nu||Xã C|98\n+||Cộng|300\nu||Huyện|50\nt||Tổng cộng|350")
	down(table, 3, []int{0, 1, 2}, 2)
	down(table, 5, []int{3, 4}, 2)
	findings, _, cells := check(t, rep)
	if got, want := lines(findings), "V201 | error | C4 | 300 | 303 | "; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	if key := findings[0].Message.Key; key != "v201.message" {
		t.Errorf("the message is %s", key)
	}
	for row := range 3 {
		if !names(findings[0], schema.Ref{Row: row, Col: 2}) {
			t.Errorf("row %d is not in the evidence", row+1)
		}
		if cells.Verdicts[schema.Ref{Row: row, Col: 2}] == schema.CellContradicted {
			t.Errorf("row %d is called wrong", row+1)
		}
	}
}

// Of a broken rule that a soft inference made, a warning is enough.
func TestSoftRuleWarns(t *testing.T) {
	rep := officesWith("98,53", "95,83")
	for n := range rep.Tables[0].Rules {
		rep.Tables[0].Rules[n].Hard = false
	}
	findings, _, _ := check(t, rep)
	if got, want := lines(findings), "V101 | warning | F4 | 95,83 | 98,53 | transposed"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Both ways to mend are offered, and neither as safe.
func TestFixes(t *testing.T) {
	findings, _, _ := check(t, officesWith("98,53", "95,83"))
	var got []string
	for _, f := range findings[0].Fixes {
		got = append(got, f.Applicability.String()+" "+f.Replacement)
	}
	if want := "unsafe 98,53|display-only "; strings.Join(got, "|") != want {
		t.Errorf("fixes %q, want %q", got, want)
	}
}

// Where nothing decides between the cells of a rule, the result is named, and a
// ratio whose row has other rules is not saved by bending its counts.
func TestOutsideParts(t *testing.T) {
	rep, table := tableOf("r", "u|1|Xã A|71,5\nu|2|Xã B|80,2\nt||Chung|81,7")
	within(table, 2, []int{0, 1}, 2)
	findings, _, _ := check(t, rep)
	if got, want := lines(findings), "V202 | error | C3 | 81,7 |  | "; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

// Differences that rounding explains are none.
func TestRoundingIsNoFault(t *testing.T) {
	rep, table := tableOf("mm", "u|1|Khu vực I|1,4|10,4\nu|2|Khu vực II|1,4|10,4\nt||Cả nước|2,9|20,7")
	table.Exact = false
	down(table, 2, []int{0, 1}, 2, 3)
	findings, tallies, _ := check(t, rep)
	if got := lines(findings); got != "" {
		t.Errorf("got %s", got)
	}
	if tally := tallies["V201"]; tally != (schema.Tally{Items: 2, Passed: 2}) {
		t.Errorf("tally %+v", tally)
	}
}
