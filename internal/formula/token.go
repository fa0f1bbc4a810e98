package formula

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"

	"doisoat/schema"
)

// Limits on what is read, so that a hostile cell costs nothing.
const (
	maxLength = 2000 // bytes of an expression
	maxDepth  = 40   // nested parentheses
	maxRange  = 300  // columns in a range
)

// Kinds of token.
const (
	tokName lexer.TokenType = iota + 1 // 7, 2.1, A, IV: bare
	tokRef                             // (7), [K]: one name in parentheses or brackets
	tokFunc                            // sum, min, ... in front of a parenthesis
	tokDots                            // .. ... …
	tokSign                            // one of + - * / = ( ) % ,
)

// definition is the lexer; written by hand because a multiplication sign may be the
// letter x and a name in parentheses is one token.
type definition struct{}

func (definition) Symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{"EOF": lexer.EOF, "Name": tokName, "Ref": tokRef, "Func": tokFunc, "Dots": tokDots, "Sign": tokSign}
}

func (d definition) Lex(name string, r io.Reader) (lexer.Lexer, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return d.LexString(name, string(data))
}

func (definition) LexString(_ string, text string) (lexer.Lexer, error) {
	return &scanner{text: text, column: 1}, nil
}

// scanner gives the tokens of one text.
type scanner struct {
	text    string
	at      int // byte
	column  int // 1-based, in characters
	operand bool
	call    bool // the token before was the name of a function
	depth   int
}

// functions are the names that may stand in front of a parenthesis.
var functions = map[string]schema.Op{"sum": schema.OpAdd, "min": schema.OpMin, "max": schema.OpMax, "mean": schema.OpMean, "average": schema.OpMean}

// signs maps what people write to the sign that the grammar knows.
var signs = map[rune]string{
	'+': "+", '-': "-", '−': "-", '–': "-", '*': "*", '×': "*", '·': "*", '/': "/", '÷': "/", ':': "/",
	'=': "=", '(': "(", ')': ")", '[': "(", ']': ")", '{': "(", '}': ")", '%': "%", ',': ",", ';': ",",
}

// Next implements lexer.Lexer.
func (s *scanner) Next() (lexer.Token, error) {
	s.at += skipBlanks(s.text[s.at:], &s.column)
	pos := lexer.Position{Offset: s.at, Line: 1, Column: s.column}
	rest := s.text[s.at:]
	if rest == "" {
		return lexer.EOFToken(pos), nil
	}
	typ, value, size := s.token(rest)
	if typ == tokName && letters(value) == len(value) && len(value) > 1 && opens(rest[size:]) {
		return lexer.Token{}, fault(s.column, value, "formula.unknown-function", "name", value)
	}
	if size == 0 {
		r, n := utf8.DecodeRuneInString(rest)
		return lexer.Token{}, fault(s.column, rest[:n], "formula.stray-sign", "sign", string(r))
	}
	switch value {
	case "(":
		if s.depth++; s.depth > maxDepth {
			return lexer.Token{}, fault(s.column, rest[:size], "formula.too-deep", "limit", maxDepth)
		}
	case ")":
		s.depth--
	}
	s.operand = typ == tokName || typ == tokRef || value == ")" || value == "%"
	s.call = typ == tokFunc
	s.at += size
	s.column += utf8.RuneCountInString(rest[:size])
	return lexer.Token{Type: typ, Value: value, Pos: pos}, nil
}

// token reads one token from the start of rest, which is not empty; size 0 means
// that none begins there.
func (s *scanner) token(rest string) (typ lexer.TokenType, value string, size int) {
	r, n := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[n:])
	switch {
	case (r == 'x' || r == 'X') && s.operand && !unicode.IsLetter(next):
		return tokSign, "*", n
	case r == '…':
		return tokDots, "..", n
	case r == '.' && next == '.':
		return tokDots, "..", len(rest) - len(strings.TrimLeft(rest, "."))
	case (r == '(' || r == '[') && !s.call:
		if value, size = reference(rest); size > 0 {
			if value == "(%)" {
				return tokSign, "%", size
			}
			return tokRef, value, size
		}
	}
	if size = nameLength(rest); size > 0 {
		if _, ok := functions[strings.ToLower(rest[:size])]; ok && opens(rest[size:]) {
			return tokFunc, strings.ToLower(rest[:size]), size
		}
		return tokName, rest[:size], size
	}
	if sign, ok := signs[r]; ok {
		return tokSign, sign, n
	}
	return 0, "", 0
}

// opens reports whether a parenthesis comes next.
func opens(s string) bool { return strings.HasPrefix(strings.TrimLeftFunc(s, unicode.IsSpace), "(") }

// reference reads "(7)", "[K]" or "(%)" with its blanks and gives it without them.
func reference(s string) (value string, size int) {
	end := byte(')')
	if s[0] == '[' {
		end = ']'
	}
	i := 1 + skipBlanks(s[1:], nil)
	n := nameLength(s[i:])
	if n == 0 && strings.HasPrefix(s[i:], "%") {
		n = 1
	}
	j := i + n + skipBlanks(s[i+n:], nil)
	if n == 0 || j >= len(s) || s[j] != end {
		return "", 0
	}
	return s[:1] + s[i:i+n] + s[j:j+1], j + 1
}

// nameLength is the length of the name at the start of s: digits in parts parted
// by points, with one letter at the end ("7", "2.1", "3a"), or letters and digits
// ("A", "IV", "C1").
func nameLength(s string) int {
	if s == "" {
		return 0
	}
	if !digit(s[0]) {
		n := letters(s)
		if n > 0 {
			for n < len(s) && digit(s[n]) {
				n++
			}
		}
		return n
	}
	n := 0
	for {
		for n < len(s) && digit(s[n]) {
			n++
		}
		if n+1 >= len(s) || s[n] != '.' || !digit(s[n+1]) {
			break
		}
		n++
	}
	if l := letters(s[n:]); l == 1 && s[n] != 'x' && s[n] != 'X' || l == 2 && s[n] >= utf8.RuneSelf { // one letter, such as đ
		return n + l
	}
	return n
}

// letters is the length in bytes of the run of letters at the start of s.
func letters(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return i
		}
	}
	return len(s)
}

func digit(c byte) bool { return c-'0' <= 9 }

// skipBlanks gives the length in bytes of the white space at the start of s, and
// adds its characters to column.
func skipBlanks(s string, column *int) int {
	for i, r := range s {
		if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' {
			return i
		}
		if column != nil {
			*column++
		}
	}
	return len(s)
}
