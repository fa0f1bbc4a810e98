// Package validate checks a report's tables: that derived cells, totals and rows
// agree with the edit rules of their table, and that names and cells are sound. It
// looks inside and between tables, never at the prose.
//
// One file holds one check; Suite lists them. What several checks need of the broken
// rules (which cell most probably caused them) is worked out once, in blame.go.
package validate

import (
	"embed"

	"doisoat/schema"
)

// Suite lists the checks in the order in which they run.
func Suite() []*schema.Check {
	return []*schema.Check{
		UncachedFormula,
		WrongRatio,
		CutOff,
		UnfootedTotal,
		TotalRatioOutsideParts,
		AveragedTotalRatio,
		UncrossFootedRow,
		DuplicatedUnit,
		NearDuplicateUnit,
		BrokenOrdinals,
		NamesOutOfOrder,
		OddYear,
		MixedNumberForms,
		LostThousandsMark,
		BlankCell,
		ErrorCell,
		NegativeCount,
		OddFormula,
		StaleValue,
		UnequalTables,
		UnequalFacts,
	}
	// Turned down:
	//   - a first-digit (Benford) test: a table has too few figures of one kind, and
	//     official counts have bounds that the law does not know;
	//   - outliers of a column by their distance from the rest: a large commune is
	//     large; without another period there is nothing to hold it against;
	//   - names that differ in one letter or mark as near-duplicates: "Hoài Hải" and
	//     "Hoài Hảo" are two communes, and there are hundreds of such pairs;
	//   - ratios above 100% as errors: payments over a plan, or files of the last
	//     period settled in this one, are above 100% and right;
	//   - round figures as a sign of estimates: true of many budgets;
	//   - the same figure in two neighbouring rows: small counts repeat all the time.
}

//go:embed doc/*.md
var pages embed.FS

// page is the English page of a check.
func page(code string) string { return Page(code, "en") }

// Page gives the page of a check in a language, the English one where there is no
// other, and "" for a code that this package does not have.
func Page(code, language string) string {
	if language != "" && language != "en" {
		if text, err := pages.ReadFile("doc/" + code + "." + language + ".md"); err == nil {
			return string(text)
		}
	}
	text, err := pages.ReadFile("doc/" + code + ".md")
	if err != nil {
		return ""
	}
	return string(text)
}
