package validate_test

import (
	"path/filepath"
	"testing"

	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/schema"
)

func TestAdhoc(t *testing.T) {
	path := filepath.Join(labelled, "hoai-nhon-2023h1", "appendix.xlsx")
	base, _ := read.Files([]string{path}, read.DefaultLimits())
	recognize.Report(base, lang.Vietnamese)
	tb := base.Tables[0]
	tried, named, located, warn := 0, 0, 0, 0
	for row := range tb.Rows {
		for col := range tb.Columns {
			ref := tb.Ref(row, col)
			in := false
			for r := range tb.Rules {
				ru := &tb.Rules[r]
				if ru.Relation == schema.Within {
					continue
				}
				a, b := row, col
				if ru.Axis == schema.Across {
					a, b = col, row
				}
				over := false
				for _, o := range ru.Over {
					over = over || o == b
				}
				if !over {
					continue
				}
				in = in || ru.Target == a
				for _, v := range ru.Expr.Vars() {
					in = in || v == a
				}
			}
			if !in || base.At(ref).Kind != schema.Numeric {
				continue
			}
			rep, _ := read.Files([]string{path}, read.DefaultLimits())
			c := rep.At(ref)
			was := c.Raw
			bs := []byte(c.Raw)
			k := len(bs) - 1 - (row+col)%2
			if k < 0 || bs[k] < '0' || bs[k] > '9' {
				k = len(bs) - 1
			}
			old := bs[k]
			bs[k] = '0' + (bs[k]-'0'+3)%10
			c.Raw = string(bs)
			step := (int64(bs[k]) - int64(old)) * map[bool]int64{true: 1, false: 10}[k == len(bs)-1]
			n := c.Number.Value
			for int8(n.Places) < c.Number.Shown {
				n.Coef, n.Places = n.Coef*10, n.Places+1
			}
			if n.Places > c.Number.Shown { n, _ = schema.RoundRat(n.Rat(), int(c.Number.Shown)) }
			n.Coef += step
			c.Number.Value = n
			if err := recognize.Report(rep, lang.Vietnamese); err != nil {
				t.Fatal(err)
			}
			tried++
			ok, at, w := false, false, false
			fs := suite(t, rep)
			for _, f := range fs {
				here := f.At.Ref == ref
				for _, e := range f.Evidence {
					here = here || e.At.Ref == ref
				}
				if here && f.Severity == schema.Error {
					ok = true
					at = at || f.At.Ref == ref
				}
				w = w || here && f.Severity == schema.Warning
			}
			if ok {
				named++
			} else if w {
				warn++
			}
			if at {
				located++
			}
			if !ok || !at || len(fs) > 1 {
				t.Logf("%s %s -> %s named %v located %v findings %d", schema.A1(ref.Row, ref.Col), was, c.Raw, ok, at, len(fs))
				for _, f := range fs { t.Log("     ", f.Code, schema.A1(f.At.Ref.Row, f.At.Ref.Col), f.Computed) }
			}
		}
	}
	t.Logf("tried %d named %d located %d only warned %d", tried, named, located, warn)
}
