package schema

import "strings"

// Spec is what the user, or the recogniser, says of the tables of a report: a file
// that a person can read, edit and give back. See LoadSpec and WriteSpec.
type Spec struct {
	Version int         `yaml:"version" validate:"required,eq=1"`
	Lang    string      `yaml:"lang,omitempty" validate:"omitempty,oneof=vi en"`
	Tables  []TableSpec `yaml:"tables,omitempty" validate:"dive"`
	Path    string      `yaml:"-"` // as given to LoadSpec
}

// SpecPlace is where an entry stands in its file: 1-based, columns in characters;
// zero for a spec that was not read from a file.
type SpecPlace struct{ Line, Column int }

// TableSpec describes one table. It applies to the tables whose sheet name or title
// it names; without either, to the only table, or to the table at its own place.
// A column is named by its spreadsheet letters ("Q"), by its number in parentheses
// ("(15)"), or by its name or a synonym.
type TableSpec struct {
	Sheet       string       `yaml:"sheet,omitempty"`
	Title       string       `yaml:"title,omitempty"`
	DecimalMark string       `yaml:"decimal-mark,omitempty" validate:"omitempty,oneof=0x2C ."`
	UnitColumn  string       `yaml:"unit-column,omitempty"` // the column of names
	Columns     []ColumnSpec `yaml:"columns,omitempty" validate:"dive"`
	Rules       []RuleSpec   `yaml:"rules,omitempty" validate:"dive"`
	Totals      []TotalSpec  `yaml:"totals,omitempty" validate:"dive"`
	Targets     []TargetSpec `yaml:"targets,omitempty" validate:"dive"`
	Aliases     []AliasSpec  `yaml:"units,omitempty" validate:"dive"`
	// NotUnderstood is what the recogniser made nothing of, told for the reader; given
	// back, it changes nothing.
	NotUnderstood string    `yaml:"not-understood,omitempty"`
	At            SpecPlace `yaml:"-"`
}

// ColumnSpec names one column.
type ColumnSpec struct {
	Column   string    `yaml:"column" validate:"required,letters"` // spreadsheet letters
	Number   string    `yaml:"number,omitempty"`                   // without its parentheses: "15"
	Name     string    `yaml:"name,omitempty"`
	Kind     string    `yaml:"kind,omitempty" validate:"omitempty,oneof=blank ordinal label words count measure ratio index year"`
	Unit     string    `yaml:"unit,omitempty"`
	Synonyms []string  `yaml:"synonyms,omitempty" validate:"omitempty,dive,required"`
	At       SpecPlace `yaml:"-"`
}

// RuleSpec is one rule across the columns.
type RuleSpec struct {
	Rule      string    `yaml:"rule" validate:"required"` // "(9) = ((7) + (8)) / (3)"
	Percent   bool      `yaml:"percent,omitempty"`        // the result is written in percent: × 100
	Origin    string    `yaml:"origin,omitempty" validate:"omitempty,oneof=declared inferred given sheet labelled"`
	Hard      *bool     `yaml:"hard,omitempty"`
	Tolerance int       `yaml:"tolerance,omitempty" validate:"min=0,max=1000000"` // in units of the last place
	Strength  int       `yaml:"strength,omitempty"`                               // bits of evidence against chance
	Off       bool      `yaml:"drop,omitempty"`                                   // refuse a rule that was inferred ("off" is a switch in YAML 1.1)
	At        SpecPlace `yaml:"-"`
}

// TotalSpec is one total: a row that is the sum of others.
type TotalSpec struct {
	Row       string    `yaml:"row" validate:"required"`                    // label, or the 1-based row of the sheet
	Of        []string  `yaml:"of" validate:"required,min=1,dive,required"` // labels, rows, or ranges of rows "12-28"
	Origin    string    `yaml:"origin,omitempty" validate:"omitempty,oneof=declared inferred given sheet labelled"`
	Tolerance int       `yaml:"tolerance,omitempty" validate:"min=0,max=1000000"`
	Strength  int       `yaml:"strength,omitempty"`
	Off       bool      `yaml:"drop,omitempty"`
	At        SpecPlace `yaml:"-"`
}

// TargetSpec is a target that units are held against.
type TargetSpec struct {
	Column  string    `yaml:"column" validate:"required"`
	Name    string    `yaml:"name,omitempty"`                                                // who set it: "tỉnh giao"
	Level   string    `yaml:"level,omitempty"`                                               // label of the section it applies to
	Value   string    `yaml:"value" validate:"required,decimal"`                             // "70%", "70,5", "1200"
	Compare string    `yaml:"compare,omitempty" validate:"omitempty,oneof=at-least at-most"` // at-least when empty
	At      SpecPlace `yaml:"-"`
}

// AliasSpec gives a unit other names.
type AliasSpec struct {
	Unit  string    `yaml:"unit" validate:"required"`
	Names []string  `yaml:"names" validate:"required,min=1,dive,required"`
	At    SpecPlace `yaml:"-"`
}

// Number is the exact value of the target; ok is false when Value is not written as
// a target may be (LoadSpec refuses such a value).
func (t TargetSpec) Number() (n Number, ok bool) { return specNumber(t.Value) }

// specNumber reads a number of a spec: digits, one decimal comma or point, a minus
// sign, a percent sign. It knows no thousands mark, and so refuses three digits
// behind a single mark unless a nought stands in front: "1.087" may be either.
func specNumber(s string) (n Number, ok bool) {
	s = strings.TrimSpace(s)
	s, n.Percent = strings.CutSuffix(s, "%")
	s, neg := strings.CutPrefix(strings.TrimSpace(s), "-")
	places, digits := -1, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if digits++; digits > MaxDigits {
				return Number{}, false
			}
			n.Value.Coef = n.Value.Coef*10 + int64(c-'0')
			if places >= 0 {
				places++
			}
		case (c == ',' || c == '.') && places < 0 && digits > 0:
			places = 0
		default:
			return Number{}, false
		}
	}
	if digits == 0 || places == 0 || places == 3 && digits <= 6 && s[0] != '0' {
		return Number{}, false
	}
	n.Value.Places = int8(max(places, 0))
	n.Shown = n.Value.Places
	if neg {
		n.Value = n.Value.Neg()
	}
	return n, true
}

// RuleFault is a fault in the text of a rule.
type RuleFault struct {
	Column  int    // 1-based, in characters of the rule's text
	Text    string // the offending part, "" at the end of the text
	Message Message
}

// SpecFault is a fault of a spec file and where it stands.
type SpecFault struct {
	Path         string
	Line, Column int    // 1-based, columns in characters
	Text         string // the offending text as the file has it
	Message      Message
}

// Fault makes a fault of a spec that was read, for what only a look at the table
// can show: a rule that names a column that the table has not.
func (s *Spec) Fault(at SpecPlace, text string, m Message) SpecFault {
	return SpecFault{s.Path, at.Line, at.Column, text, m}
}
