package html

import "strings"

// look is how text stands on the page, as far as its meaning hangs on it.
type look struct {
	bold, raised bool
	hidden       bool // not shown
	mine         bool // hidden by the writer, not by its element
	mute         bool // shown elsewhere or in no form of its own
	pre          bool // white space counts
	marker       bool // the number or bullet of a list item, written out
}

// change is what one rule says of a look; nil says nothing.
type change struct {
	bold, raised, hidden, pre, marker *bool
	list                              string // how a list is numbered
}

// under lays a stronger change over this one.
func (c change) under(d change) change {
	for _, p := range []struct{ from, to **bool }{
		{&d.bold, &c.bold}, {&d.raised, &c.raised}, {&d.hidden, &c.hidden}, {&d.pre, &c.pre}, {&d.marker, &c.marker},
	} {
		if *p.from != nil {
			*p.to = *p.from
		}
	}
	if d.list != "" {
		c.list = d.list
	}
	return c
}

// on gives a look with the change made to it.
func (c change) on(l look) look {
	for _, p := range []struct {
		from *bool
		to   *bool
	}{{c.bold, &l.bold}, {c.raised, &l.raised}, {c.pre, &l.pre}, {c.marker, &l.marker}} {
		if p.from != nil {
			*p.to = *p.from
		}
	}
	if c.hidden != nil && *c.hidden && !l.hidden {
		l.hidden, l.mine = true, true
	}
	return l
}

var yes, no = new(true), new(false)

// declarations reads a list such as "font-weight: bold; color: red". ok tells whether
// one of them matters.
func declarations(s string) (c change, ok bool) {
	for d := range strings.SplitSeq(s, ";") {
		name, value, found := strings.Cut(d, ":")
		if !found {
			continue
		}
		value, _, _ = strings.Cut(value, "!")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.ToLower(strings.TrimSpace(value))
		before := c
		switch name {
		case "display":
			c.hidden = truth(value == "none")
		case "visibility":
			c.hidden = truth(value == "hidden" || value == "collapse")
		case "mso-hide":
			c.hidden = truth(value == "all" || value == "screen")
		case "font-weight":
			c.bold = truth(value == "bold" || value == "bolder" || len(value) == 3 && value >= "600" && value <= "999")
		case "vertical-align":
			if value == "super" {
				c.raised = yes
			}
		case "white-space":
			c.pre = truth(strings.HasPrefix(value, "pre"))
		case "mso-list":
			if value == "ignore" {
				c.marker = yes
			}
		case "list-style", "list-style-type":
			c.list, _, _ = strings.Cut(value, " ")
		}
		ok = ok || c != before
	}
	return c, ok
}

func truth(b bool) *bool {
	if b {
		return yes
	}
	return no
}

// styleSheet holds the rules of the page whose selector is one element, class or id:
// "p", ".c", "p.c", "#id".
type styleSheet map[string]change

// maxRules bounds what is kept of a page's style sheets.
const maxRules = 10_000

// add reads a style sheet. Rules within @media and the like are passed over.
func (s *styleSheet) add(css string) {
	css = uncomment(css)
	for len(css) > 0 && len(*s) < maxRules {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		head := css[:open]
		css = css[open+1:]
		if strings.Contains(head, "@") && !strings.Contains(head, ";") {
			css = afterBrace(css)
			continue
		}
		body, rest, _ := strings.Cut(css, "}")
		css = rest
		c, ok := declarations(body)
		if !ok {
			continue
		}
		for sel := range strings.SplitSeq(head, ",") {
			sel = strings.ToLower(strings.TrimSpace(sel))
			if sel == "" || strings.ContainsAny(sel, " >+~:[*@") {
				continue
			}
			if *s == nil {
				*s = styleSheet{}
			}
			(*s)[sel] = (*s)[sel].under(c)
		}
	}
}

// uncomment takes out the comments of a style sheet and the marks that hide one from
// browsers of old.
func uncomment(s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "/*")
		b.WriteString(before)
		if !found {
			return strings.NewReplacer("<!--", "", "-->", "").Replace(b.String())
		}
		_, s, _ = strings.Cut(rest, "*/")
	}
}

// afterBrace passes over a block whose opening brace was read.
func afterBrace(s string) string {
	depth := 1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[i+1:]
			}
		}
	}
	return ""
}

// of gives what the style sheet says of an element, the weakest rule first (CSS
// Cascade 4, 6.4.3).
func (s styleSheet) of(name, class, id string) change {
	c := s[name]
	if len(s) == 0 {
		return c
	}
	classes := strings.Fields(strings.ToLower(class))
	for _, k := range classes {
		c = c.under(s["."+k])
	}
	for _, k := range classes {
		c = c.under(s[name+"."+k])
	}
	if id != "" {
		c = c.under(s["#"+strings.ToLower(id)])
	}
	return c
}
