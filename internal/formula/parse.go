// Package formula parses the expression of an edit rule and evaluates it exactly.
// An expression is written by people, in the numbering row of a table
// ("(9)= (7+8)/(3)", "5=4/1x100%") or in a spec ("(9) = ((7) + (8)) / (3)").
package formula

import (
	"errors"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"doisoat/schema"
)

// Error is a fault in the text of a rule.
type Error struct {
	Column  int    // 1-based, in characters of the text
	Text    string // the offending part, "" at the end of the text
	Message schema.Message
}

// Error names the fault by its key; people are told Message.
func (e *Error) Error() string {
	return "column " + schema.Int(int64(e.Column)).String() + ": " + e.Message.Key
}

func fault(column int, text, key string, pairs ...any) *Error {
	return &Error{column, text, schema.Say(key, pairs...)}
}

// The grammar. A name in parentheses is one token, so that one token of lookahead
// is enough.
type ruleAST struct {
	Pos    lexer.Position
	Target string  `parser:"( @Ref | @Name )?"`
	Expr   *sumAST `parser:"( '=' @@ | '(' '=' @@ ')' )?"`
}

type sumAST struct {
	Head *productAST `parser:"@@"`
	Tail []*addAST   `parser:"@@*"`
}

type addAST struct {
	Pos  lexer.Position
	Op   string      `parser:"@( '+' | '-' )"`
	Dots bool        `parser:"( @Dots"`
	Term *productAST `parser:"| @@ )"`
}

type productAST struct {
	Head *factorAST `parser:"@@"`
	Tail []*mulAST  `parser:"@@*"`
}

type mulAST struct {
	Op     string     `parser:"@( '*' | '/' )"`
	Factor *factorAST `parser:"@@"`
}

type factorAST struct {
	Signs   []string `parser:"@( '+' | '-' )*"`
	Atom    *atomAST `parser:"@@"`
	Percent bool     `parser:"@'%'?"`
}

type atomAST struct {
	Pos   lexer.Position
	Ref   string   `parser:"@Ref"`
	Name  string   `parser:"| @Name"`
	Call  *callAST `parser:"| @@"`
	Group *sumAST  `parser:"| '(' @@ ')'"`
}

type callAST struct {
	Func string    `parser:"@Func '('"`
	Args []*argAST `parser:"@@ ( ',' @@ )* ')'"`
}

type argAST struct {
	Pos  lexer.Position
	From *sumAST `parser:"@@"`
	To   *sumAST `parser:"( Dots @@ )?"`
}

// parser is built when the first expression is read: building it takes far longer
// than reading.
var parser = sync.OnceValue(buildParser)

// Prepare builds what the first expression needs; a caller that has files to read first
// lets it do so beside them.
func Prepare() { parser() }

func buildParser() *participle.Parser[ruleAST] {
	return participle.MustBuild[ruleAST](participle.Lexer(definition{}))
}

// parse reads "target = expression"; both parts may be missing.
func parse(text string) (*ruleAST, *Error) {
	if len(text) > maxLength {
		return nil, fault(1, "", "formula.too-long", "limit", maxLength)
	}
	if !utf8.ValidString(text) {
		return nil, fault(1, "", "formula.not-utf8")
	}
	ast, err := parser().ParseString("", text)
	if err == nil {
		return ast, nil
	}
	var own *Error
	if errors.As(err, &own) {
		return nil, own
	}
	var at participle.Error
	if !errors.As(err, &at) {
		return nil, fault(1, "", "formula.unreadable")
	}
	column, rest := at.Position().Column, text[min(at.Position().Offset, len(text)):]
	if rest == "" {
		return nil, fault(column, "", "formula.ends-early")
	}
	_, size := utf8.DecodeRuneInString(rest)
	if _, _, n := new(scanner).token(rest); n > 0 {
		size = n
	}
	return nil, fault(column, rest[:size], "formula.unexpected", "text", rest[:size])
}

// ParseRule reads a rule of a spec, such as "(9) = ((7) + (8)) / (3)": its target
// and its expression. A name in parentheses or brackets is a column number, or a
// numbering letter; letters in brackets, "[K]", are a spreadsheet column, and stand
// in the tree with their brackets. A bare number is a number; so that a forgotten
// parenthesis does not pass for one, a part of numbers only is refused, and a
// bare whole number that is added must be 1 or a power of ten (write 5.0 for the
// number five). Functions are min, max, mean (or average) and sum, with arguments
// parted by commas or semicolons and ranges such as sum((3)..(7)). Every error is
// an *Error.
func ParseRule(s string) (target string, f *Tree, err error) {
	ast, bad := parse(s)
	if bad != nil {
		return "", nil, bad
	}
	first := 1 + utf8.RuneCountInString(s) - utf8.RuneCountInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	switch {
	case ast.Target == "":
		return "", nil, fault(first, "", "formula.no-target")
	case ast.Expr == nil:
		return "", nil, fault(first, ast.Target, "formula.no-expression")
	}
	b := builder{rule: true}
	root := b.sum(ast.Expr, true)
	if b.err == nil {
		b.checkNumbers(root)
	}
	if b.err != nil {
		return "", nil, b.err
	}
	_, source, _ := strings.Cut(s, "=")
	return b.name(ast.Target), &Tree{Source: strings.TrimSpace(source), Percent: b.percent, root: root}, nil
}

// CheckRule reads a rule of a spec for its faults only; it fits schema.LoadSpec.
func CheckRule(s string) []schema.RuleFault {
	_, _, err := ParseRule(s)
	if err == nil {
		return nil
	}
	e := err.(*Error)
	return []schema.RuleFault{{Column: e.Column, Text: e.Text, Message: e.Message}}
}

// ParseNumbering reads a cell of a table's numbering row: "(10)", "A", "3a",
// "(9)= (7+8)/(3)", "5=4/1x100%", "6=2+...+5". It gives the column's own number
// without its parentheses and, when there is one, the expression. Here a bare
// number is a column where the table has such a column; else 100, 1000, ... that
// multiply or divide are numbers (see Tree.Resolve). ok is false for any other text.
func ParseNumbering(s string) (number string, f *Tree, ok bool) {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' })
	if s == "" || len(s) > maxLength {
		return "", nil, false
	}
	if !strings.Contains(s, "=") {
		if s[0] == '(' || s[0] == '[' {
			name, size := reference(s)
			if size != len(s) {
				return "", nil, false
			}
			s = name[1 : len(name)-1]
		}
		return s, nil, ownNumber(s)
	}
	if enclosed(s) { // "(4=5+6)"
		s = s[1 : len(s)-1]
	}
	ast, bad := parse(s)
	if bad != nil || ast.Expr == nil {
		return "", nil, false
	}
	b := builder{}
	root := b.sum(ast.Expr, true)
	number = b.name(ast.Target)
	if b.err != nil || number != "" && !ownNumber(number) || !columnNames(root) {
		return "", nil, false
	}
	_, source, _ := strings.Cut(s, "=")
	return number, &Tree{Source: strings.TrimSpace(source), Percent: b.percent, root: root}, true
}

// enclosed reports whether the bracket at the start of s closes at its end.
func enclosed(s string) bool {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
		if depth <= 0 {
			return i > 0 && i == len(s)-1
		}
	}
	return false
}

// ownNumber reports whether s can number a column: up to three digits with parts
// ("2.1") and a letter ("3a"), one letter other than the x that marks an empty
// cell, or a Roman number.
func ownNumber(s string) bool {
	if nameLength(s) != len(s) || s == "" {
		return false
	}
	if digit(s[0]) {
		whole, _, _ := strings.Cut(s, ".")
		return len(strings.TrimRightFunc(whole, unicode.IsLetter)) <= 3
	}
	if utf8.RuneCountInString(s) == 1 {
		return s != "x"
	}
	return strings.Trim(s, "IVXL") == "" || len(s) <= 3 && s[0] >= 'A' && s[0] <= 'Z' && digit(s[1])
}

// columnNames reports whether every name of the tree can number a column and there
// is one; a number such as 10000 may be meant as a number.
func columnNames(n *node) bool {
	found := false
	fits := true
	n.walk(func(n *node) {
		if n.op == schema.OpVar {
			found = true
			fits = fits && (ownNumber(n.name) || n.isPower())
		}
	})
	return found && fits
}
