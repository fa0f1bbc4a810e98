package page

import "strconv"

// Host is what a server puts around the page of a run that it shows: its own styles and
// scripts, and markup for what a reader may do there. A page without one is a file that
// holds all it needs.
type Host struct {
	Assets string                        // address under which Styles, Early and Script are served
	Extra  []string                      // further files there: styles (.css) and scripts (.js)
	Meta   string                        // markup for the head of the page
	Bar    string                        // markup over the conclusion
	Head   string                        // markup under it
	Before string                        // markup over the findings
	Fix    func(finding, fix int) string // markup behind a way to mend
	Card   func(finding int) string      // markup at the end of a finding
	Tabs   []Tab                         // further parts, behind the others
}

// Tab is a part of the side.
type Tab struct {
	ID, Name string
	Count    int
	HTML     string
}

// Styles, Early and Script are the files that a hosted page asks for by the names of
// Files. Early runs before the page is drawn.
var (
	Styles = styles
	Early  = early
	Script = script
)

// The names of the files of a hosted page.
const (
	StylesName = "page.css"
	EarlyName  = "early.js"
	ScriptName = "page.js"
)

// early tells the styles that scripts run.
const early = `document.documentElement.className = "js";`

// styling writes the styles and the first script into the head of the page, or where
// they are served.
func (w *writer) styling() {
	if w.Host == nil {
		w.f("<style>\n%s</style>\n", styles)
		return
	}
	a := esc(w.Host.Assets)
	w.f(`<link rel="stylesheet" href="%s%s">`+"\n", a, StylesName)
	w.extra(".css")
	w.WriteString(w.Host.Meta)
}

func (w *writer) extra(ext string) {
	for _, name := range w.Host.Extra {
		switch {
		case len(name) < len(ext) || name[len(name)-len(ext):] != ext:
		case ext == ".css":
			w.f(`<link rel="stylesheet" href="%s%s">`+"\n", esc(w.Host.Assets), esc(name))
		default:
			w.f(`<script src="%s%s" defer></script>`+"\n", esc(w.Host.Assets), esc(name))
		}
	}
}

// scripting writes the script at the end of the page.
func (w *writer) scripting() {
	if w.Host == nil {
		w.f("<script>\n%s</script>\n", script)
		return
	}
	w.f(`<script src="%s%s"></script>`+"\n", esc(w.Host.Assets), ScriptName)
	w.extra(".js")
}

// hosted writes markup of the host, if there is one.
func (w *writer) hosted(markup func(*Host) string) {
	if w.Host != nil {
		w.WriteString(markup(w.Host))
	}
}

// hostTabs writes the parts that the host adds.
func (w *writer) hostTabs() {
	if w.Host == nil {
		return
	}
	for _, t := range w.Host.Tabs {
		w.f(`<section id="%s" class="tab" data-tab="%s"%s><h2>%s</h2>`+"\n", esc(t.ID), esc(t.Name), countAttr(t.Count), esc(t.Name))
		w.WriteString(t.HTML)
		w.f("</section>\n")
	}
}

func countAttr(n int) string {
	if n == 0 {
		return ""
	}
	return attr("data-count", strconv.Itoa(n))
}
