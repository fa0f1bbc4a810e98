package schema

import (
	"cmp"
	_ "embed" // the schema for editors
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Config is how the reports of a folder are checked before they go out: the file
// doisoat.yaml beside them. See LoadConfig.
type Config struct {
	// Version is the version of this format.
	Version int `yaml:"version" validate:"required,eq=1" jsonschema:"enum=1"`
	// Lang is the language of the answer.
	Lang string `yaml:"lang,omitempty" validate:"omitempty,oneof=vi en" jsonschema:"enum=vi,enum=en"`
	// FailOn is the least severity that makes the run fail.
	FailOn string `yaml:"fail-on,omitempty" validate:"omitempty,oneof=error warning note never" jsonschema:"enum=error,enum=warning,enum=note,enum=never"`
	// Spec is a spec file for every report that names none, relative to the folder of this file.
	Spec string `yaml:"spec,omitempty"`
	// Reports pair drafts with their appendices.
	Reports []ReportConfig `yaml:"reports,omitempty" validate:"dive"`
	// Severity gives checks, by code, another severity; "off" leaves their findings out.
	Severity map[string]string `yaml:"severity,omitempty" validate:"dive,oneof=error warning note off"`
	// Waivers are findings that were looked at and let pass.
	Waivers []Waiver `yaml:"waivers,omitempty" validate:"dive"`
	Path    string   `yaml:"-"` // as given to LoadConfig
}

// ReportConfig is one kind of report of the folder.
type ReportConfig struct {
	// Draft is a pattern for drafts, relative to the folder of this file: "*/draft.docx", "2026/**/bao-cao.docx".
	Draft string `yaml:"draft,omitempty"`
	// Appendices are patterns relative to the folder of each draft; {name} stands for the draft's name without its ending. Without a draft each file that they match, relative to the folder of this file, is a report of its own.
	Appendices []string `yaml:"appendices,omitempty" validate:"omitempty,dive,required"`
	// Spec is the spec file of these reports, relative to the folder of this file.
	Spec string    `yaml:"spec,omitempty"`
	At   SpecPlace `yaml:"-"`
}

// Waiver lets a finding pass: one by its fingerprint, or all of a check about a unit
// and an indicator. A field that is left out matches findings that have none.
type Waiver struct {
	// Finding is the fingerprint of the finding.
	Finding string `yaml:"finding,omitempty" validate:"omitempty,fingerprint" jsonschema:"pattern=^[0-9a-f]{16}(-[0-9]+)?$"`
	// Code is the check's.
	Code string `yaml:"code,omitempty"`
	// Unit is the unit that the finding is about, as the answer names it.
	Unit string `yaml:"unit,omitempty"`
	// Indicator is the title of the column that the finding is about, as the answer names it.
	Indicator string `yaml:"indicator,omitempty"`
	// Reason says why it may pass.
	Reason string `yaml:"reason" validate:"required"`
	// By is who decided that.
	By string `yaml:"by,omitempty"`
	// Until is the last day on which the waiver holds.
	Until string    `yaml:"until,omitempty" validate:"omitempty,date" jsonschema:"format=date"`
	At    SpecPlace `yaml:"-"`
}

// DayForm is the form of a day in a config: "2026-12-31".
const DayForm = time.DateOnly

// LoadConfig reads a config from the YAML of a file and validates it, as LoadSpec does
// a spec. known tells whether a code is that of a check, and names the check that an
// unknown one was likely meant for.
func LoadConfig(path string, data []byte, known func(code string) (near string, ok bool)) (*Config, []SpecFault) {
	l := newLoader(path, "Config")
	cfg := &Config{Path: path}
	if root := l.parse(data); root != nil {
		l.fill(root, reflect.ValueOf(cfg).Elem(), "Config")
		l.validate(cfg)
		l.checkConfig(cfg, known)
	}
	if len(l.faults) == 0 {
		return cfg, nil
	}
	return nil, l.sorted()
}

// checkConfig finds what no single value shows: codes of no check, entries that say
// nothing, the same waiver twice.
func (l *specLoader) checkConfig(cfg *Config, known func(string) (string, bool)) {
	code := func(space, code string) {
		n := l.nodes[space]
		if near, ok := known(code); !ok && n != nil {
			key := "config.code"
			if near != "" {
				key = "config.code-near"
			}
			l.at(n, Say(key, "code", code, "near", near))
		}
	}
	for _, c := range slices.Sorted(keysOf(cfg.Severity)) {
		code("Config.severity{"+c+"}", c)
	}
	for i, r := range cfg.Reports {
		space := "Config.reports[" + strconv.Itoa(i) + "]"
		if n := l.nodes[space]; n != nil && r.Draft == "" && len(r.Appendices) == 0 && !l.faulty[space] {
			l.at(n, Say("config.no-files"))
		}
	}
	seen := map[Waiver]int{}
	for i, w := range cfg.Waivers {
		space := "Config.waivers[" + strconv.Itoa(i) + "]"
		n := l.nodes[space]
		if n == nil || l.faulty[space] {
			continue
		}
		if w.Code != "" {
			code(space+".code", w.Code)
		}
		if w.Finding == "" && w.Code == "" {
			l.at(n, Say("config.waives-nothing"))
			continue
		}
		key := Waiver{Finding: w.Finding, Code: w.Code, Unit: w.Unit, Indicator: w.Indicator}
		if w.Finding != "" {
			key = Waiver{Finding: w.Finding}
		}
		if line, twice := seen[key]; twice {
			l.at(n, Say("config.waived-twice", "name", cmp.Or(w.Finding, w.Code), "line", line))
			continue
		}
		seen[key] = n.Line
	}
}

func keysOf(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// isFingerprint reports whether s has the form of a finding's fingerprint.
func isFingerprint(s string) bool {
	ok, err := regexp.MatchString(`^[0-9a-f]{16}(-[0-9]+)?$`, s)
	return ok && err == nil
}

func isDate(s string) bool { _, err := time.Parse(DayForm, strings.TrimSpace(s)); return err == nil }

// ConfigSchema is the JSON Schema of a config, for editors. It is made from Config and
// the comments on its fields.
//
//go:embed config.schema.json
var ConfigSchema []byte
