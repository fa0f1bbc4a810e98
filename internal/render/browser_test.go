package render

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"doisoat/internal/assay"
	"doisoat/internal/audit"
	"doisoat/internal/browsing"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/schema"
)

// report checks files of the project's own testdata.
func report(t *testing.T, pack *lang.Pack, names ...string) *View {
	t.Helper()
	t.Chdir(filepath.Join("..", ".."))
	rep, err := read.Files(names, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return NewView(res, pack, "test")
}

func dispatch(t *testing.T) *View {
	t.Helper()
	return report(t, nil, "testdata/hoai-nhon-2023h1/draft.docx", "testdata/hoai-nhon-2023h1/appendix.xlsx")
}

// TestPageStandsAlone: the page of the dispatch parses as HTML5, is small, the same
// each time, and names no address outside itself.
func TestPageStandsAlone(t *testing.T) {
	v := dispatch(t)
	out, err := v.HTML()
	if err != nil {
		t.Fatal(err)
	}
	if len(out) > 500_000 {
		t.Errorf("the page has %d bytes", len(out))
	}
	if again, err := v.HTML(); err != nil || !bytes.Equal(out, again) {
		t.Error("two pages of one run differ")
	}
	standsAlone(t, out)
}

// standsAlone holds a page to HTML5, to ids that are there once, and to no address outside
// itself.
func standsAlone(t *testing.T, out []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	var links []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("the id %s stands twice", a.Val)
				}
				ids[a.Val] = true
			case "href", "src", "action", "srcset", "data":
				if a.Val != "data:," && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s=%q leads outside", a.Key, a.Val)
				}
				links = append(links, a.Val)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	for _, l := range links {
		if id, ok := strings.CutPrefix(l, "#"); ok && !ids[id] {
			t.Errorf("%s leads nowhere", l)
		}
	}
	for _, outside := range []string{"http:", "https:", "@import", "url("} {
		if strings.Contains(string(out), outside) {
			t.Errorf("the page holds %q", outside)
		}
	}
}

// TestHeatMap: the heat map of an assay stands alone, is the same each time, and shows what
// is seen of the slips at every figure that ties.
func TestHeatMap(t *testing.T) {
	out := heatMap(t)
	if !bytes.Equal(out, heatMap(t)) {
		t.Error("two heat maps of one report differ")
	}
	standsAlone(t, out)
	for _, want := range []string{`class="fig heat-s4" title=`, `td class="n ok heat-s`, `<h2>`} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("the heat map holds no %s", want)
		}
	}
	if bytes.Contains(out, []byte("<script")) {
		t.Error("the heat map has a script")
	}
}

func heatMap(t *testing.T) []byte {
	t.Helper()
	root := filepath.Join("..", "..")
	if _, err := os.Stat("go.mod"); err == nil {
		root = "."
	}
	var paths []string
	for _, name := range []string{"draft.md", "appendix.xlsx"} {
		paths = append(paths, filepath.Join(root, "testdata", "hoai-nhon-2023h1-clean", name))
	}
	rep, err := read.Files(paths, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	r, err := assay.Run(rep, assay.Options{Most: 400})
	if err != nil {
		t.Fatal(err)
	}
	v := NewView(r.Base, nil, "0.0.0")
	out, err := v.AssayHTML(v.NewAssay(r), r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPageEscapes: words of the report never become markup.
func TestPageEscapes(t *testing.T) {
	res := sample(true)
	const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)> "quoted" & more`
	res.Findings[1].Message = schema.Say(evil)
	res.Findings[1].Fixes[0].Replacement = evil
	res.Report.Sheets[0].Cells[1][1].Raw = evil
	res.Report.Sheets[0].Name = evil
	res.Figures[0].Unit, res.Figures[0].Why = evil, schema.Say(evil)
	res.Report.Document.Blocks[0].Text = evil
	res.Report.Sources[0].Path = evil
	out, err := NewView(res, nil, "test").HTML()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(out), "<script"); n != 3 {
		t.Errorf("%d scripts on the page, want its own three", n)
	}
	if strings.Contains(string(out), "<img") {
		t.Error("an image of the report is on the page")
	}
}

// saved writes a page where a browser can open it.
func saved(t *testing.T, page []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, page, 0o644); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// TestPageInBrowser walks the path of a reviewer: a contradicted figure is clicked, its
// cells light up and the arithmetic is shown; filters hide; copying copies. Nothing is
// told on the console.
func TestPageInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a browser")
	}
	v := dispatch(t)
	out, err := v.HTML()
	if err != nil {
		t.Fatal(err)
	}
	ctx, said := browsing.Start(t)
	browsing.Visit(t, ctx, saved(t, out))
	id := browsing.JS[string](t, ctx, `[].filter.call(document.querySelectorAll("a.v-contradicted"), function(a){ return a.textContent === "67,74 %"; })[0].id`)
	browsing.Click(t, ctx, "#"+id)
	detail := browsing.JS[string](t, ctx, `document.getElementById("detail").innerText`)
	lit := browsing.JS[int](t, ctx, `document.querySelectorAll(".lit").length`)
	tab := browsing.JS[string](t, ctx, `document.querySelector(".tabs [aria-selected=true]").textContent`)
	first := browsing.JS[string](t, ctx, `document.querySelector(".lit.main").textContent`)
	copied := browsing.JS[string](t, ctx, `(function(){ var w = ""; navigator.clipboard.writeText = function(t){ w = t; return Promise.resolve(); }; document.querySelector("#detail .fixes .copy").click(); return w; })()`)
	browsing.Click(t, ctx, "#detail .close")
	focused := browsing.JS[bool](t, ctx, `document.activeElement.textContent === "67,74 %"`)
	browsing.Click(t, ctx, "#tab-findings")
	browsing.Click(t, ctx, "input[value=error]")
	shown := browsing.JS[int](t, ctx, `[].filter.call(document.querySelectorAll("#findings .card"), function(c){ return !c.hidden; }).length`)
	browsing.Click(t, ctx, "input[value=tied]")
	undone := browsing.JS[int](t, ctx, `document.querySelectorAll(".off-v:not(.cont)").length`)
	for _, want := range []string{"67,74 %", "64,15", "16.388", "25.545", "×"} {
		if !strings.Contains(detail, want) {
			t.Errorf("the card of the figure lacks %q:\n%s", want, detail)
		}
	}
	if lit < 3 || first != "64,15" {
		t.Errorf("%d cells are lit, the first is %q", lit, first)
	}
	if !strings.HasPrefix(tab, "Bảng") {
		t.Errorf("the tab %q is shown", tab)
	}
	if copied != "64,15 %" {
		t.Errorf("copied %q", copied)
	}
	if !focused {
		t.Error("closing the card does not lead back to the figure")
	}
	if n := v.findings(); shown != n[schema.Warning]+n[schema.Note] {
		t.Errorf("%d findings are left without the errors", shown)
	}
	if undone != v.figures().Tied {
		t.Errorf("%d figures are unmarked, %d tie", undone, v.figures().Tied)
	}
	said.Silent(t)
}

// TestPageIsAccessible runs axe-core over the page, light and dark, and over a wide and
// a narrow window.
func TestPageIsAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a browser")
	}
	axe, err := filepath.Abs("testdata/axe/axe.min.js") // before dispatch goes to another folder
	if err != nil {
		t.Fatal(err)
	}
	out, err := dispatch(t).HTML()
	if err != nil {
		t.Fatal(err)
	}
	urls := []string{saved(t, out), saved(t, heatMap(t))}
	for n, scheme := range []string{"light", "dark", "light", "dark"} {
		url, heat := urls[n/2], n >= 2
		ctx, said := browsing.Start(t, chromedp.Flag("blink-settings", "preferredColorScheme="+map[string]string{"light": "1", "dark": "0"}[scheme]))
		browsing.Visit(t, ctx, url)
		if !browsing.JS[bool](t, ctx, `matchMedia("(prefers-color-scheme: `+scheme+`)").matches`) {
			t.Fatalf("the browser does not prefer %s", scheme)
		}
		said.Silent(t)
		if !heat {
			browsing.Click(t, ctx, "a.v-contradicted")
		}
		browsing.Accessible(t, ctx, axe, scheme)
	}
}

// TestLargeTableFilters: of a table of 5,000 rows, filtering and turning pages take
// less than 200 ms each.
func TestLargeTableFilters(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a browser")
	}
	res := sample(true)
	book := res.Report.Sheets[0]
	for len(book.Cells) < 5000 {
		var row []schema.Cell
		for c := range 20 {
			row = append(row, number(fmt.Sprintf("%d.%03d", c, len(book.Cells)%1000), int64(c*1000+len(book.Cells)%1000), 0))
		}
		book.Cells = append(book.Cells, row)
	}
	out, err := NewView(res, nil, "test").HTML()
	if err != nil {
		t.Fatal(err)
	}
	ctx, said := browsing.Start(t)
	browsing.Visit(t, ctx, saved(t, out))
	took := func(action string) int {
		return browsing.JS[int](t, ctx, `(function(){ var t = performance.now(); `+action+`; document.body.offsetHeight; return Math.round(performance.now() - t); })()`)
	}
	// The best of a few, since the machine does other things besides.
	best := func(there, back string) (out, in int) {
		out, in = 1<<30, 1<<30
		for range 5 {
			out, in = min(out, took(there)), min(in, took(back))
		}
		return out, in
	}
	open := took(`document.getElementById("tab-tables").click()`)
	next, previous := best(`document.querySelectorAll(".pager button")[1].click()`, `document.querySelectorAll(".pager button")[0].click()`)
	rows := browsing.JS[int](t, ctx, `document.querySelectorAll(".big .on tr").length`)
	hits, all := best(`document.querySelector(".pager input").click()`, `document.querySelector(".pager input").click()`)
	severity, again := best(`document.querySelector("input[value=error]").click()`, `document.querySelector("input[value=error]").click()`)
	t.Logf("the page has %d KB; open %d ms, next page %d ms, only rows with findings %d ms, all rows %d ms, severity %d ms", len(out)>>10, open, next, hits, all, severity)
	for name, ms := range map[string]int{"next page": next, "the page before": previous, "only hits": hits, "all rows": all, "severity": severity, "severity again": again} {
		if ms > 200 {
			t.Errorf("%s took %d ms", name, ms)
		}
	}
	if rows != 100 {
		t.Errorf("%d rows are shown at a time", rows)
	}
	said.Silent(t)
}
