// Package pdf reads the text layer of PDF files (ISO 32000-1): lines, paragraphs in
// reading order, and tables, ruled or set by columns alone.
//
// The characters and the rules of a page come from pdfium, compiled to WebAssembly and
// run by wazero, so that no file can harm more than the sandbox that it is read in.
// What belongs together is worked out here, from where things stand.
package pdf

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium/requests"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// Read reads a PDF file.
func Read(file input.File, lim input.Limits) (c input.Content, err error) {
	// The engine is started first: the first run on a machine compiles it, which is no
	// fault of the file.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	e, err := newEngine(ctx)
	if err != nil {
		return input.Content{}, err
	}
	clock := time.AfterFunc(lim.Time, cancel)
	defer clock.Stop()
	defer e.stop()
	defer func() {
		if p := recover(); p != nil { // the engine gave up on the file
			err = input.Broken("", fmt.Errorf("%v", p))
		}
		if err != nil {
			c, err = input.Content{}, tooLong(ctx, lim.Time, err)
		}
	}()
	pages, err := extract(e, file.Data, lim.Pages)
	if err != nil {
		return input.Content{}, err
	}
	return input.Within(lim.Time, func() (input.Content, error) { return read(pages, lim) })
}

// extract takes all pages out of a file that has no more of them than most.
func extract(e *engine, data []byte, most int) ([]*page, error) {
	doc, err := e.open(data)
	if err != nil {
		return nil, err
	}
	defer e.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc})
	n, err := e.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
	if err != nil {
		return nil, input.Broken("", err)
	}
	if n.PageCount > most {
		return nil, input.Refused("read.pdf-too-long", "pages", n.PageCount, "limit", most)
	}
	r := newReader(e, doc)
	var pages []*page
	for i := range n.PageCount {
		p, err := r.page(i)
		if err != nil {
			e := input.As(err)
			e.Place = "p. " + strconv.Itoa(i+1)
			return nil, e
		}
		pages = append(pages, p)
	}
	return pages, nil
}

// read makes the content of pages.
func read(pages []*page, lim input.Limits) (input.Content, error) {
	var bare []string
	letters := 0
	for _, p := range pages {
		letters += len(p.chars)
		if len(p.chars) == 0 && p.image {
			bare = append(bare, strconv.Itoa(p.number))
		}
	}
	switch {
	case letters == 0 && len(bare) > 0:
		return input.Content{}, input.Refused("read.pdf-scan")
	case letters == 0:
		return input.Content{}, input.Refused("read.pdf-blank")
	}
	c, dropped, turned, err := layout(pages, lim)
	if err != nil {
		return input.Content{}, err
	}
	if len(bare) > 0 {
		c.Notes = append(c.Notes, schema.Say("read.pdf-scanned-pages", "pages", strings.Join(bare, ", ")))
	}
	if dropped > 0 {
		c.Notes = append(c.Notes, schema.Say("read.pdf-margins", "count", dropped))
	}
	if turned > 0 {
		c.Notes = append(c.Notes, schema.Say("read.pdf-turned", "count", turned))
	}
	return c, nil
}
