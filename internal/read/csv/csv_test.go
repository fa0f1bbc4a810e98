package csv

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/read/input"
)

func TestDelimiters(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"commas", "Tên,Số\n\"Hoài, Đức\",\"1.024\"\n", []string{"Tên@1:1|Số@1:5|", "Hoài, Đức@2:1|1.024@2:13|"}},
		{"semicolons and decimal commas", "a;1,5;2,5\nb;3,5;4,5\n", []string{"a@1:1|1,5@1:3|2,5@1:7|", "b@2:1|3,5@2:3|4,5@2:7|"}},
		{"tabs", "a\t1,5\nb\t2;5\n", []string{"a@1:1|1,5@1:3|", "b@2:1|2;5@2:3|"}},
		{"pipes", "a|1,5\nb|2,5\n", []string{"a@1:1|1,5@1:3|", "b@2:1|2,5@2:3|"}},
		{"decimal commas in quotes", "a,\"1,5\",2\nb,\"2,5\",3\n", []string{"a@1:1|1,5@1:3|2@1:9|", "b@2:1|2,5@2:3|3@2:9|"}},
		{"more commas than semicolons", "Title, of, a, table\na;1,5;2,5;3,5\nb;1,5;2,5;3,5\n", []string{"Title, of, a, table@1:1|", "a@2:1|1,5@2:3|2,5@2:7|3,5@2:11|", "b@3:1|1,5@3:3|2,5@3:7|3,5@3:11|"}},
		{"semicolons in words", "a,\"x; y\",2\nb,z,3\nc,t,4\n", []string{"a@1:1|x; y@1:3|2@1:10|", "b@2:1|z@2:3|3@2:5|", "c@3:1|t@3:3|4@3:5|"}},
		{"a line that names the sign", "sep=,\na,1;5\nb,2;5\n", []string{"@1:1|", "a@2:1|1;5@2:3|", "b@3:1|2;5@3:3|"}},
		{"UTF-16 without a mark", "a\x00;\x001\x00,\x005\x00\n\x00b\x00;\x002\x00\n\x00", []string{"a@1:1|1,5@1:3|", "b@2:1|2@2:3|"}},
		{"one column", "a\nb\n", []string{"a@1:1|", "b@2:1|"}},
		{"empty lines keep their place", "a,b\n\nc,d\n", []string{"a@1:1|b@1:3|", "", "c@3:1|d@3:3|"}},
		{"a value of two lines", "\"a\nb\",1\nc,2\n", []string{"a\nb@1:1|1@2:4|", "c@3:1|2@3:3|"}},
		{"marks and line ends", "\ufeffa,b\r\nc,d\r\n", []string{"a@1:1|b@1:3|", "c@2:1|d@2:3|"}},
		{"stray quotes", "a \"x\" b,1\nc,2\n", []string{"a \"x\" b@1:1|1@1:9|", "c@2:1|2@2:3|"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, err := Read(input.File{Name: "a.csv", Data: []byte(tc.text)}, input.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, row := range c.Sheets[0].Cells {
				line := ""
				for _, c := range row {
					line += fmt.Sprintf("%s@%d:%d|", c.Raw, c.Line, c.Column)
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("a,b\n1,\"2\n3\"\n")
	f.Add("a;b\r\n\r\n;;\"")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Read(input.File{Data: []byte(text)}, input.DefaultLimits())
		if err == nil && len(c.Sheets) != 1 {
			t.Errorf("%d sheets", len(c.Sheets))
		}
	})
}
