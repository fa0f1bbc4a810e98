package xlsx

import (
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
)

// itemText reads the text of a string item (si, is): its t elements, without
// phonetic guides. The item's Start was the last token.
func itemText(s *xmlscan.Scanner) (string, error) {
	depth := s.Depth()
	out, parts := "", 0
	var b strings.Builder
	inText := false
	for {
		k, err := s.Next()
		if err != nil {
			return "", err
		}
		switch k {
		case xmlscan.Start:
			switch s.Local() {
			case "rPh", "phoneticPr":
				if err := s.Skip(); err != nil {
					return "", err
				}
			case "t":
				inText = true
			}
		case xmlscan.Text:
			if inText {
				if parts == 1 {
					b.WriteString(out)
				}
				if parts++; parts == 1 {
					out = s.Text()
				} else {
					b.WriteString(s.Text())
				}
			}
		case xmlscan.End:
			inText = false
			if s.Depth() < depth {
				if parts > 1 {
					out = b.String()
				}
				return unescapeControl(out), nil
			}
		}
	}
}

// unescapeControl undoes the _xHHHH_ form in which a workbook keeps characters that
// XML cannot (ECMA-376 part 1, 22.9.2.19 ST_Xstring).
func unescapeControl(s string) string {
	i := strings.Index(s, "_x")
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i >= 0 {
		if i+7 <= len(s) && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				b.WriteString(s[:i])
				if n != '\r' {
					b.WriteRune(rune(n))
				}
				s = s[i+7:]
				i = strings.Index(s, "_x")
				continue
			}
		}
		b.WriteString(s[:i+2])
		s = s[i+2:]
		i = strings.Index(s, "_x")
	}
	b.WriteString(s)
	return b.String()
}

// sharedStrings reads the table of shared strings.
func sharedStrings(text string, depth, limit int) ([]string, error) {
	var out []string
	s := xmlscan.New(text, depth)
	for {
		k, err := s.Next()
		if err != nil {
			return nil, err
		}
		if k == xmlscan.EOF {
			return out, nil
		}
		if k == xmlscan.Start && s.Local() == "si" {
			item, err := itemText(s)
			if err != nil {
				return nil, err
			}
			if len(out) == limit {
				return nil, input.Refused("read.too-many-cells", "cells", limit)
			}
			out = append(out, item)
		}
	}
}
