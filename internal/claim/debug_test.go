package claim

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
)

// TestExplain prints the hypotheses of figures for a person who tunes the engine:
// EXPLAIN=folder:word.
func TestExplain(t *testing.T) {
	what := os.Getenv("EXPLAIN")
	if what == "" {
		t.Skip("set EXPLAIN=FOLDER:LINE to see how figures are understood")
	}
	dir, line, _ := strings.Cut(what, ":")
	files := []string{dir + "/draft.md", dir + "/appendix.xlsx"}
	if strings.HasSuffix(dir, ".md") {
		files = []string{dir}
	}
	rep, err := read.Files(files, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var prose strings.Builder
	for i := range rep.Document.Blocks {
		prose.WriteString(rep.Document.Blocks[i].Text)
	}
	pack := lang.Detect(prose.String())
	if err := recognize.Report(rep, pack); err != nil {
		t.Fatal(err)
	}
	explain = func(r *reader, q *query, list []hypothesis) {
		at := rep.Document.Blocks[q.b.index]
		if line != "" && !strings.Contains(at.Text, line) {
			return
		}
		words := func(c context) (out []string) {
			for _, w := range c.words {
				out = append(out, r.lex.vocab.key[w])
			}
			return
		}
		fmt.Printf("\n%s role=%v approx=%v cue=%b inherits=%v own=%v lead=%v behind=%v period=%+v said=%+v\n", q.f.Text, q.f.Role, q.f.Approx, q.cue, q.inherits, words(q.own), words(q.lead), words(q.behind), q.bd.period, q.bd.said)
		for _, s := range q.subjects {
			fmt.Printf("   subject %.2f explicit=%v implicit=%v:", s.weight, s.explicit, s.implicit)
			for _, set := range s.sets {
				for _, p := range set {
					fmt.Printf(" %s;", rep.Tables[p.table].Rows[p.row].Label)
				}
			}
			fmt.Println()
		}
		for i, h := range list {
			if i > 6 {
				break
			}
			c := r.lex.columns[h.col]
			if !r.worked(q, &h) {
				continue
			}
			fmt.Printf("   else=%v against=%v time=%v part=%v counts=%v measured=%v unit=%v cat=%b\n", r.countsElse(q, &h), r.heldAgainst(q), r.outOfTime(q, &c), r.ofPart(q.id), r.countsOther(q.id, &c, h.row.row), h.measured, q.unit, q.b.toks[min(q.tok+1, len(q.b.toks)-1)].cat)
			fmt.Printf("   certain=%v doubt=%v named=%v strange=%d rest=%v bounded=%v comp=%v whole=%v told=%v ", r.certain(q, list, &h, nil), r.inDoubt(q, &h), r.namedBy(q, &h), r.strange(q.b, &q.own), r.ofRest(q), r.bounded(q, &h), r.compareds(q.id), r.outOfWhole(q.id), r.toldBefore(q, &h))
			fmt.Printf("%.2f (%.2f) form=%d fit=%d explicit=%v cued=%v recall=%.2f spoken=%.2f clean=%.2f strict=%.2f top=%d bottom=%d %s | %s = %s\n", h.total, h.score, h.f.Form, h.fit, h.explicit, h.cued, h.m.recall, h.m.spoken, h.m.clean, h.m.strict, len(h.f.Top), len(h.f.Bottom), rep.Tables[h.row.table].Rows[h.row.row].Label, rep.Tables[c.table].Columns[c.col].Name(), h.value.Exact().FloatString(3))
		}
	}
	defer func() { explain = nil }()
	Read(rep, pack)
}
