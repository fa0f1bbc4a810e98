package page

import (
	"encoding/json"
	"strconv"
	"strings"
)

// data is what the script needs to answer a click.
func (w *writer) data() error {
	type sum struct {
		Rule    string   `json:"r"`
		Figures string   `json:"f"`
		Cells   []string `json:"c"`
	}
	type figure struct {
		Text      string      `json:"t"`
		Verdict   string      `json:"v"`
		Words     string      `json:"w"`
		Unit      string      `json:"u,omitempty"`
		Indicator string      `json:"i,omitempty"`
		Why       string      `json:"y,omitempty"`
		Findings  []int       `json:"f,omitempty"`
		Cells     [][3]string `json:"c,omitempty"`
		Sums      []sum       `json:"s,omitempty"`
	}
	sums := func(list []Sum) []sum {
		out := []sum{}
		for _, s := range list {
			out = append(out, sum(s))
		}
		return out
	}
	out := struct {
		Figures  map[string]figure   `json:"figures"`
		Findings map[string][]string `json:"findings"`
		Words    map[string]string   `json:"words"`
	}{map[string]figure{}, map[string][]string{}, map[string]string{}}
	for i := range w.Figures {
		f := &w.Figures[i]
		if f.Verdict == "notClaim" {
			continue
		}
		one := figure{Text: f.Text, Verdict: f.Verdict, Words: f.Words, Unit: f.Unit, Indicator: f.Indicator, Why: f.Why, Findings: f.Findings, Sums: sums(f.Sums)}
		for _, c := range f.Cells {
			one.Cells = append(one.Cells, [3]string{c.ID, c.Place, c.Text})
		}
		out.Figures["n"+strconv.Itoa(i+1)] = one
	}
	for i := range w.Findings {
		cells := append([]string{}, w.Findings[i].Cells...)
		for _, s := range w.Findings[i].Sums {
			cells = append(cells, s.Cells...)
		}
		out.Findings["F"+strconv.Itoa(i+1)] = cells
	}
	for _, key := range []string{"page.copied", "page.incell", "page.close", "page.rows", "page.previous", "page.next", "page.onlyhits"} {
		out.Words[strings.TrimPrefix(key, "page.")] = w.Say(key, w.blanks(key)...)
	}
	text, err := json.Marshal(out) // escapes <, > and &, so that no tag ends the script
	if err == nil {
		w.f(`<script type="application/json" id="data">%s</script>`+"\n", text)
	}
	return err
}

// blanks leave the placeholders of words that the script fills in.
func (w *writer) blanks(key string) []any {
	if key == "page.rows" {
		return []any{"from", "{from}", "to", "{to}", "n", "{n}"}
	}
	return nil
}
