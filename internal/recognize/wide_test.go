package recognize

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"doisoat/internal/lang"
	"doisoat/internal/read"
)

// A sheet of thousands of columns, which somebody left a row of numbers in, is
// recognised in no more time than its cells ask for; sums near their parts are found in
// a wide table.
func TestWideTables(t *testing.T) {
	var flat, summed strings.Builder
	for r := range 2 {
		for c := range 9000 {
			fmt.Fprintf(&flat, "%d,", 1+(c*7919+r*31)%997)
		}
		flat.WriteString("\n")
	}
	for r := range 12 {
		if r == 0 {
			summed.WriteString("Xã")
		} else {
			fmt.Fprintf(&summed, "Xã %c", 'A'+r)
		}
		for c := range 100 {
			a, b := 100+(c*7919+r*3571)%997, 100+(c*104729+r*1543)%983
			if r == 0 {
				fmt.Fprintf(&summed, ",Nam %d,Nữ %d,Tổng %d", c, c, c)
			} else {
				fmt.Fprintf(&summed, ",%d,%d,%d", a, b, a+b)
			}
		}
		summed.WriteString("\n")
	}
	for name, text := range map[string]string{"flat.csv": flat.String(), "summed.csv": summed.String()} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		rep, err := read.Files([]string{path}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if err := Report(rep, lang.Vietnamese); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 20*time.Second { // a tenth of a second; all triples of the first take hours
			t.Errorf("%s took %v", name, took)
		}
		if name == "summed.csv" {
			if len(rep.Tables) != 1 || len(rep.Tables[0].Rules) < 90 {
				t.Errorf("%d tables, %d rules", len(rep.Tables), len(rep.Tables[0].Rules))
			}
		}
	}
}
