package claim

import (
	"fmt"
	"os"
	"testing"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/schema"
)

func TestDebug(t *testing.T) {
	path := os.Getenv("DBG")
	rep, err := read.Files([]string{path}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	pack := lang.Vietnamese
	recognize.Report(rep, pack)
	r := &reader{rep: rep, pack: pack, lex: newLexicon(rep, pack), marks: number.MarksFor(pack.Decimal)}
	r.scan()
	r.sectionize()
	for _, b := range r.blocks {
		r.roles(b)
	}
	r.findTargets()
	r.bind()
	for _, b := range r.blocks {
		r.counts(b)
	}
	r.decide()
	for i := range r.figures {
		f, bd := &r.figures[i], &r.binds[i]
		if f.Text != os.Getenv("FIG") {
			continue
		}
		w := func(c context) (s []string) {
			for _, x := range c.words {
				s = append(s, r.lex.vocab.key[x])
			}
			return
		}
		b := r.blocks[r.at[i].block]
		fmt.Println(f.Text, f.Role, bd.explicit, "own", w(bd.own), bd.own.denies, "lead", w(bd.lead), "head", w(b.section.chain), bd.inherits, b.section.agree, b.section.figures)
		for _, n := range bd.names {
			c := r.lex.columns[n.col]
			fmt.Println("   ", rep.Tables[c.table].Columns[c.col].Title(), n.score, n.total, n.stray, n.own)
		}
		fmt.Println("  bestcount", r.bestCount(b, bd), bd.sure, bd.chosen, pack.Say(bd.why))
	}
	_ = schema.Tied
}
