package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"doisoat/internal/read/input"
)

// written makes a PDF of one page for each content stream; extra goes into the trailer.
func written(extra string, pages ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(text string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), text)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 5+2*i)
	}
	object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pages)))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
	object("<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nx\nendstream")
	for i, content := range pages {
		rotate := ""
		if r, rest, ok := strings.Cut(content, "|"); ok {
			rotate, content = "/Rotate "+r, rest
		}
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]%s/Contents %d 0 R/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>>>", rotate, 6+2*i))
		object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content))
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF", len(offsets)+1, extra, at)
	return b.Bytes()
}

func TestMain(m *testing.M) {
	// The compiled engine is kept for all tests, but not in the cache of the user.
	dir, err := os.MkdirTemp("", "doisoat-pdf")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_CACHE_HOME", dir)
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func TestFiles(t *testing.T) {
	const text = "BT /F 12 Tf 60 700 Td (Tong so 11.232) Tj ET"
	const image = "q 500 0 0 700 50 50 cm /I Do Q"
	c, err := Read(input.File{Data: written("", text, image)}, input.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if got := outline(c.Document); len(got) != 1 || got[0] != "p* Tong so 11.232" || c.Document.Blocks[0].Page != 1 {
		t.Errorf("%q", got)
	}
	if len(c.Notes) != 1 || c.Notes[0].Key != "read.pdf-scanned-pages" || c.Notes[0].Args[0].Text != "2" {
		t.Errorf("notes %+v", c.Notes)
	}
	encrypted := "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + strings.Repeat("41", 32) + ">/U<" + strings.Repeat("42", 32) + ">>>/ID[<41><41>]"
	for _, tc := range []struct {
		name, key string
		data      []byte
	}{
		{"scan", "read.pdf-scan", written("", image, image)},
		{"blank", "read.pdf-blank", written("", "")},
		{"password", "read.pdf-password", written(encrypted, text)},
		{"a head alone", "read.broken", []byte("%PDF-1.4\n")},
		{"a root that is its own page tree", "read.pdf-blank", []byte("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj trailer<</Root 1 0 R>>")},
	} {
		_, err := Read(input.File{Data: tc.data}, input.DefaultLimits())
		if err == nil {
			t.Errorf("%s: read", tc.name)
		} else if e := input.As(err); e.Message.Key != tc.key || !e.Unreadable {
			t.Errorf("%s: %v", tc.name, e)
		}
	}
}

// A page is read as it is seen: turned by the file, or with its text drawn sideways.
func TestTurnedPages(t *testing.T) {
	for _, page := range []string{
		"BT /F 12 Tf 60 700 Td (mot hai) Tj 0 -14 Td (ba) Tj ET",
		"90|BT /F 12 Tf 0 1 -1 0 60 100 Tm (mot hai) Tj 0 -14 Td (ba) Tj ET",
		"BT /F 12 Tf 0 1 -1 0 60 100 Tm (mot hai) Tj 0 -14 Td (ba) Tj ET",
		"270|BT /F 12 Tf 0 -1 1 0 60 700 Tm (mot hai) Tj 0 -14 Td (ba) Tj ET",
		"180|BT /F 12 Tf -1 0 0 -1 500 700 Tm (mot hai) Tj 0 -14 Td (ba) Tj ET",
	} {
		c, err := Read(input.File{Data: written("", page)}, input.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(outline(c.Document), ","); got != "p* mot hai,p* ba" {
			t.Errorf("%s: %q", page, got)
		}
	}
}

// Text that a clipping path hides is not read, and rules drawn as lines, boxes and thin
// bars frame a table.
func TestDrawnTable(t *testing.T) {
	page := `1 w 50 700 200 60 re S 50 719 200 2 re f 50 740 m 250 740 l S 120 700 m 120 760 l S q 1 0 0 1 180 700 cm 0 0 m 0 60 l S Q
BT /F 10 Tf 55 745 Td (Xa) Tj 70 0 Td (So) Tj 60 0 Td (Ty le) Tj ET
BT /F 10 Tf 55 725 Td (Mot) Tj 70 0 Td (1.024) Tj 60 0 Td (50,5) Tj ET
BT /F 10 Tf 55 705 Td (Hai) Tj 70 0 Td (2) Tj 60 0 Td (3) Tj ET
q 0 0 40 40 re W n BT /F 10 Tf 125 705 Td (an) Tj ET Q`
	c, err := Read(input.File{Data: written("", page)}, input.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sheets) != 1 || strings.Join(gridOf(c.Sheets[0]), ",") != "Xa|So|Ty le|,Mot|1.024|50,5|,Hai|2|3|" {
		t.Errorf("%v %v", outline(c.Document), gridOf(c.Sheets[0]))
	}
}

// A figure that the edge of the page cuts in two is read whole, also in the last cell
// of a table that runs off the page; text that begins beyond the edge is not read.
func TestCutByThePage(t *testing.T) {
	page := `1 w 50 700 m 650 700 l 50 720 m 650 720 l 50 740 m 650 740 l 50 760 m 650 760 l S 50 700 m 50 760 l 300 700 m 300 760 l 560 700 m 560 760 l S
BT /F 10 Tf 55 745 Td (Xa) Tj 250 0 Td (Ty le) Tj 260 0 Td (So ho) Tj ET
BT /F 10 Tf 55 725 Td (Mot) Tj 250 0 Td (50,5) Tj 260 0 Td (5.118.963) Tj ET
BT /F 10 Tf 55 705 Td (Hai) Tj 250 0 Td (3,5) Tj 260 0 Td (12) Tj ET
BT /F 10 Tf 60 600 Td (mot) Tj 520 0 Td (1.024) Tj 200 0 Td (an) Tj ET`
	c, err := Read(input.File{Data: written("", page)}, input.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sheets) != 1 || strings.Join(gridOf(c.Sheets[0]), ",") != "Xa|Ty le|So ho|,Mot|50,5|5.118.963|,Hai|3,5|12|" {
		t.Fatalf("%d tables: %v", len(c.Sheets), outline(c.Document))
	}
	text := strings.Join(outline(c.Document), ",")
	if !strings.Contains(text, "1.024") || strings.Contains(text, "an") {
		t.Errorf("%q", text)
	}
	if readable('\uf0b7') != '•' {
		t.Error("the bullet of Symbol is none")
	}
}

// A file cannot hold the reader longer than its clock, and damage never ends the run.
func TestDamage(t *testing.T) {
	whole := written("", "BT /F 12 Tf 60 700 Td (mot) Tj ET", "0 0 m 5 5 l S")
	start := time.Now()
	for i := range 24 {
		data := bytes.Clone(whole)
		switch at := len(data) * i / 24; i % 3 {
		case 0:
			data = data[:at]
		case 1:
			copy(data[at:], "<<[((%")
		case 2:
			data = append(data[:at:at], data[min(at+40, len(data)):]...)
		}
		if _, err := Read(input.File{Data: data}, input.DefaultLimits()); err != nil && input.As(err).Message.IsZero() {
			t.Errorf("%d: %v", i, err)
		}
	}
	t.Logf("24 files in %v", time.Since(start))

	ctx, cancel := context.WithCancel(context.Background())
	e, err := newEngine(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	_, err = extract(e, whole, 10)
	if err = tooLong(ctx, time.Minute, err); err == nil || input.As(err).Message.Key != "read.too-long" {
		t.Errorf("an engine that was stopped says %v", err)
	}
	e.stop()
}

// FuzzFile feeds whole files to the engine and to what is made of its pages.
func FuzzFile(f *testing.F) {
	f.Add(written("", "BT /F 12 Tf 60 700 Td (Tong so 11.232) Tj ET"))
	f.Add(written("", "1 w 50 700 200 60 re S 120 700 m 120 760 l S 50 730 m 250 730 l S BT /F 10 Tf 55 745 Td (Xa) Tj 70 0 Td (So) Tj ET", "90|BT /F 12 Tf 0 1 -1 0 60 100 Tm (a) Tj ET q 500 0 0 700 50 50 cm /I Do Q"))
	f.Add([]byte("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj trailer<</Root 1 0 R>>"))
	lim := input.DefaultLimits()
	lim.Pages, lim.Time = 5, 5*time.Second
	// The engine starts before the clock of the first input runs, and anew after a file
	// that it gave up on, and now and then.
	var e *engine
	var cancel context.CancelFunc
	files := 0
	start := func(tb testing.TB) {
		ctx, stop := context.WithCancel(context.Background())
		started, err := newEngine(ctx)
		if err != nil {
			tb.Fatal(err)
		}
		e, cancel, files = started, stop, 0
	}
	start(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		if e == nil {
			start(t)
		}
		clock := time.AfterFunc(lim.Time, cancel)
		pages, gaveUp, err := extractOr(e, data, lim)
		if files++; !clock.Stop() || gaveUp || files > 5000 {
			cancel()
			e.stop()
			e = nil
		}
		var c input.Content
		if err == nil {
			c, err = read(pages, lim)
		}
		if err != nil {
			if input.As(err).Message.IsZero() {
				t.Errorf("not an error for a person: %v", err)
			}
			return
		}
		check(t, c)
	})
}

// extractOr takes the pages out of a file as Read does, which makes an error of it when
// the engine gives up.
func extractOr(e *engine, data []byte, lim input.Limits) (pages []*page, gaveUp bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			gaveUp, err = true, input.Broken("", fmt.Errorf("%v", p))
		}
	}()
	pages, err = extract(e, data, lim.Pages)
	return pages, false, err
}

// A stream that unpacks to more than the engine's memory ends in words, without the
// trace of the engine.
func TestBombs(t *testing.T) {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	chunk := bytes.Repeat([]byte{'\n'}, 1<<20)
	for range 600 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole := written("", "X")
	data := bytes.Replace(whole, []byte("<</Length 1>>stream\nX"), fmt.Appendf(nil, "<</Length %d/Filter/FlateDecode>>stream\n%s", packed.Len(), packed.Bytes()), 1)
	_, err := Read(input.File{Data: data}, input.DefaultLimits())
	if err == nil {
		t.Fatal("read")
	}
	if e := input.As(err); !e.Unreadable || strings.Contains(e.Error(), "trace") {
		t.Errorf("%v", e)
	}
}

// Without a cache directory the engine is compiled anew.
func TestNoCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the engine, which takes seconds")
	}
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("HOME", "")
	if compiled() != nil {
		t.Fatal("a cache without a directory")
	}
	if _, err := Read(input.File{Data: written("", "BT /F 12 Tf 60 700 Td (mot) Tj ET")}, input.DefaultLimits()); err != nil {
		t.Error(err)
	}
}
