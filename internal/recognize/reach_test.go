package recognize

import (
	"strings"
	"testing"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// TestReach wants the columns and rows told that no rule reaches, in one line, and
// nothing of a table whose figures all take part in one.
func TestReach(t *testing.T) {
	for _, c := range []struct{ name, table, want string }{
		{"all", "Port;Total;Boats;Rafts\nA;300;100;200\nB;711;310;401\nC;835;222;613", ""},
		{"a column", "Port;Total;Boats;Rafts;Crew\nA;300;100;200;17\nB;711;310;401;29\nC;835;222;613;41",
			"Columns that no rule reaches (1): E."},
		{"none", "Port;Boats;Crew\nA;100;17\nB;310;29\nC;222;41", "No relation was found between the figures."},
		{"a section", "Port;Boats;Rafts\nTotal;632;1214\nA;100;200\nB;310;401\nC;222;613\nOther waters\nD;77;18\nE;51;940",
			"Rows that no rule reaches (2): 7–8."},
	} {
		rep := &schema.Report{Sheets: []*schema.Sheet{loadText(strings.Split(c.table, "\n"), ";", true)}}
		if err := Report(rep, lang.English); err != nil {
			t.Fatal(err)
		}
		if len(rep.Tables) != 1 {
			t.Fatalf("%s: %d tables", c.name, len(rep.Tables))
		}
		if got := notUnderstood(rep.Tables[0], lang.English); got != c.want {
			t.Errorf("%s: told %q, want %q", c.name, got, c.want)
		}
	}
}
