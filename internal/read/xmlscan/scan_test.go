package xmlscan

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// tokens writes the tokens of a part, text joined, one a line.
func tokens(src string) ([]string, error) {
	var out []string
	s := New(src, 64)
	for {
		k, err := s.Next()
		if err != nil {
			return out, err
		}
		switch k {
		case EOF:
			return out, nil
		case Start:
			line := fmt.Sprintf("<{%s}%s", space(s), s.Local())
			for _, a := range s.attrs {
				if a.name != "xmlns" && !strings.HasPrefix(a.name, "xmlns:") {
					v, _ := expand(a.value)
					line += fmt.Sprintf(" %s=%q", a.name[strings.IndexByte(a.name, ':')+1:], v)
				}
			}
			out = append(out, line)
		case End:
			out = append(out, fmt.Sprintf("/{%s}%s", space(s), s.Local()))
		case Text:
			out = addText(out, s.Text())
		}
	}
}

// space is the namespace of the element as encoding/xml tells it, which gives an
// unbound prefix as its own namespace.
func space(s *Scanner) string {
	prefix := s.name[:s.colon]
	for _, b := range s.bindings {
		if b.prefix == prefix {
			return s.Space()
		}
	}
	if prefix == "xml" {
		return s.Space()
	}
	return prefix
}

func addText(out []string, text string) []string {
	if text == "" {
		return out
	}
	if n := len(out); n > 0 && strings.HasPrefix(out[n-1], `"`) {
		out[n-1] += text
		return out
	}
	return append(out, `"`+text)
}

// oracle does the same with encoding/xml.
func oracle(src string) ([]string, error) {
	var out []string
	d := xml.NewDecoder(strings.NewReader(src))
	depth := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			line := fmt.Sprintf("<{%s}%s", t.Name.Space, t.Name.Local)
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
					line += fmt.Sprintf(" %s=%q", a.Name.Local, a.Value)
				}
			}
			out = append(out, line)
		case xml.EndElement:
			depth--
			out = append(out, fmt.Sprintf("/{%s}%s", t.Name.Space, t.Name.Local))
		case xml.CharData:
			if depth > 0 {
				out = addText(out, string(t))
			}
		}
	}
}

var samples = []string{
	`<?xml version="1.0"?><a:x xmlns:a="urn:a" xmlns="urn:d"><b c="1 &amp; 2"/>t&#7909;&#x1EE5;&lt;<![CDATA[<raw>]]><!-- no --><b xmlns="urn:e" a:q='"'>é</b ></a:x>`,
	"<a>line\r\nline\rend</a>\n",
	`<a><b/><b></b></a>`,
	"\ufeff<a/>",
	`<p:a xmlns:p="urn:a&amp;b"><p:b/></p:a>`,
	`<a:x xmlns:b=""><xml:y b:c="1" a:c="2" xmlnsd="3"/><b:z/></a:x>`,
}

func TestTokens(t *testing.T) {
	for _, src := range samples {
		got, err := tokens(src)
		if err != nil {
			t.Fatal(err)
		}
		want, err := oracle(strings.TrimPrefix(src, "\ufeff"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s\n got %q\nwant %q", src, got, want)
		}
	}
}

func TestBrokenXML(t *testing.T) {
	for _, src := range []string{
		"", "text", "<a>", "<a></b>", "</a>", "<a><b></a></b>", "<a/><b/>", "<a/>x", "<a b>", "<a b=c/>", `<a b="c>`,
		"<a>&nosuch;</a>", "<a>&#xZZ;</a>", "<a>&amp</a>", `<a b="&bad;"/>`, "<a><!-- </a>", "<a><![CDATA[</a>", "<a",
		`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, "<?xml", "<1/>", "<a/ >", `<a b="<"/>`, "<a>]]></a>",
		`<a xmlns:="urn:a"/>`, `<:a/>`, `<a:/>`, `<a:b:c/>`, `<a :b="c"/>`, `<a b:="c"/>`,
		strings.Repeat("<a>", 65) + strings.Repeat("</a>", 65),
	} {
		if got, err := tokens(src); err == nil {
			t.Errorf("%q reads as %q", src, got)
		} else if e := (*Error)(nil); !errors.As(err, &e) || e.Line < 1 {
			t.Errorf("%q: %v has no line", src, err)
		}
	}
}

func TestSkip(t *testing.T) {
	s := New(`<a><b><c/>x<c></c></b>y</a>`, 8)
	for range 2 {
		if k, err := s.Next(); k != Start || err != nil {
			t.Fatal(k, err)
		}
	}
	if err := s.Skip(); err != nil {
		t.Fatal(err)
	}
	if k, err := s.Next(); k != Text || err != nil || s.Text() != "y" {
		t.Fatal(k, err, s.Text())
	}
}

// What both readers accept, both read alike.
func FuzzAgainstEncodingXML(f *testing.F) {
	for _, s := range samples {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		got, err := tokens(src)
		if err != nil {
			return
		}
		want, err := oracle(strings.TrimPrefix(src, "\ufeff"))
		if err != nil {
			return
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q\n got %q\nwant %q", src, got, want)
		}
	})
}

func BenchmarkScan(b *testing.B) {
	src := `<w:document xmlns:w="urn:w">` + strings.Repeat(`<w:p><w:pPr><w:pStyle w:val="TextBody"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">Tỷ lệ hồ sơ</w:t></w:r></w:p>`, 1000) + `</w:document>`
	b.Run("xmlscan", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			s := New(src, 64)
			for {
				k, err := s.Next()
				if err != nil {
					b.Fatal(err)
				}
				if k == EOF {
					break
				}
			}
		}
	})
	b.Run("encoding-xml", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			d := xml.NewDecoder(strings.NewReader(src))
			for {
				if _, err := d.RawToken(); err != nil {
					break
				}
			}
		}
	})
}
