package render

import "doisoat/schema"

// Tally is what the run answered, counted.
type Tally struct {
	Figures  FigureTally  `json:"figures"`
	Cells    CellTally    `json:"cells"`
	Findings FindingTally `json:"findings"`
	Checks   []CheckTally `json:"checks"`
}

// FigureTally counts the numbers of the prose by the answer that they got.
type FigureTally struct {
	Total        int `json:"total"`
	Tied         int `json:"tied"`
	Contradicted int `json:"contradicted"`
	// Rounding counts the figures that are right only by cutting off.
	Rounding  int `json:"rounding"`
	Undecided int `json:"undecided"`
	// NotClaim counts dates, document numbers, heading numbers and the like.
	NotClaim int `json:"notClaim"`
}

// CellTally counts the numeric cells of the tables by the answer that they got.
type CellTally struct {
	Numeric int `json:"numeric"`
	// Recomputed counts the cells that a rule gives and that were worked out again.
	Recomputed   int `json:"recomputed"`
	Consistent   int `json:"consistent"`
	Contradicted int `json:"contradicted"`
	Undecided    int `json:"undecided"`
}

// FindingTally counts the findings by severity.
type FindingTally struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Note    int `json:"note"`
	// Waived counts the findings that a waiver lets pass; they are in no other count.
	Waived int `json:"waived,omitempty"`
	// Known counts the findings that the baseline holds; they are in no other count.
	Known int `json:"known,omitempty"`
}

// CheckTally counts what one check looked at.
type CheckTally struct {
	Code      string `json:"code"`
	Items     int    `json:"items"`
	Passed    int    `json:"passed"`
	Failed    int    `json:"failed"`
	Undecided int    `json:"undecided"`
}

// tally counts the answers of the run.
func (v *View) tally() Tally {
	t := Tally{Figures: v.figures(), Cells: v.cells(), Checks: []CheckTally{}}
	n := v.findings()
	t.Findings = FindingTally{Error: n[schema.Error], Warning: n[schema.Warning], Note: n[schema.Note]}
	for i := range v.Result.Findings {
		switch f := &v.Result.Findings[i]; {
		case f.Waiver != nil:
			t.Findings.Waived++
		case f.Known:
			t.Findings.Known++
		}
	}
	for _, c := range v.Result.Checks {
		t.Checks = append(t.Checks, CheckTally{Code: c.Check.Code, Items: c.Items, Passed: c.Passed, Failed: c.Failed, Undecided: c.Undecided})
	}
	return t
}

func (v *View) figures() FigureTally {
	t := FigureTally{Total: len(v.Result.Figures)}
	for i := range v.Result.Figures {
		switch v.Result.Figures[i].Verdict {
		case schema.Tied:
			t.Tied++
		case schema.Contradicted:
			t.Contradicted++
		case schema.CutOff:
			t.Rounding++
		case schema.NotClaim:
			t.NotClaim++
		default:
			t.Undecided++
		}
	}
	return t
}

// cells counts the numbers in the bodies of the tables, running numbers left out.
func (v *View) cells() CellTally {
	var t CellTally
	ledger := v.Result.Cells
	for _, table := range v.report().Tables {
		for row := range table.Rows {
			for col := range table.Columns {
				if k := table.Columns[col].Kind; k == schema.Ordinal || k == schema.Label {
					continue
				}
				ref := table.Ref(row, col)
				if v.report().At(ref).Kind != schema.Numeric {
					continue
				}
				t.Numeric++
				if ledger.Recomputed[ref] {
					t.Recomputed++
				}
				switch ledger.Verdicts[ref] {
				case schema.CellConsistent:
					t.Consistent++
				case schema.CellContradicted:
					t.Contradicted++
				default:
					t.Undecided++
				}
			}
		}
	}
	return t
}
