package schema

// Spec is what the user, or the recogniser, says of the tables of a report: a file
// that a person can read, edit and give back.
type Spec struct {
	Version int         `yaml:"version" validate:"required,eq=1"`
	Lang    string      `yaml:"lang,omitempty" validate:"omitempty,oneof=vi en"`
	Tables  []TableSpec `yaml:"tables,omitempty" validate:"dive"`
	Path    string      `yaml:"-"`
}

// TableSpec describes one table. It applies to the tables whose sheet name or title
// it names; without either, to the only table, or to the table at its own place.
type TableSpec struct {
	Sheet       string       `yaml:"sheet,omitempty"`
	Title       string       `yaml:"title,omitempty"`
	DecimalMark string       `yaml:"decimal-mark,omitempty" validate:"omitempty,oneof=0x2C ."`
	UnitColumn  string       `yaml:"unit-column,omitempty"` // letter, number or header of the column of names
	Columns     []ColumnSpec `yaml:"columns,omitempty" validate:"dive"`
	Rules       []RuleSpec   `yaml:"rules,omitempty" validate:"dive"`
	Totals      []TotalSpec  `yaml:"totals,omitempty" validate:"dive"`
	Targets     []TargetSpec `yaml:"targets,omitempty" validate:"dive"`
	Aliases     []AliasSpec  `yaml:"units,omitempty" validate:"dive"`
}

// ColumnSpec names one column.
type ColumnSpec struct {
	Column   string   `yaml:"column" validate:"required"` // spreadsheet letters
	Number   string   `yaml:"number,omitempty"`
	Name     string   `yaml:"name,omitempty"`
	Kind     string   `yaml:"kind,omitempty" validate:"omitempty,oneof=blank ordinal label words count measure ratio index year"`
	Unit     string   `yaml:"unit,omitempty"`
	Synonyms []string `yaml:"synonyms,omitempty" validate:"omitempty,dive,required"`
}

// RuleSpec is one rule across the columns.
type RuleSpec struct {
	Rule      string `yaml:"rule" validate:"required"` // "(9) = ((7) + (8)) / (3)"
	Origin    string `yaml:"origin,omitempty" validate:"omitempty,oneof=declared inferred given sheet labelled"`
	Hard      *bool  `yaml:"hard,omitempty"`
	Tolerance int    `yaml:"tolerance,omitempty" validate:"min=0,max=1000000"` // in units of the last place
	Off       bool   `yaml:"off,omitempty"`                                    // refuse a rule that was inferred
}

// TotalSpec is one total: a row that is the sum of others.
type TotalSpec struct {
	Row       string   `yaml:"row" validate:"required"`                    // label, or the 1-based row of the sheet
	Of        []string `yaml:"of" validate:"required,min=1,dive,required"` // labels, rows, or ranges of rows "12-28"
	Origin    string   `yaml:"origin,omitempty" validate:"omitempty,oneof=declared inferred given sheet labelled"`
	Tolerance int      `yaml:"tolerance,omitempty" validate:"min=0,max=1000000"`
	Off       bool     `yaml:"off,omitempty"`
}

// TargetSpec is a target that units are held against.
type TargetSpec struct {
	Column string `yaml:"column" validate:"required"`
	Name   string `yaml:"name,omitempty"`  // who set it: "tỉnh giao"
	Level  string `yaml:"level,omitempty"` // label of the section it applies to
	Value  string `yaml:"value" validate:"required"`
}

// AliasSpec gives a unit other names.
type AliasSpec struct {
	Unit  string   `yaml:"unit" validate:"required"`
	Names []string `yaml:"names" validate:"required,min=1,dive,required"`
}
